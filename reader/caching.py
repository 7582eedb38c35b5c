"""How long a public answer may be kept. The same bytes for everybody, so shared caches may keep it too."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response

LONGEST = 60  # seconds; counts on a page are at most this old


def keep(request: HttpRequest, response: HttpResponse, *, now: datetime, next_due: datetime | None) -> HttpResponse:
    """Sets Cache-Control and ETag, and answers 304 to who has these bytes already.

    Browsers ask each time; shared caches keep a page for a minute at most, or until the next scheduled story is due.
    """
    seconds = LONGEST
    if next_due is not None:
        seconds = max(0, min(LONGEST, int((next_due - now).total_seconds())))
    response["Cache-Control"] = f"public, max-age=0, must-revalidate, s-maxage={seconds}, stale-if-error=86400"
    return checked(request, response)


def checked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Sets the ETag, and answers 304 to who has these bytes already. Cache-Control must be set before."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def moved(address: str) -> HttpResponse:
    """301, asked for again each time: an address word may come back, and two kept redirects would be a circle."""
    response = HttpResponsePermanentRedirect(address)
    response["Cache-Control"] = f"public, max-age=0, must-revalidate, s-maxage={LONGEST}"
    return response
