"""Sitemaps: an index, a file a language and month, and a news sitemap a language. Alternates stand in the pages' heads."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.queries import chrome
from articles.sitemap import SitemapEntry, sitemap_entries, sitemap_months
from reader.caching import checked
from text.labels import label

NEWS_WINDOW = timedelta(hours=48)
NEWS_LIMIT, SITEMAP_LIMIT = 1_000, 50_000


@require_safe
@cache_control(public=True, max_age=60)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index; one query."""
    months = [
        (
            settings.SITE_URL
            + reverse("reader:sitemap_month", args=[month.language, month.start.year, month.start.month]),
            month,
        )
        for month in sitemap_months(timezone.now())
    ]
    return xml(request, "reader/sitemap_index.xml", {"months": months})


@require_safe
@cache_control(public=True, max_age=60)
def sitemap_month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponse:
    """One query; 404 for a month that holds nothing."""
    if not (1970 <= year <= 9998 and 1 <= month <= 12):
        raise Http404
    start = datetime(year, month, 1, tzinfo=UTC)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    found = sitemap_entries(language, start, end, timezone.now(), SITEMAP_LIMIT)
    if not found:
        raise Http404
    return xml(request, "reader/sitemap.xml", {"entries": [(absolute(entry), entry) for entry in found]})


@require_safe
@cache_control(public=True, max_age=60)
def news_sitemap(request: HttpRequest, language: str) -> HttpResponse:
    """The last 48 hours; three queries."""
    now = timezone.now()
    found = sitemap_entries(language, now - NEWS_WINDOW, now + timedelta(seconds=1), now, NEWS_LIMIT)
    name = label(chrome(language, now).settings.names, language) or ""
    context = {"entries": [(absolute(entry), entry) for entry in found], "name": name, "language": language}
    return xml(request, "reader/news_sitemap.xml", context)


def absolute(entry: SitemapEntry) -> str:
    return settings.SITE_URL + reverse("reader:article", args=[entry.language, entry.article_id, entry.slug])


def xml(request: HttpRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    text = render_to_string(template, dict(context))
    return checked(request, HttpResponse(text, content_type="application/xml; charset=utf-8"))
