"""The view beacon. It is a request of its own, so it works behind any cache; a 204 means that the view counts."""

import logging
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import ArticleVariant
from audience.counting import record
from reader.shared import known, shared
from text.languages import BY_WORD

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

logger = logging.getLogger(__name__)
UNUSUAL = ("HTTP_COOKIE", "HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_TRANSFER_ENCODING")
BEACON = re.compile(r"/v/([1-9]\d{0,17})/([a-z]+)")


@csrf_exempt  # nobody is signed in here, and Origin says which page it came from
@require_POST
def seen(request: HttpRequest, article_id: int, language: str) -> HttpResponse:
    """204: it counts. 200: understood, and not a new reader (a machine, a repeat, an editor, another site's page). 503: try again.

    No query, while somebody has read the story in the last minute.
    """
    now = timezone.now()
    variant_id = live_variant(article_id, language, now) if is_a_reading(request) else None
    try:
        counts = variant_id is not None and record(
            variant_id=variant_id,
            address=request.META.get("REMOTE_ADDR", ""),
            user_agent=request.headers.get("User-Agent", ""),
            now=now,
        )
        response = HttpResponse(status=204 if counts else 200)
    except OSError:
        logger.exception("A view could not be written down")
        response = HttpResponse(status=503)
    response["Cache-Control"] = "no-store"
    return response


def live_variant(article_id: int, language: str, now: datetime) -> int | None:
    """The variant's number, if it is live; one query while nobody has asked for it yet."""

    def ask() -> int | None:
        live = ArticleVariant.objects.live(language, now).filter(article_id=article_id)
        return live.values_list("pk", flat=True).first()

    return shared(_key(article_id, language), ask)


def _key(article_id: int, language: str) -> tuple[str, str, int]:
    return ("live variant", language, article_id)


def is_a_reading(request: HttpRequest) -> bool:
    """Sent by a page of ours that somebody looks at: no prefetch, no other site, no editor signed in."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return (
        "prefetch" not in purpose
        and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        and request.headers.get("Origin") in own_origins(request)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def own_origins(request: HttpRequest) -> set[str]:
    return {settings.SITE_URL, f"{request.scheme}://{request.get_host()}"}


class Beacons:
    """The same in front of Django, whose handling of a request costs four times what counting does: for plain beacons alone.

    Whatever is not plain goes on to the view above, and so does the first beacon of a day, whose headers the others get too.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.scheme, self.host = urlsplit(settings.SITE_URL)[:2]
        self.headers: list[tuple[str, str]] = []
        self.day: date | None = None  # when Django last answered 204: what it has to read for a day is read

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        match = BEACON.fullmatch(environ["PATH_INFO"]) if environ["REQUEST_METHOD"] == "POST" else None
        if match is None:
            return self.application(environ, start_response)
        now = timezone.now()
        if now.date() != self.day:
            return self.application(environ, self.learning(now.date(), start_response))
        language = BY_WORD.get(match[2])
        variant_id = known(_key(int(match[1]), language.code)) if language and self.is_plain(environ) else None
        if variant_id is None:
            return self.application(environ, start_response)
        try:
            counts = record(
                variant_id=variant_id,
                address=environ.get("REMOTE_ADDR", ""),
                user_agent=environ.get("HTTP_USER_AGENT", ""),
                now=now,
            )
        except OSError:  # the view says so, if it cannot write either
            return self.application(environ, start_response)
        start_response(
            "204 No Content" if counts else "200 OK", [*self.headers]
        )  # a list of its own: servers add to it
        return []

    def learning(self, day: date, start_response: Callable[..., Any]) -> Callable[..., Any]:
        def learn(status: str, headers: list[tuple[str, str]], *broken: Any) -> Any:
            if status.startswith("204"):
                self.headers, self.day = [*headers], day
            return start_response(status, headers, *broken)

        return learn

    def is_plain(self, environ: dict[str, Any]) -> bool:
        """A browser's own beacon from the paper's address, without anything that the view would have to weigh."""
        return (
            environ.get("HTTP_ORIGIN") == settings.SITE_URL
            and environ.get("HTTP_HOST") == self.host
            and environ["wsgi.url_scheme"] == self.scheme
            and environ.get("HTTP_SEC_FETCH_SITE", "same-origin") == "same-origin"
            and environ.get("CONTENT_LENGTH") in (None, "", "0")
            and not any(name in environ for name in UNUSUAL)
        )
