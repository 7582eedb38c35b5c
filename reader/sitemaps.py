"""Sitemaps: an index; a file of lists, files of a month and one of news a language. Alternates stand in the pages' heads."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.queries import chrome
from articles.sitemap import SitemapEntry, sitemap_entries, sitemap_lists, sitemap_months
from reader.addresses import path_to
from reader.caching import checked
from reader.templating import render
from text.labels import label

NEWS_WINDOW = timedelta(hours=48)
NEWS_LIMIT, SITEMAP_LIMIT, LISTS_LIMIT = 1_000, 50_000, 16_000  # of lists each kind


@require_safe
@cache_control(public=True, max_age=60)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index; one query."""
    months = sitemap_months(timezone.now())
    newest = {month.language: month.changed_at for month in months}  # the months of a language follow one another
    files = [(settings.SITE_URL + path_to("sitemap_lists", language), at) for language, at in newest.items()]
    files += [
        (
            settings.SITE_URL + path_to("sitemap_month", month.language, month.start.year, month.start.month),
            month.changed_at,
        )
        for month in months
    ]
    return xml(request, "sitemap_index.xml", {"files": files})


@require_safe
@cache_control(public=True, max_age=60)
def sitemap_lists_of(request: HttpRequest, language: str) -> HttpResponse:
    """The front, and the sections, tags and authors that hold something; 404 for a language with nothing. Three queries."""
    lists = sitemap_lists(language, timezone.now(), LISTS_LIMIT)
    if lists.newest is None:
        raise Http404
    entries = [(path_to("home", language), lists.newest)]
    for route, found in (("section", lists.sections), ("tag", lists.tags), ("author", lists.authors)):
        entries += [(path_to(route, language, word), newest) for word, newest in found]
    return xml(request, "sitemap.xml", {"entries": [(settings.SITE_URL + path, at) for path, at in entries]})


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
    return xml(request, "sitemap.xml", {"entries": [(absolute(entry), entry.changed_at) for entry in found]})


@require_safe
@cache_control(public=True, max_age=60)
def news_sitemap(request: HttpRequest, language: str) -> HttpResponse:
    """The last 48 hours; three queries."""
    now = timezone.now()
    found = sitemap_entries(language, now - NEWS_WINDOW, now + timedelta(seconds=1), now, NEWS_LIMIT)
    name = label(chrome(language, now).settings.names, language) or ""
    context = {"entries": [(absolute(entry), entry) for entry in found], "name": name, "language": language}
    return xml(request, "news_sitemap.xml", context)


def absolute(entry: SitemapEntry) -> str:
    return settings.SITE_URL + path_to("article", entry.language, entry.article_id, entry.slug)


def xml(request: HttpRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    text = render(template, dict(context))
    return checked(request, HttpResponse(text, content_type="application/xml; charset=utf-8"))
