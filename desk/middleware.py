"""The desk speaks the editor's own language, whatever language is being written."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation


class DeskLanguageMiddleware:
    """The language of the person, else of the browser. Public pages, which have no user, are none of its business."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not hasattr(request, "user"):
            return self.get_response(request)
        language = getattr(request.user, "interface_language", "") or translation.get_language_from_request(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
