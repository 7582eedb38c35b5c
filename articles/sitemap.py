"""What sitemaps and short links need of live variants: where each is, and when it last changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Max
from django.db.models.functions import TruncMonth

from articles.models import ArticleVariant
from articles.models.variant import VariantQuerySet


@dataclass(frozen=True)
class SitemapEntry:
    language: str
    article_id: int
    slug: str
    headline: str
    visible_from: datetime
    changed_at: datetime


@dataclass(frozen=True)
class SitemapMonth:
    """A month, by its first day, in which something became public in a language; `changed_at`: the newest change in it."""

    language: str
    start: date
    changed_at: datetime


def sitemap_months(now: datetime) -> list[SitemapMonth]:
    """Every month with something public in it, by language; one query."""
    months = (
        ArticleVariant.objects.visible(now)
        .annotate(month=TruncMonth("visible_from", tzinfo=UTC))
        .values_list("language", "month")
        .annotate(newest=Max("visible_from"), changed=Max("updated_at"))
        .order_by("language", "month")
    )
    return [
        SitemapMonth(language, month.date(), max(newest, changed or newest))
        for language, month, newest, changed in months
    ]


def sitemap_entries(language: str, start: datetime, end: datetime, now: datetime, limit: int) -> list[SitemapEntry]:
    """What became public in this language from `start` up to, not including, `end`; newest first; one query."""
    rows = ArticleVariant.objects.live(language, now).filter(visible_from__gte=start, visible_from__lt=end)
    return _entries(rows.newest_first()[:limit])


def short_address(variant_id: int, now: datetime) -> SitemapEntry | None:
    """Where a short link leads; None when the variant is not live. One query."""
    found = _entries(ArticleVariant.objects.visible(now).filter(pk=variant_id))
    return found[0] if found else None


def _entries(rows: VariantQuerySet) -> list[SitemapEntry]:
    columns = ("language", "article_id", "slug", "headline", "visible_from", "updated_at")
    found: list[Any] = list(rows.values_list(*columns))
    return [
        SitemapEntry(language, article_id, slug, headline, visible_from, max(visible_from, updated_at or visible_from))
        for language, article_id, slug, headline, visible_from, updated_at in found
    ]
