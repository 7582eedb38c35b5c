"""A story in a list: one row of values, complete, so that no template can ask the database for more."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from articles.cursors import Cursor
from articles.models import ArticleVariant
from articles.models.variant import VariantQuerySet
from photos.pictures import Picture
from text.labels import label
from text.languages import LANGUAGES

PAGE_SIZE = 20
BREAKING = timedelta(days=1)  # how long a story is called so in lists


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
    published_at: datetime
    visible_from: datetime
    changed_at: datetime  # when it became visible, or was last changed in substance
    section_key: str
    section_name: str | None
    section_ink: str
    is_breaking: bool  # and less than a day old
    picture: Picture | None
    languages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `before` is the cursor of the next one, None on the last."""

    cards: list[Card]
    before: Cursor | None


COLUMNS = (
    "id", "article_id", "language", "slug", "kicker", "headline", "summary", "published_at", "visible_from", "updated_at",
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
    siblings = ArticleVariant.objects.visible(now).filter(article=OuterRef("article"))
    is_live_in = {f"in_{code}": Exists(siblings.filter(language=code)) for code in LANGUAGES}
    rows = variants.annotate(**is_live_in).values(*COLUMNS, *is_live_in, *names)
    return [(_card(row, now), row) for row in rows]


def page_of(variants: VariantQuerySet, now: datetime, before: Cursor | None, size: int = PAGE_SIZE) -> Page:
    """One page, newest first, from the cursor on; one query."""
    if before:
        variants = variants.filter(visible_from__lte=before.moment).exclude(
            visible_from=before.moment, pk__gte=before.variant_id
        )
    found = cards(variants.newest_first()[: size + 1], now)
    return cut(found, size)


def listed_page(listings: QuerySet[Any], now: datetime, before: Cursor | None, size: int = PAGE_SIZE) -> Page:
    """One page of a TagListing or AuthorListing queryset, ordered by its own index; one query."""
    listings = listings.filter(visible_from__lte=now)
    if before:
        listings = listings.filter(visible_from__lte=before.moment).exclude(
            visible_from=before.moment, variant_id__gte=before.variant_id
        )
    chosen = listings.order_by("-visible_from", "-variant_id").values("variant_id")[: size + 1]
    return cut(cards(ArticleVariant.objects.visible(now).filter(pk__in=chosen).newest_first(), now), size)


def cut(found: list[Card], size: int) -> Page:
    if len(found) <= size:
        return Page(found, None)
    last = found[size - 1]
    return Page(found[:size], Cursor(last.visible_from, last.variant_id))


def picture_of(row: dict[str, Any], today: date, prefix: str = "article__lead_photo__") -> Picture | None:
    """None without a picture, and for one whose rights are over."""
    ends = row[f"{prefix}expires_on"]
    if not row[f"{prefix}key"] or (ends and ends <= today):
        return None
    return Picture(
        key=row[f"{prefix}key"],
        width=row[f"{prefix}width"],
        height=row[f"{prefix}height"],
        colour=row[f"{prefix}colour"],
        is_ready=row[f"{prefix}rendered_at"] is not None,
        credit=row[f"{prefix}credit"],
    )


def _card(row: dict[str, Any], now: datetime) -> Card:
    return Card(
        variant_id=row["id"],
        article_id=row["article_id"],
        language=row["language"],
        slug=row["slug"],
        kicker=row["kicker"],
        headline=row["headline"],
        summary=row["summary"],
        published_at=row["published_at"],
        visible_from=row["visible_from"],
        changed_at=max(row["visible_from"], row["updated_at"] or row["visible_from"]),
        section_key=row["section__key"],
        section_name=label(row["section__names"], row["language"]),
        section_ink=row["section__ink"],
        is_breaking=row["article__is_breaking"] and now - row["visible_from"] < BREAKING,
        picture=picture_of(row, timezone.localdate(now)),
        languages=frozenset(code for code in LANGUAGES if row[f"in_{code}"]),
    )
