"""Which face answers when something is wrong: the desk for its own addresses, the readers' site for everything else."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

import desk.errors
import reader.errors
from newsroom.middleware import is_desk


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return (desk.errors if is_desk(request.path) else reader.errors).bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return (desk.errors if is_desk(request.path) else reader.errors).forbidden(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return (desk.errors if is_desk(request.path) else reader.errors).not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return (desk.errors if is_desk(request.path) else reader.errors).server_error(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Public pages have no forms that send anything: whatever is sent to one cannot be read."""
    if is_desk(request.path):
        return desk.errors.csrf_failure(request, reason)
    return reader.errors.bad_request(request, PermissionDenied(reason))
