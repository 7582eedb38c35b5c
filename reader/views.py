"""The readers' pages. Each: take in what the address says, ask one function of articles.queries, render."""

import base64
import binascii
from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import calendar, fronts, queries
from articles.models import ArticleVariant, Redirect
from audience.queries import most_read_cards, with_views
from reader.accepted import preferred_language
from reader.caching import moved
from reader.pages import begin, cursor, merged, page, section_or_404
from text.cities import clocks
from text.languages import BY_WORD, LANGUAGES

EARLIEST, LATEST = 2, 9998  # years whose every moment is a moment in every time zone


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The only redirect by language; everything else is what its address says."""
    language = preferred_language(request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(reverse("reader:home", args=[language]))
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept-Language"
    return response


@require_safe
def home(request: HttpRequest, language: str) -> HttpResponse:
    """Five queries."""
    now, around = begin(language)
    banded = [section for section in around.sections if section.is_on_front]
    front = fronts.front(language, banded, now)
    context = {
        "front": front,
        "bands": [(section, front.bands[section.key]) for section in banded if front.bands.get(section.key)],
        "most_read": most_read_cards(language, now, limit=8),
        "clocks": clocks(around.settings.clocks, now),
    }
    return page(request, "reader/home.html", language, context, around=around, now=now)


@require_safe
def section(request: HttpRequest, language: str, section: str) -> HttpResponse:
    """Four queries. A lead and two seconds head the first page; the pages after it are lists."""
    now, around = begin(language, section)
    found, before = section_or_404(around, section), cursor(request)
    listed = queries.section_page(found, language, now, before)
    context = {
        "section": found,
        "current": section,
        "chips": fronts.chips(found),
        "front": fronts.SectionFront(None, [], listed.cards) if before else fronts.section_front(listed.cards),
        "page": listed,
        "most_read": most_read_cards(language, now),
        "clocks": clocks(around.settings.clocks, now),
    }
    return page(request, "reader/section.html", language, context, around=around, now=now)


@require_safe
def article(request: HttpRequest, language: str, article_id: int, slug: str = "") -> HttpResponse:
    """Six queries. Only language and id decide: a wrong slug is redirected."""
    now = timezone.now()
    found = queries.article_page(with_views(ArticleVariant.objects.live(language, now)), article_id, now)
    if found is None:
        return not_here(request, language, article_id, now)
    if slug != found.variant.slug:
        return moved(reverse("reader:article", args=[language, article_id, found.variant.slug]))
    return render_article(request, found, now)


def render_article(
    request: HttpRequest, found: queries.ArticlePage, now: datetime, *, is_preview: bool = False, theme: str = ""
) -> HttpResponse:  # fmt: skip
    """The article's page; also what a preview link shows, in a theme of its own. Four queries."""
    language = found.variant.language
    context = {
        "found": found,
        "variant": found.variant,
        "current": found.variant.section.key,
        "band": queries.section_band(found.variant, now),
        "most_read": most_read_cards(language, now),
        "is_preview": is_preview,
        "theme": theme,
        "short_address": settings.SITE_URL + reverse("reader:short", args=[short_word(found.variant.pk)]),
    }
    return page(request, "reader/article.html", language, context, around=queries.chrome(language, now), now=now)


def not_here(request: HttpRequest, language: str, article_id: int, now: datetime) -> HttpResponse:
    """Withdrawn: 410. Live in other languages only: a 404 that leads there. Else 404."""
    around = queries.chrome(language, now)
    if queries.gone_variant(article_id, language):
        return page(request, "reader/gone.html", language, {}, around=around, now=now, status=410)
    elsewhere = queries.live_elsewhere(article_id, now)
    if not elsewhere:
        raise Http404
    context = {"elsewhere": [(LANGUAGES[card.language], card) for card in elsewhere]}
    return page(request, "reader/not_in_language.html", language, context, around=around, now=now, status=404)


@require_safe
def short(request: HttpRequest, word: str) -> HttpResponse:
    """A short link: the variant's number in base 32, for print and for telephones."""
    try:
        number = int.from_bytes(base64.b32decode(word.upper() + "=" * (-len(word) % 8)), "big")
    except (binascii.Error, ValueError) as error:
        raise Http404 from error
    entry = queries.short_address(number, timezone.now()) if number < 2**63 else None
    if entry is None:
        raise Http404
    return moved(reverse("reader:article", args=[entry.language, entry.article_id, entry.slug]))


