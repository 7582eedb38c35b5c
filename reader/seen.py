"""The view beacon. It is a request of its own, so it works behind any cache; a 204 means that the view counts."""

import logging
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import ArticleVariant
from audience.counting import record
from reader.shared import shared

logger = logging.getLogger(__name__)


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
    live = ArticleVariant.objects.live(language, now).filter(article_id=article_id)
    return shared(("live variant", language, article_id), lambda: live.values_list("pk", flat=True).first())


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
