"""The readers' pages. Each: take in what the address says, ask one function of articles.queries, render."""

import base64
import binascii
from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import calendar, fronts, queries
from articles.models import Redirect
from articles.related import Akin, Name, further, names_of, newest_of
from articles.sitemap import short_address
from audience.models import MostRead
from audience.queries import MostReadList, Shelf, live_story, most_read_cards, shelf
from audience.queries import most_read as most_read_list
from reader.accepted import preferred_language
from reader.addresses import path_to
from reader.caching import moved
from reader.errors import gone, newest
from reader.pages import EVERY_LANGUAGE, begin, cursor, merged, page, paths, section_or_404, shared_chrome
from reader.shared import shared, shared_each
from text.cities import clocks
from text.labels import label
from text.languages import LANGUAGES

WINDOW = MostRead.Window.DAY.value  # of readers' lists, if nothing else is asked for
WINDOWS = {"1h": gettext_lazy("1 hour"), WINDOW: gettext_lazy("24 hours"), "7d": gettext_lazy("7 days")}
EARLIEST, LATEST = 2, 9998  # years whose every moment is a moment in every time zone


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """The only redirect by language; everything else is what its address says."""
    language = preferred_language(request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(path_to("home", language))
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept-Language"
    return response


@require_safe
def home(request: HttpRequest, language: str) -> HttpResponse:
    """One query, two when none of the newest stories has a picture; three more while nobody has asked for what pages share."""
    now, around = begin(language)
    banded = [section for section in around.sections if section.is_on_front]
    beside = shared_shelf(language, around, now)
    front = fronts.front(language, now, beside.newest)
    context = {
        "front": front,
        "bands": [(section, front.bands[section.key]) for section in banded if front.bands.get(section.key)],
        "most_read": most_read_list(beside.most_read, limit=8),
        "clocks": clocks(around.settings.clocks, now),
    }
    return page(
        request,
        "home.html",
        language,
        context,
        around=around,
        now=now,
        in_languages=EVERY_LANGUAGE,
        x_default="/",
    )


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
        "most_read": most_read_list(shared_shelf(language, around, now).most_read),
        "clocks": clocks(around.settings.clocks, now),
    }
    named = [code for code in LANGUAGES if found.name(code)]
    return page(request, "section.html", language, context, around=around, now=now, in_languages=named, before=before)


@require_safe
def article(request: HttpRequest, language: str, article_id: int, slug: str = "") -> HttpResponse:
    """One query, two when the text has pictures; four more while nobody has asked for what pages share. Only language and id decide: a wrong slug is redirected."""
    now = timezone.now()
    variant = live_story(language, article_id, now)
    if variant is None:
        return not_here(request, language, article_id, now)
    if slug != variant.slug:
        return moved(path_to("article", language, article_id, variant.slug))
    return render_article(request, queries.surround(variant, now), now)


def render_article(
    request: HttpRequest, found: queries.ArticlePage, now: datetime, *, is_preview: bool = False, theme: str = ""
) -> HttpResponse:  # fmt: skip
    """The article's page; also what a preview link shows, in a theme of its own. No query, four while nobody has asked for what pages share."""
    language = found.variant.language
    chrome = shared_chrome(language, now)
    beside = shared_shelf(language, chrome, now)
    elsewhere = {
        code: path_to("article", code, found.variant.article_id, slug) for code, slug in found.elsewhere.items()
    }
    context = {
        "found": found,
        "variant": found.variant,
        "current": found.variant.section.key,
        "further": further(
            found, beside.newest.get(found.variant.section.key, []), shared_names(names_of(found), language, now)
        ),
        "most_read": most_read_list(beside.most_read, besides=found.variant.pk),
        "is_preview": is_preview,
        "theme": theme,
        "short_address": settings.SITE_URL + path_to("short", short_word(found.variant.pk)),
    }
    return page(
        request,
        "article.html",
        language,
        context,
        around=chrome,
        now=now,
        in_languages={} if is_preview else elsewhere,
        turns_to=elsewhere,
        x_default=elsewhere.get(found.variant.article.original_language, ""),
    )


def shared_shelf(language: str, chrome: queries.Chrome, now: datetime) -> Shelf:
    """One query while nobody has asked for it yet."""
    return shared(("shelf", language), lambda: shelf(language, chrome.sections, now))


def shared_names(names: list[Name], language: str, now: datetime) -> dict[Name, list[Akin]]:
    """The newest stories of each tag and person; one query for all that nobody has asked for yet."""
    return shared_each(("newest of", language), names, lambda missing: newest_of(missing, language, now))


def not_here(request: HttpRequest, language: str, article_id: int, now: datetime) -> HttpResponse:
    """Withdrawn: 410. Live in other languages only: a 404 that leads there. Else 404."""
    if withdrawn := queries.gone_variant(article_id, language):
        return gone(request, withdrawn)
    elsewhere = queries.live_elsewhere(article_id, now)
    if not elsewhere:
        raise Http404
    chrome = shared_chrome(language, now)
    context = {
        "elsewhere": [(LANGUAGES[card.language], card) for card in elsewhere],
        **newest(chrome, language, now, elsewhere[0].section_key),
    }
    return page(request, "not_in_language.html", language, context, around=chrome, now=now, status=404)


