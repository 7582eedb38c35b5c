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
    live = ArticleVariant.objects.live(variant.language, now)
    tags = _listings(TagListing, variant, now).filter(tag__slug__in=(topics := [one.slug for one in page.topics]))
    people = _listings(AuthorListing, variant, now).filter(
        author__slug__in=(names := [one.slug for one in page.signatures])
    )
    chosen = [_newest(tags.filter(tag__slug=slug)) for slug in topics[:MOST_NAMES]]
    chosen += [_newest(people.filter(author__slug=slug)) for slug in names[:MOST_NAMES]]
    if variant.section.name(variant.language):
        newest = live.in_section(variant.section).newest_first().values("pk")[: BAND_SIZE + SIZE + 1]
        chosen.append(live.filter(pk__in=newest).order_by().values("pk"))
    if not chosen:
        return Further()
    found = live.filter(pk__in=chosen[0].union(*chosen[1:])).exclude(pk=variant.pk).newest_first()
    rows = cards_with(found.annotate(tags=_shared(tags), people=_shared(people)), now, "tags", "people", "section")
    akin = sorted(
        (row for row in rows if row[1]["tags"] or row[1]["people"]),
        key=lambda row: (row[1]["tags"] or 0, row[1]["people"] or 0, row[1]["section"] == variant.section_id),
        reverse=True,
    )
    related = [card for card, _row in akin[:SIZE]]
    rest = [card for card, row in rows if row["section"] == variant.section_id and card not in related]
    if not variant.section.name(variant.language):
        rest = []
    return Further(related + rest[BAND_SIZE:][: SIZE - len(related)], rest[:BAND_SIZE])


def _listings(model: type[TagListing] | type[AuthorListing], variant: ArticleVariant, now: datetime) -> QuerySet[Any]:
    return model._default_manager.filter(language=variant.language, visible_from__lte=now)


def _newest(listings: QuerySet[Any]) -> QuerySet[Any]:
    """The variants of a few newest; a query within a query, because SQLite limits no part of a union."""
    newest = listings.order_by("-visible_from", "-variant_id").values("pk")[:LOOKED_AT]
    return listings.model.objects.filter(pk__in=newest).order_by().values("variant_id")


def _shared(listings: QuerySet[Any]) -> Subquery:
    """How many of these names a variant has; None for none."""
    count = listings.filter(variant=OuterRef("pk")).order_by().values("variant").annotate(shared=Count("pk"))
    return Subquery(count.values("shared"))
