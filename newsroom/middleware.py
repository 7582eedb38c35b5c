"""Security headers, request limits, and the fence between the desk (sessions) and the public pages (none)."""

import base64
import secrets
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse

from newsroom.proxies import believe_proxies
from reader.inline_script import INLINE_SCRIPT_HASH

GetResponse = Callable[[HttpRequest], HttpResponse]

DESK_PATHS = ("/admin/", "/accounts/")
PUBLIC_BODY_LIMIT = 64 * 1024
DESK_BODY_LIMIT = 20 * 1024 * 1024
EMBED_HOSTS = "https://www.youtube-nocookie.com https://player.vimeo.com https://platform.twitter.com https://t.me https://www.instagram.com https://www.facebook.com"
# The one style Tiptap writes into its page; pinned by a test, because it changes with Tiptap.
EDITOR_STYLE_HASH = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
COMMON_POLICY = (
    "default-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
PUBLIC_POLICY = f"{COMMON_POLICY}; script-src 'self' '{INLINE_SCRIPT_HASH}'; style-src 'self'; worker-src 'self'; manifest-src 'self'; frame-src {EMBED_HOSTS}"


def is_desk(path: str) -> bool:
    return path.startswith(DESK_PATHS)


class TrustedProxyMiddleware:
    """Believes X-Forwarded-For and X-Forwarded-Proto only from the proxies that TRUSTED_PROXIES names."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        believe_proxies(request.META)
        return self.get_response(request)


class SecurityHeadersMiddleware:
    """A strict Content-Security-Policy on every response: one hashed script in public, a nonce in the desk."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        nonce = base64.b64encode(secrets.token_bytes(16)).decode() if is_desk(request.path) else ""
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        policy = PUBLIC_POLICY
        if nonce:
            policy = f"{COMMON_POLICY}; script-src 'self' 'nonce-{nonce}'; style-src 'self' {EDITOR_STYLE_HASH}"
        elif response.headers.get("X-Frame-Options") == "SAMEORIGIN":  # the windows of the desk's preview wall
            policy = PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        )
        return response


class RequestLimitsMiddleware:
    """Refuses, before anything is parsed, a body larger than its side of the site may send."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        limit = DESK_BODY_LIMIT if is_desk(request.path) else PUBLIC_BODY_LIMIT
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > limit:
            return HttpResponse("413 Content Too Large\n", status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class DeskOnly:
    """Keeps a middleware out of the way of every path that is not the desk's: no session, no user, no cookie there."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_desk(request.path):
            return self.get_response(request)
        return super().__call__(request)  # type: ignore[misc]


class DeskSessionMiddleware(DeskOnly, SessionMiddleware):
    """Sessions for the desk."""


class DeskAuthenticationMiddleware(DeskOnly, AuthenticationMiddleware):
    """`request.user` for the desk."""


class DeskMessageMiddleware(DeskOnly, MessageMiddleware):
    """Messages for the desk."""
