"""A story in a list: one row of values, complete, so that no template can ask the database for more."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from articles.cursors import Cursor
from articles.json_rows import json_rows
from articles.models import ArticleVariant
from articles.models.variant import VariantQuerySet
from articles.prepared import Prepared, Value
from photos.pictures import Picture
from text.labels import label
from text.languages import LANGUAGES

PAGE_SIZE = 20
BREAKING = timedelta(days=1)  # how long a story is called so


@dataclass(frozen=True, slots=True)
class Card:
    """What lists show of a live variant. `languages` are the codes in which the story is live."""

    variant_id: int
    article_id: int
    language: str
    slug: str
    kicker: str
    headline: str
    summary: str
    visible_from: datetime
    changed_at: datetime  # when it became visible, or was last changed in substance
    section_key: str
    section_name: str | None
    section_ink: str
    is_breaking: bool
    picture: Picture | None
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `before` is the cursor of the next one, None on the last."""

    cards: list[Card]
    before: Cursor | None


COLUMNS = (
    "id", "article_id", "language", "slug", "kicker", "headline", "summary", "visible_from", "updated_at",
    "section__key", "section__names", "section__ink", "article__is_breaking",
    "article__lead_photo__key", "article__lead_photo__width", "article__lead_photo__height",
    "article__lead_photo__colour", "article__lead_photo__rendered_at", "article__lead_photo__credit",
    "article__lead_photo__expires_on",
)  # fmt: skip


def cards(variants: QuerySet[ArticleVariant], now: datetime) -> list[Card]:
    """The variants, in their order, as cards; one query however many."""
    return [card for card, _row in cards_with(variants, now)]


def cards_with(variants: QuerySet[ArticleVariant], now: datetime, *names: str) -> list[tuple[Card, dict[str, Any]]]:
    """Each card beside its row, in which stand the annotations that `names` names as well; one query however many."""
    return [(as_card(row, now), row) for row in card_rows(variants, now, *names)]


def card_rows(variants: QuerySet[ArticleVariant], now: datetime, *names: str) -> QuerySet[Any]:
    """What `as_card` makes cards of, for queries that are prepared."""
    # A list, and no EXISTS a language: those PostgreSQL, which plans before it knows of the limit, answers for all stories at once.
    siblings = ArticleVariant.objects.visible(now).filter(article=OuterRef("article"))
    return variants.annotate(live_in=json_rows(siblings, "article", "language")).values(*COLUMNS, "live_in", *names)


def as_cards(rows: Iterable[dict[str, Any]], now: datetime) -> list[Card]:
    return [as_card(row, now) for row in rows]


class ListPages:
    """The pages of one kind of list, newest first, from a cursor on. `live(now=…, **values)`: the public variants of a list."""

    def __init__(self, live: Callable[..., VariantQuerySet]) -> None:
        self.first = Prepared(lambda now, **values: _page_rows(live(now=now, **values), now))
        # As of the cursor's moment. Were `now` asked for too, SQLite, which walks an index from one bound, would take that one.
        self.later = Prepared(
            lambda now, moment, variant_id, **values: _page_rows(
                _but(live(now=moment, **values), moment, variant_id), now
            )
        )

    def page(self, now: datetime, before: Cursor | None, **values: Value) -> Page:
        """One query."""
        if before is None or before.moment > now:
            rows = self.first(now=now, **values)
        else:
            rows = self.later(now=now, moment=before.moment, variant_id=before.variant_id, **values)
        return cut(as_cards(rows, now), PAGE_SIZE)


def _page_rows(variants: VariantQuerySet, now: datetime) -> QuerySet[Any]:
    return card_rows(variants.newest_first()[: PAGE_SIZE + 1], now)


def _but(listed: Any, moment: datetime, variant_id: int, place: str = "pk") -> Any:
    """What a list of a cursor's moment holds after the cursor; `place`: the column of the variant."""
    return listed.exclude(**{"visible_from": moment, f"{place}__gte": variant_id})


class ListingPages(ListPages):
    """The same for lists that have an index of their own: `listings(**values)` is of TagListing or AuthorListing."""

    def __init__(self, listings: Callable[..., QuerySet[Any]]) -> None:
        def first(now: datetime, **values: Value) -> QuerySet[Any]:
            return _listed_rows(listings(**values).filter(visible_from__lte=now), now)

        def later(now: datetime, moment: datetime, variant_id: int, **values: Value) -> QuerySet[Any]:
            live = listings(**values).filter(visible_from__lte=moment)
            return _listed_rows(_but(live, moment, variant_id, "variant_id"), now)

        self.first, self.later = Prepared(first), Prepared(later)


def _listed_rows(listings: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    chosen = listings.order_by("-visible_from", "-variant_id").values("variant_id")[: PAGE_SIZE + 1]
    return card_rows(ArticleVariant.objects.visible(now).filter(pk__in=chosen).newest_first(), now)


def cut(found: list[Card], size: int) -> Page:
    if len(found) <= size:
        return Page(found, None)
    last = found[size - 1]
    return Page(found[:size], Cursor(last.visible_from, last.variant_id))


def picture_of(row: dict[str, Any], now: datetime, prefix: str = "article__lead_photo__") -> Picture | None:
    """None without a picture, and for one whose rights are over."""
    ends = row[f"{prefix}expires_on"]
    if not row[f"{prefix}key"] or (ends and ends <= timezone.localdate(now)):
        return None
    return Picture(
        key=row[f"{prefix}key"],
        width=row[f"{prefix}width"],
        height=row[f"{prefix}height"],
        colour=row[f"{prefix}colour"],
        is_ready=row[f"{prefix}rendered_at"] is not None,
        credit=row[f"{prefix}credit"],
    )


def is_breaking(is_marked: bool, visible_from: datetime | None, now: datetime) -> bool:
    """Whether a story is called breaking: one that the desk marked, for its first day, and before it is public."""
    return is_marked and (visible_from is None or now - visible_from < BREAKING)


def as_card(row: dict[str, Any], now: datetime) -> Card:
    return Card(
        variant_id=row["id"],
        article_id=row["article_id"],
        language=row["language"],
        slug=row["slug"],
        kicker=row["kicker"],
        headline=row["headline"],
        summary=row["summary"],
        visible_from=row["visible_from"],
        changed_at=max(row["visible_from"], row["updated_at"] or row["visible_from"]),
        section_key=row["section__key"],
        section_name=label(row["section__names"], row["language"]),
        section_ink=row["section__ink"],
        is_breaking=is_breaking(row["article__is_breaking"], row["visible_from"], now),
        picture=picture_of(row, now),
        languages=frozenset(LANGUAGES.keys() & (row["live_in"] or ())),
    )
