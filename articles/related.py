"""What else there is to read at the foot of a story: what is related to it, and what is new in its section."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from articles.cards import Card, as_card, card_rows
from articles.json_rows import json_rows
from articles.models import ArticleVariant, AuthorListing, TagListing
from articles.prepared import Prepared
from articles.queries import BAND_SIZE, ArticlePage

SIZE = 4
LOOKED_AT = 6  # the newest of each tag and of each person
MOST_NAMES = 8  # tags, or people, of a story that are looked at

Name = tuple[str, str]  # "tag" or "person", and its address word


@dataclass(frozen=True)
class Further:
    """No story stands in both, and none is the one being read."""

    related: list[Card] = field(default_factory=list)
    band: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Akin:
    """A live story, and all that it may have in common with another."""

    card: Card
    tags: frozenset[str]
    people: frozenset[str]

    def has(self, name: Name) -> bool:
        kind, word = name
        return word in (self.tags if kind == "tag" else self.people)


def names_of(page: ArticlePage) -> list[Name]:
    """The tags and people by which related stories are looked for."""
    tags = [("tag", topic.slug) for topic in page.topics[:MOST_NAMES]]
    return tags + [("person", one.slug) for one in page.signatures[:MOST_NAMES]]


def further(page: ArticlePage, in_section: list[Card], newest: dict[Name, list[Akin]]) -> Further:
    """Related: most tags in common first, then people in common, then the newest; what the band leaves of the section
    fills it up. The band: the section's newest, of `in_section`; none where the section has no name in the language.

    `newest`: the newest stories of each of the page's names, in its language (`newest_of`). No query.
    """
    tags, people = ({word for kind, word in newest if kind == wanted} for wanted in ("tag", "person"))
    akin = {one.card.variant_id: one for stories in newest.values() for one in stories}
    akin.pop(page.variant.pk, None)
    ranked = sorted(
        (len(one.tags & tags), len(one.people & people), one.card.visible_from, number) for number, one in akin.items()
    )
    related = [akin[number].card for *_rank, number in ranked[: -SIZE - 1 : -1]]
    known = {page.variant.pk, *(card.variant_id for card in related)}
    rest = [card for card in in_section if card.variant_id not in known]
    return Further(related + rest[BAND_SIZE:][: SIZE - len(related)], rest[:BAND_SIZE])


def newest_of(names: list[Name], language: str, now: datetime) -> dict[Name, list[Akin]]:
    """The newest live stories of each of these tags and people; one query, none without a name."""
    if not names:
        return {}
    tags, people = ([word for kind, word in names if kind == wanted] for wanted in ("tag", "person"))
    words = {f"tag_{place}": word for place, word in enumerate(tags)}
    words |= {f"person_{place}": word for place, word in enumerate(people)}
    rows = _newest_with(len(tags), len(people))(language=language, now=now, **words)
    found = [Akin(as_card(row, now), frozenset(row["tags"] or ()), frozenset(row["people"] or ())) for row in rows]
    return {name: [one for one in found if one.has(name)][:LOOKED_AT] for name in names}


@lru_cache(maxsize=128)
def _newest_with(tags: int, people: int) -> Prepared:
    """The query for so many tags and people."""

    def build(language: str, now: datetime, **words: str) -> QuerySet[Any]:
        of_tags: QuerySet[Any] = TagListing.objects.filter(language=language, visible_from__lte=now)
        of_people: QuerySet[Any] = AuthorListing.objects.filter(language=language, visible_from__lte=now)
        chosen = [_newest(of_tags.filter(tag__slug=words[f"tag_{place}"])) for place in range(tags)]
        chosen += [_newest(of_people.filter(author__slug=words[f"person_{place}"])) for place in range(people)]
        # The language is that of the lists: else SQLite would walk every story of it.
        found: Any = ArticleVariant.objects.visible(now).filter(pk__in=chosen[0].union(*chosen[1:]))
        found = found.annotate(tags=_words(of_tags, "tag__slug"), people=_words(of_people, "author__slug"))
        return card_rows(found.order_by("-visible_from", "-pk"), now, "tags", "people")

    return Prepared(build)


def _newest(listings: QuerySet[Any]) -> QuerySet[Any]:
    """The variants of a few newest; a query within a query, because SQLite limits no part of a union."""
    newest = listings.order_by("-visible_from", "-variant_id").values("pk")[:LOOKED_AT]
    return listings.model.objects.filter(pk__in=newest).order_by().values("variant_id")


def _words(listings: QuerySet[Any], column: str) -> Subquery:
    """All that a variant is listed by."""
    return json_rows(listings.filter(variant=OuterRef("pk")), "variant", column)