def short_word(variant_id: int) -> str:
    size = max(1, (variant_id.bit_length() + 7) // 8)
    return base64.b32encode(variant_id.to_bytes(size, "big")).decode().rstrip("=").lower()


@require_safe
def tag(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Four queries. A tag without a name in the language has no page there."""
    now, around = begin(language)
    found = queries.find_tag(slug, language, now)
    if found is None:
        return merged("reader:tag", Redirect.Kind.TAG, language, slug, now)
    context = {"tag": found, "page": queries.tag_page(found, language, now, cursor(request))}
    return page(request, "reader/tag.html", language, context, around=around, now=now)


@require_safe
def author(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Four queries."""
    now, around = begin(language)
    found = queries.find_author(slug, language, now)
    if found is None:
        return merged("reader:author", Redirect.Kind.AUTHOR, language, slug, now)
    person, signature = found
    listed = queries.author_page(person, language, now, cursor(request))
    context = {"author": person, "signature": signature, "page": listed}
    return page(request, "reader/author.html", language, context, around=around, now=now)


@require_safe
def source(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Four queries."""
    now, around = begin(language)
    found = queries.find_source(slug, language, now)
    if found is None:
        raise Http404
    context = {"source": found, "page": queries.source_page(found, language, now, cursor(request))}
    return page(request, "reader/source.html", language, context, around=around, now=now)


@require_safe
def latest(request: HttpRequest, language: str) -> HttpResponse:
    """Three queries."""
    now, around = begin(language)
    context = {"page": queries.latest_page(language, now, cursor(request)), "current": "latest"}
    return page(request, "reader/latest.html", language, context, around=around, now=now)


@require_safe
def most_read(request: HttpRequest, language: str) -> HttpResponse:
    """Three queries."""
    now, around = begin(language)
    context = {"most_read": most_read_cards(language, now, limit=10)}
    return page(request, "reader/most_read.html", language, context, around=around, now=now)


@require_safe
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """Four queries."""
    now, around = begin(language)
    context = {"entries": queries.corrections_page(language, now)}
    return page(request, "reader/corrections.html", language, context, around=around, now=now)


@require_safe
def archive(request: HttpRequest, language: str, year: int, month: int = 0, day: int = 0) -> HttpResponse:
    """A year, a month or a day, in the site's time zone; 404 when nothing was published then. Four queries."""
    now, around = begin(language)
    zone = timezone.get_current_timezone()
    if not EARLIEST <= year <= LATEST:
        raise Http404
    try:
        start = datetime(year, month or 1, day or 1, tzinfo=zone)
        if day:
            end = start + timedelta(days=1)
        elif month:
            end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        else:
            end = datetime(year + 1, 1, 1, tzinfo=zone)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    listed = calendar.period_page(language, start, end, now, cursor(request))
    if not listed.cards:
        raise Http404(_("Nothing was published then."))
    context = {
        "page": listed,
        "start": start,
        "month": month,
        "day": day,
        "calendar": calendar.calendar(language, start, end, now, with_days=bool(month)),
    }
    return page(request, "reader/archive.html", language, context, around=around, now=now)


@require_safe
def about(request: HttpRequest, language: str) -> HttpResponse:
    now, around = begin(language)
    return page(request, "reader/about.html", language, {}, around=around, now=now)


@require_safe
def contact(request: HttpRequest, language: str) -> HttpResponse:
    now, around = begin(language)
    return page(request, "reader/contact.html", language, {}, around=around, now=now)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 in the language of the address; outside the three it is said in English."""
    return error_page(request, "404.html", 404, reason=str(exception.args[0]) if is_ours(exception) else "")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", plain_context(), status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """No query: the database may be what is broken."""
    return render(request, "500.html", plain_context(), status=500)


def error_page(request: HttpRequest, template: str, status: int, reason: str) -> HttpResponse:
    language = current_language()
    now, around = begin(language)
    newest = queries.latest_page(language, now).cards[:5]
    context = {"reason": reason, "newest": newest}
    return page(request, template, language, context, around=around, now=now, status=status)


def is_ours(exception: Exception) -> bool:
    """Whether the message was written for readers: the resolver's own carry a list of addresses."""
    return bool(exception.args) and isinstance(exception.args[0], str)


def current_language() -> str:
    code = translation.get_language()
    return code if code in LANGUAGES else next(iter(BY_WORD.values())).code


def plain_context() -> dict[str, object]:
    return {"language": LANGUAGES[current_language()]}
