"""What sitemaps and short links need of live variants: where each is, and when it last changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models.functions import TruncMonth

from articles.models import ArticleVariant
from articles.models.variant import VariantQuerySet


@dataclass(frozen=True)
class SitemapEntry:
    language: str
    article_id: int
    slug: str
    headline: str
    published_at: datetime
    changed_at: datetime


def sitemap_months(now: datetime) -> list[tuple[str, date]]:
    """(language, first day of a month) for every month in which something became public; one query."""
    months = (
        ArticleVariant.objects.visible(now)
        .annotate(month=TruncMonth("visible_from", tzinfo=UTC))
        .order_by("language", "month")
        .values_list("language", "month")
        .distinct()
    )
    return [(language, month.date()) for language, month in months]


def sitemap_entries(language: str, start: datetime, end: datetime, now: datetime, limit: int) -> list[SitemapEntry]:
    """What became public in this language from `start` up to, not including, `end`; newest first; one query."""
    rows = ArticleVariant.objects.live(language, now).filter(visible_from__gte=start, visible_from__lt=end)
    return _entries(rows.newest_first()[:limit])


def short_address(variant_id: int, now: datetime) -> SitemapEntry | None:
    """Where a short link leads; None when the variant is not live. One query."""
    found = _entries(ArticleVariant.objects.visible(now).filter(pk=variant_id))
    return found[0] if found else None


def _entries(rows: VariantQuerySet) -> list[SitemapEntry]:
    columns = ("language", "article_id", "slug", "headline", "published_at", "visible_from", "updated_at")
    found: list[Any] = list(rows.values_list(*columns))
    return [
        SitemapEntry(language, article_id, slug, headline, published_at, max(visible_from, updated_at or visible_from))
        for language, article_id, slug, headline, published_at, visible_from, updated_at in found
    ]
