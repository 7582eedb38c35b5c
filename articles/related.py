"""What else there is to read at the foot of a story: what is related to it, and what is new in its section."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from articles.cards import Card, cards_with
from articles.models import ArticleVariant, AuthorListing, TagListing
from articles.queries import BAND_SIZE, ArticlePage

SIZE = 4
LOOKED_AT = 6  # the newest of each tag and of each person
MOST_NAMES = 8  # tags, or people, of a story that are looked at


@dataclass(frozen=True)
class Further:
    """No story stands in both, and none is the one being read."""

    related: list[Card] = field(default_factory=list)
    band: list[Card] = field(default_factory=list)


def further(page: ArticlePage, now: datetime) -> Further:
    """Related: most tags in common first, then people in common, then the newest; what the band leaves of the section
    fills it up. The band: the section's newest, none where the section has no name in the language.

    All of it live, in the page's language. One query, which looks at a few newest stories of each tag and person.
    """
    variant = page.variant
    tags = _listings(TagListing, variant, now).filter(tag__slug__in=[topic.slug for topic in page.topics])
    people = _listings(AuthorListing, variant, now).filter(author__slug__in=[one.slug for one in page.signatures])
    chosen = [_newest(tags.filter(tag__slug=topic.slug)) for topic in page.topics[:MOST_NAMES]]
    chosen += [_newest(people.filter(author__slug=one.slug)) for one in page.signatures[:MOST_NAMES]]
    is_open = bool(variant.section.name(variant.language))
    if is_open:
        chosen.append(_newest_of_section(variant, now))
    if not chosen:
        return Further()
    # Sorted here, and the language is that of the lists: for either SQLite would walk every story of the language.
    found = ArticleVariant.objects.visible(now).filter(pk__in=chosen[0].union(*chosen[1:]))
    shared = {"tags": _shared(tags), "people": _shared(people)}
    rows = cards_with(found.exclude(pk=variant.pk).order_by().annotate(**shared), now, *shared, "section")
    rows.sort(key=lambda row: (row[0].visible_from, row[0].variant_id), reverse=True)
    akin = [row for row in rows if row[1]["tags"] or row[1]["people"]]
    akin.sort(key=lambda row: (row[1]["tags"] or 0, row[1]["people"] or 0), reverse=True)  # stable: still newest first
    related = [card for card, _row in akin[:SIZE]]
    rest = [card for card, row in rows if is_open and row["section"] == variant.section_id and card not in related]
    return Further(related + rest[BAND_SIZE:][: SIZE - len(related)], rest[:BAND_SIZE])


def _listings(model: type[TagListing] | type[AuthorListing], variant: ArticleVariant, now: datetime) -> QuerySet[Any]:
    return model._default_manager.filter(language=variant.language, visible_from__lte=now)


def _newest(listings: QuerySet[Any]) -> QuerySet[Any]:
    """The variants of a few newest; a query within a query, because SQLite limits no part of a union."""
    newest = listings.order_by("-visible_from", "-variant_id").values("pk")[:LOOKED_AT]
    return listings.model.objects.filter(pk__in=newest).order_by().values("variant_id")


def _newest_of_section(variant: ArticleVariant, now: datetime) -> QuerySet[Any]:
    """As many as the band and the related stories could show, and the one being read."""
    section = ArticleVariant.objects.live(variant.language, now).in_section(variant.section)
    newest = section.newest_first().values("pk")[: BAND_SIZE + SIZE + 1]
    return ArticleVariant.objects.filter(pk__in=newest).order_by().values("pk")


def _shared(listings: QuerySet[Any]) -> Subquery:
    """How many of these names a variant has; None for none."""
    count = listings.filter(variant=OuterRef("pk")).order_by().values("variant").annotate(shared=Count("pk"))
    return Subquery(count.values("shared"))
