"""How long a public page may be kept. The same bytes for everybody, so shared caches may keep it too."""

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

LONGEST = 60  # seconds; counts on a page are at most this old


def keep(request: HttpRequest, response: HttpResponse, *, now: datetime, next_due: datetime | None) -> HttpResponse:
    """Sets Cache-Control and ETag, and answers 304 to who has these bytes already.

    Browsers ask each time; shared caches keep a page for a minute at most, or until the next scheduled story is due.
    """
    seconds = LONGEST
    if next_due is not None:
        seconds = max(0, min(LONGEST, int((next_due - now).total_seconds())))
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age=0, must-revalidate, s-maxage={seconds}, stale-if-error=86400"
    return response
