"""Reading without a network: the page of what a device has, the worker that keeps it, and the switch that ends it.

The worker is registered once a language, for the language's own addresses alone (static/js/offline.js): the desk, previews
and the beacon never pass through it.
"""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import queries
from audience.queries import most_read_cards
from reader.caching import LONGEST, checked
from reader.pages import EVERY_LANGUAGE, begin, page, paths
from reader.templating import render
from text.languages import LANGUAGES

TOP = 10


@require_safe
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """What the device has, which a script lists, and the day's stories that the worker fetches. Four queries."""
    now, around = begin(language)
    day = most_read_cards(language, now)[:TOP]
    if len(day) < TOP:
        known = {card.variant_id for card in day}
        day += [card for card in queries.latest_page(language, now).cards if card.variant_id not in known]
    turns_to = paths(request, EVERY_LANGUAGE)
    return page(request, "offline.html", language, {"day": day[:TOP]}, around=around, now=now, turns_to=turns_to)


@require_safe
def withdrawn(request: HttpRequest, language: str) -> HttpResponse:
    """The numbers of the stories withdrawn last: a device that keeps one lets it go at the next contact. One query.

    It does not have to say what it keeps.
    """
    response = JsonResponse({"withdrawn": queries.withdrawn_lately(language)})
    response["Cache-Control"] = f"public, max-age=0, must-revalidate, s-maxage={LONGEST}"
    return checked(request, response)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; while the switch is off, one that clears what it kept and takes itself away. No query."""
    template = "worker.js" if settings.OFFLINE else "worker_off.js"
    told = {"shell": script_json(shell()), "words": script_json(words())} if settings.OFFLINE else {}
    response = HttpResponse(render(template, told), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = f"public, max-age=0, must-revalidate, s-maxage={LONGEST}"
    response["Service-Worker-Allowed"] = "/"
    return checked(request, response)


def shell() -> dict[str, list[str]]:
    """What every kept page of a language needs beside itself; the addresses change with the files."""
    joined = [static(f"{kind}/{name}.{kind}") for name in ("site", "lists") for kind in ("css", "js")]
    common = [*joined, static("offline/kept.js"), static("img/favicon.svg")]
    return {
        language.word: [*common, static(LANGUAGES["en"].font), static(language.font)] for language in LANGUAGES.values()
    }


def words() -> dict[str, dict[str, str]]:
    """What a kept page says of itself. {when} is the moment at which the server wrote it, in the house format."""
    said = {}
    for code, language in LANGUAGES.items():
        with translation.override(code):
            said[language.word] = {
                "offline": _("You are offline. This is a copy of {when}; the page may have changed since."),
                "slow": _("The connection is slow. This is a copy of {when}; the page may have changed since."),
                "failing": _("Our site has a fault. This is a copy of {when}; the page may have changed since."),
                "missing": _("You are offline, and the page you asked for is not on this device."),
            }
    return said


def script_json(value: object) -> SafeString:
    """JSON that is safe in any script."""
    return mark_safe(json.dumps(value, ensure_ascii=True).replace("<", "\\u003C"))  # noqa: S308 - escaped here
