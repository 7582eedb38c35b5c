"""Pictures for the public: only those that something live shows, so that a withdrawn story takes its pictures with it.

A picture whose rights are over answers 404, here and under a preview link.
"""

from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import PhotoUse
from photos.models import Photo
from photos.pictures import RENDITION, TYPES
from photos.queries import is_ended
from photos.renditions import rendition_name


@require_safe
def media(request: HttpRequest, key: str, name: str) -> HttpResponse | FileResponse:
    """One query, then the file. `max-age=60`: a withdrawal reaches every cache within a minute."""
    now = timezone.now()
    live = PhotoUse.objects.filter(photo__key=key, variant__visible_from__lte=now).exclude(is_ended(now, "photo__"))
    rendered_at = live.values_list("photo__rendered_at", flat=True).first()
    return rendition(request, key, name, rendered_at, "public, max-age=60")


def rendition(
    request: HttpRequest, key: str, name: str, rendered_at: datetime | None, cache_control: str
) -> HttpResponse | FileResponse:  # fmt: skip
    """A rendition's bytes with headers that let a browser do nothing but show them; 404 without one."""
    match = RENDITION.match(name)
    if match is None or rendered_at is None:
        raise Http404
    etag = f'"{key[:12]}-{match[0]}-{rendered_at.timestamp():.0f}"'
    response: Any
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        try:
            response = FileResponse(default_storage.open(rendition_name(key, match[1], match[2])))
        except FileNotFoundError as error:
            raise Http404 from error
        response["Content-Type"] = TYPES[match[2]]
    response["Cache-Control"] = cache_control
    response["ETag"] = etag
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response  # type: ignore[no-any-return]


def rendered_at(key: str, now: datetime) -> datetime | None:
    """When a picture of the library got its renditions, live or not; None when its rights are over. One query."""
    return Photo.objects.filter(key=key).exclude(is_ended(now)).values_list("rendered_at", flat=True).first()
