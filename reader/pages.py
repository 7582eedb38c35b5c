"""What every page of the site needs: its chrome, its own address, its parameters taken in."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.cursors import BadCursor, Cursor
from articles.fronts import with_chips
from articles.models import Redirect, Section
from articles.queries import Chrome, chrome
from articles.redirects import new_word
from reader.addresses import path_to, path_with
from reader.caching import keep, moved
from reader.shared import shared
from reader.templating import render
from text.dates import format_datetime
from text.intake import clean_text
from text.languages import LANGUAGES

EVERY_LANGUAGE = tuple(LANGUAGES)
# What base.html asks of every page: the key of the section shown, the clocks of a front, an article's variant, a preview's theme.
UNSAID: dict[str, Any] = {"current": "", "clocks": (), "variant": None, "theme": ""}


def page(
    request: HttpRequest,
    template: str,
    language: str,
    context: dict[str, Any],
    *,
    around: Chrome,
    now: datetime,
    status: int = 200,
    in_languages: Iterable[str] | Mapping[str, str] = (),
    x_default: str = "",
    turns_to: Mapping[str, str] | None = None,
    before: Cursor | None = None,
) -> HttpResponse:
    """Renders a page with the chrome around it; a page that answers 200 may be kept by caches.

    `in_languages`: those in which this very page is, with its path in each where that differs in more than the language.
    `x_default`: the path for everybody else; that of the first language otherwise.
    `turns_to`: where the language switch leads, if not to those; to the front of a language that it lacks.
    `before`: where this page of a list begins, if it is not the first; a page that is no list has none.
    """
    canonical = settings.SITE_URL + request.path
    if before:
        canonical += f"?before={before}"
    places = paths(request, in_languages)
    context = (
        UNSAID
        | context
        | {
            "language": LANGUAGES[language],
            "chrome": around,
            "now": now,
            "site_url": settings.SITE_URL,
            "canonical": canonical,
            # Each language has its own moments at which a page of a list ends.
            "alternates": [] if before else alternates(places, x_default),
            "switch": places if turns_to is None else turns_to,
            "is_kept": settings.OFFLINE,
            "is_later": before is not None,
        }
    )
    response = HttpResponse(render(template, context), status=status)
    if status == 200:
        response = keep(request, response, now=now, next_due=around.next_due)
        response["X-Written"] = quote(format_datetime(now, language))  # what a kept copy says of its age
        response["Speculation-Rules"] = f'"{path_to("speculation_rules")}"'
        return response
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response


def paths(request: HttpRequest, in_languages: Iterable[str] | Mapping[str, str]) -> Mapping[str, str]:
    """The page's path in each of these languages."""
    match = request.resolver_match
    if isinstance(in_languages, Mapping):
        return in_languages
    if match is None:  # an address that leads nowhere
        return {}
    return {code: path_with(match.url_name, **{**match.kwargs, "language": code}) for code in in_languages}


def alternates(places: Mapping[str, str], x_default: str) -> list[tuple[str, str]]:
    """(hreflang, address) of the page in every language it is in, itself included, then x-default."""
    found = [(code, settings.SITE_URL + places[code]) for code in LANGUAGES if code in places]
    return found and [*found, ("x-default", settings.SITE_URL + x_default if x_default else found[0][1])]


def cursor(request: HttpRequest) -> Cursor | None:
    """The declared parameter `before`; what is no cursor of ours is a page that does not exist."""
    text = request.GET.get("before")
    if not text:
        return None
    try:
        return Cursor.parse(text)
    except BadCursor as error:
        raise Http404(_("This page of the list does not exist.")) from error


def query(request: HttpRequest) -> str:
    """The declared parameter `q`, taken in; cut, not refused, when it is long."""
    try:
        return clean_text(request.GET.get("q", "")[:1000])[:200]
    except ValidationError:
        return ""


def merged(
    route: str, kind: Redirect.Kind, language: str, slug: str, now: datetime, *more: str
) -> HttpResponse:  # fmt: skip
    """301 to what this tag or author became part of; 404 where that has no page in the language. Two queries."""
    new = new_word(kind, slug, language, now)
    if new is None:
        raise Http404
    return moved(path_to(route, language, new, *more))


def section_or_404(around: Chrome, key: str) -> Section:
    for section in around.sections:
        if section.key == key:
            return section
    raise Http404


def begin(language: str, section: str = "") -> tuple[datetime, Chrome]:
    """Now, and the chrome, one section with its chips; two queries while nobody has asked for it yet."""
    now = timezone.now()
    return now, shared_chrome(language, now, section)


def shared_chrome(language: str, now: datetime, section: str = "") -> Chrome:
    """The chrome that all pages of a language share; two queries while nobody has asked for it yet."""
    return shared(
        ("chrome", language, section),
        lambda: chrome(language, now, with_chips(section, language, now) if section else None),
    )
