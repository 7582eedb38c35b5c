"""What else there is to read at the foot of a story: what is related to it, and what is new in its section."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles.cards import Card, as_cards, card_rows
from articles.models import ArticleVariant, AuthorListing, TagListing
from articles.prepared import Prepared
from articles.queries import BAND_SIZE, ArticlePage

SIZE = 4
LOOKED_AT = 6  # the newest of each tag and of each person
MOST_NAMES = 8  # tags, or people, of a story that are looked at


@dataclass(frozen=True)
class Further:
    """No story stands in both, and none is the one being read."""

    related: list[Card] = field(default_factory=list)
    band: list[Card] = field(default_factory=list)


def further(page: ArticlePage, now: datetime, in_section: list[Card]) -> Further:
    """Related: most tags in common first, then people in common, then the newest; what the band leaves of the section
    fills it up. The band: the section's newest, of `in_section`; none where the section has no name in the language.

    All of it live, in the page's language. One query, which looks at a few newest stories of each tag and person; none
    for a story without them.
    """
    tags = [topic.slug for topic in page.topics[:MOST_NAMES]]
    people = [one.slug for one in page.signatures[:MOST_NAMES]]
    related = _akin(page.variant, tags, people, now) if tags or people else []
    known = {page.variant.pk, *(card.variant_id for card in related)}
    rest = [card for card in in_section if card.variant_id not in known]
    return Further(related + rest[BAND_SIZE:][: SIZE - len(related)], rest[:BAND_SIZE])


def _akin(variant: ArticleVariant, tags: list[str], people: list[str], now: datetime) -> list[Card]:
    """Other stories with one of these tags or people, what has most in common first. One query."""
    named = {f"tag_{place}": slug for place, slug in enumerate(tags)} | {
        f"person_{place}": slug for place, slug in enumerate(people)
    }
    return as_cards(
        _akin_with(len(tags), len(people))(variant=variant.pk, language=variant.language, now=now, **named), now
    )


@lru_cache(maxsize=128)
def _akin_with(tags: int, people: int) -> Prepared:
    """The query for so many tags and people."""

    def build(variant: int, language: str, now: datetime, **named: str) -> QuerySet[Any]:
        of_tags: QuerySet[Any] = TagListing.objects.filter(language=language, visible_from__lte=now)
        of_people: QuerySet[Any] = AuthorListing.objects.filter(language=language, visible_from__lte=now)
        words = [named[f"tag_{place}"] for place in range(tags)]
        persons = [named[f"person_{place}"] for place in range(people)]
        chosen = [_newest(of_tags.filter(tag__slug=word)) for word in words]
        chosen += [_newest(of_people.filter(author__slug=person)) for person in persons]
        # The language is that of the lists, and what is in common sorts first: else SQLite would walk every story of the language.
        found = ArticleVariant.objects.visible(now).filter(pk__in=chosen[0].union(*chosen[1:])).exclude(pk=variant)
        shared = {
            "tags": _shared(of_tags.filter(tag__slug__in=words)),
            "people": _shared(of_people.filter(author__slug__in=persons)),
        }
        best: Any = found.annotate(**shared)
        best = best.order_by("-tags", "-people", "-visible_from", "-pk")
        return card_rows(best[:SIZE], now)

    return Prepared(build)


def _newest(listings: QuerySet[Any]) -> QuerySet[Any]:
    """The variants of a few newest; a query within a query, because SQLite limits no part of a union."""
    newest = listings.order_by("-visible_from", "-variant_id").values("pk")[:LOOKED_AT]
    return listings.model.objects.filter(pk__in=newest).order_by().values("variant_id")


def _shared(listings: QuerySet[Any]) -> Coalesce:
    """How many of these names a variant has."""
    count = listings.filter(variant=OuterRef("pk")).order_by().values("variant").annotate(shared=Count("pk"))
    return Coalesce(Subquery(count.values("shared")), 0)
