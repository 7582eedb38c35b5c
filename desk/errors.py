"""What the desk says when something cannot be done, in the editor's language."""

import sys

from django.contrib import admin
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _

from desk.site import needs_second_factor
from photos.storage import StorageGone


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a verb this person may not do."""
    return _say(
        request, 403, _("You may not do this"), _("Ask an administrator for the right, or a colleague who has it.")
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing there, or nothing this person may see."""
    return _say(request, 404, _("There is nothing here"), _("The address is wrong, or you may not see this page."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _say(request, 400, _("This request cannot be read"), _("Go back and try again from the page itself."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500; 503 when the database or the store of pictures does not answer. Without the person: the database may be what is broken."""
    fault = sys.exc_info()[1]
    with translation.override(translation.get_language_from_request(request)):
        if isinstance(fault, OperationalError | InterfaceError):
            return _unavailable(request, _("The database does not answer just now"))
        if isinstance(fault, StorageGone):
            return _unavailable(request, _("The store of pictures does not answer just now"))
    words = {
        "heading": _("Something went wrong on our side"),
        "text": _("What you saved before is safe. Go back and try again."),
    }
    return HttpResponse(loader.render_to_string("desk/message.html", words), status=500)


def _unavailable(request: HttpRequest, heading: str) -> HttpResponse:
    """503, with all that was sent in a form that sends it again; secrets and files are not handed back."""
    sent = request.POST if request.method == "POST" else QueryDict()
    kept = [(name, value) for name, values in sent.lists() for value in values if "password" not in name]
    text = _("What you saved before is safe. Wait a moment and try again.")
    if kept:
        text = _(
            "Nothing was saved just now, and nothing you wrote is lost: it is on this page. Send it again in a moment."
        )
    words = {"heading": heading, "text": text, "kept": kept}
    response = HttpResponse(loader.render_to_string("desk/message.html", words), status=503)
    response["Retry-After"] = "5"
    response["Cache-Control"] = "no-store"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form comes from a page that is too old, or from another site."""
    text = _("Go back, copy what you typed, reload the page and save again. Nothing was changed.")
    return _say(request, 403, _("This page is too old to be saved"), text)


def _say(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    """With the desk's own ways out for whoever has a place at it; a request that broke early has no person."""
    has_place = hasattr(request, "user") and admin.site.has_permission(request)
    around = admin.site.each_context(request) if has_place and not needs_second_factor(request) else {}
    return render(request, "desk/message.html", {**around, "heading": heading, "text": text}, status=status)