@require_safe
def short(request: HttpRequest, word: str) -> HttpResponse:
    """A short link: the variant's number in base 32, for print and for telephones."""
    try:
        number = int.from_bytes(base64.b32decode(word.upper() + "=" * (-len(word) % 8)), "big")
    except (binascii.Error, ValueError) as error:
        raise Http404 from error
    entry = short_address(number, timezone.now()) if number < 2**63 else None
    if entry is None:
        raise Http404
    return moved(path_to("article", entry.language, entry.article_id, entry.slug))


def short_word(variant_id: int) -> str:
    size = max(1, (variant_id.bit_length() + 7) // 8)
    return base64.b32encode(variant_id.to_bytes(size, "big")).decode().rstrip("=").lower()


@require_safe
def tag(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Four queries. A tag without a name in the language has no page there."""
    now, around = begin(language)
    found = queries.find_tag(slug, language, now)
    if found is None:
        return merged("tag", Redirect.Kind.TAG, language, slug, now)
    before = cursor(request)
    context = {"tag": found, "page": queries.tag_page(found, language, now, before)}
    named: list[str] = found.languages  # type: ignore[attr-defined]  # find_tag says it
    return page(request, "tag.html", language, context, around=around, now=now, in_languages=named, before=before)


@require_safe
def author(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Four queries."""
    now, around = begin(language)
    found = queries.find_author(slug, language, now)
    if found is None:
        return merged("author", Redirect.Kind.AUTHOR, language, slug, now)
    (person, signature), before = found, cursor(request)
    listed = queries.author_page(person, language, now, before)
    context = {"author": person, "signature": signature, "page": listed}
    named: list[str] = person.languages  # type: ignore[attr-defined]  # find_author says it
    return page(request, "author.html", language, context, around=around, now=now, in_languages=named, before=before)


@require_safe
def source(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Four queries."""
    now, around = begin(language)
    found = queries.find_source(slug, language, now)
    if found is None:
        raise Http404
    before = cursor(request)
    name = label(found.names, language) or found.name
    context = {"source": found, "name": name, "page": queries.source_page(found, language, now, before)}
    named: list[str] = found.languages  # type: ignore[attr-defined]  # find_source says it
    return page(request, "source.html", language, context, around=around, now=now, in_languages=named, before=before)


@require_safe
def latest(request: HttpRequest, language: str) -> HttpResponse:
    """Three queries."""
    (now, around), before = begin(language), cursor(request)
    context = {"page": queries.latest_page(language, now, before), "current": "latest"}
    return page(
        request,
        "latest.html",
        language,
        context,
        around=around,
        now=now,
        in_languages=EVERY_LANGUAGE,
        before=before,
    )


@require_safe
def most_read(request: HttpRequest, language: str, window: str = WINDOW) -> HttpResponse:
    """The last hour, 24 hours or 7 days: an address each, that of 24 hours without a word. Three queries."""
    now, around = begin(language)
    context = {"most_read": MostReadList(window, most_read_cards(language, now, window)), "windows": windows(language)}
    return page(request, "most_read.html", language, context, around=around, now=now, in_languages=EVERY_LANGUAGE)


def windows(language: str) -> list[tuple[str, str, str]]:
    """(window, its name, its address) of every most-read list."""
    first = path_to("most_read", language)
    return [
        (window, str(name), first if window == WINDOW else path_to("most_read_in", language, window))
        for window, name in WINDOWS.items()
    ]


@require_safe
def corrections(request: HttpRequest, language: str) -> HttpResponse:
    """Four queries."""
    now, around = begin(language)
    context = {"entries": queries.corrections_page(language, now)}
    return page(request, "corrections.html", language, context, around=around, now=now, in_languages=EVERY_LANGUAGE)


@require_safe
def archive(request: HttpRequest, language: str, year: int, month: int = 0, day: int = 0) -> HttpResponse:
    """A year, a month or a day, in the site's time zone; 404 when nothing was published then. Four queries.

    This year has a page from its first moment: the foot of every page leads there.
    """
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
    before = cursor(request)
    listed = calendar.period_page(language, start, end, now, before)
    is_this_year = not month and not before and year == timezone.localdate(now).year
    if not listed.cards and not is_this_year:
        raise Http404(_("Nothing was published then."))
    surroundings = calendar.calendar(language, start, end, now, with_days=bool(month))
    context = {"page": listed, "start": start, "month": month, "day": day, "calendar": surroundings}
    turns_to = paths(request, EVERY_LANGUAGE if is_this_year else surroundings.languages)
    return page(request, "archive.html", language, context, around=around, now=now, before=before, turns_to=turns_to)


@require_safe
def about(request: HttpRequest, language: str) -> HttpResponse:
    now, around = begin(language)
    return page(request, "about.html", language, {}, around=around, now=now, in_languages=EVERY_LANGUAGE)


@require_safe
def contact(request: HttpRequest, language: str) -> HttpResponse:
    now, around = begin(language)
    return page(request, "contact.html", language, {}, around=around, now=now, in_languages=EVERY_LANGUAGE)
