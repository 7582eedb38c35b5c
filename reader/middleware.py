from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.encoding import escape_uri_path

from reader.errors import not_allowed
from reader.purging import KEY
from text.languages import BY_WORD, LANGUAGES


class PublicLanguageMiddleware:
    """The language of a public page is the first word of its path, and nothing else: no cookie, no header, no fallback.

    A machine's code in place of the word (/hy/…) is sent to the word (/arm/…). The desk's paths choose for themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _, _, path = request.path_info.partition("/")
        first, slash, rest = path.partition("/")
        if first in LANGUAGES and first not in BY_WORD:
            query = request.META.get("QUERY_STRING", "")
            target = escape_uri_path(f"/{LANGUAGES[first].word}/{rest}") + (f"?{query}" if query else "")
            return HttpResponsePermanentRedirect(target)
        language = BY_WORD.get(first)
        if language is None:
            return self.get_response(request)
        with translation.override(language.code):
            response = self.get_response(request)
        if response.status_code == 405 and not response.content:  # Django's own has no words
            response = not_allowed(request, response["Allow"])
        response.headers.setdefault("Content-Language", language.code)
        return response


class PreviewMiddleware:
    """Seals whatever a preview's address answers, refusals too: never stored, never indexed, never named in a Referer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/preview/"):
            response["Cache-Control"] = "no-store"
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Referrer-Policy"] = "no-referrer"
            del response["ETag"]
            del response["Speculation-Rules"]
        return response


class SurrogateKeyMiddleware:
    """Names whatever shared caches may keep, so that they can be told to drop it (reader/purging.py)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "public" in response.get("Cache-Control", ""):
            response["Surrogate-Key"] = KEY
        return response
