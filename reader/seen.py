"""The view beacon. It is a request of its own, so it works behind any cache; a 204 means the view is counted."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from audience.counting import record


@csrf_exempt  # nobody is signed in here, and Origin says which page it came from
@require_POST
def seen(request: HttpRequest, article_id: int, language: str) -> HttpResponse:
    """204: counted. 200: understood, and not a new reader (a machine, a repeat, an editor, another site's page)."""
    counted = is_a_reading(request) and record(
        article_id=article_id,
        language=language,
        address=request.META.get("REMOTE_ADDR", ""),
        user_agent=request.headers.get("User-Agent", ""),
        now=timezone.now(),
    )
    response = HttpResponse(status=204 if counted else 200)
    response["Cache-Control"] = "no-store"
    return response


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
