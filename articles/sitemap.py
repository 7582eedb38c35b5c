"""What sitemaps and short links need of what is public: where each story and list is, and when it last changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncMonth

from articles.models import ArticleVariant, Author, AuthorListing, AuthorName, Section, TagListing, TagName
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


@dataclass(frozen=True)
class SitemapLists:
    """The lists that hold something public in a language: [(address word, when the newest story came)], newest first."""

    newest: datetime | None  # of the language
    sections: list[tuple[str, datetime]]
    tags: list[tuple[str, datetime]]
    authors: list[tuple[str, datetime]]


def sitemap_lists(language: str, now: datetime, limit: int) -> SitemapLists:
    """At most `limit` of each kind; three queries, each row a look into an index."""
    live = ArticleVariant.objects.live(language, now)
    of_tags: QuerySet[Any] = TagListing.objects.filter(language=language, visible_from__lte=now)
    of_authors: QuerySet[Any] = AuthorListing.objects.filter(language=language, visible_from__lte=now)
    sections = _with_newest(Section.objects.all(), live.filter(section=OuterRef("pk")), limit)
    tags = TagName.objects.filter(language=language, is_synonym=False).select_related("tag")
    authors = Author.objects.filter(Exists(AuthorName.objects.filter(author=OuterRef("pk"), is_synonym=False)))
    return SitemapLists(
        max((section.newest for section in sections), default=None),
        [(section.key, section.newest) for section in sections if section.name(language)],
        [(row.tag.slug, row.newest) for row in _with_newest(tags, of_tags.filter(tag=OuterRef("tag")), limit)],
        [(row.slug, row.newest) for row in _with_newest(authors, of_authors.filter(author=OuterRef("pk")), limit)],
    )


def _with_newest(rows: QuerySet[Any], shown: QuerySet[Any], limit: int) -> list[Any]:
    newest = Subquery(shown.order_by("-visible_from").values("visible_from")[:1])
    return list(rows.annotate(newest=newest).filter(newest__isnull=False).order_by("-newest", "pk")[:limit])


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
