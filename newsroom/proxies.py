"""Believes X-Forwarded-For and X-Forwarded-Proto only from the proxies that TRUSTED_PROXIES names."""

import ipaddress
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings

Application = Callable[..., Iterable[bytes]]


def believe_proxies(environ: dict[str, Any]) -> None:
    """Puts the reader's own address and scheme in place of the nearest proxy's; a second call changes nothing."""
    forwarded = environ.pop("HTTP_X_FORWARDED_FOR", "")
    scheme = environ.pop("HTTP_X_FORWARDED_PROTO", "")
    if not is_trusted(environ.get("REMOTE_ADDR", "")):
        return
    # The nearest address that is not one of our proxies; what stands before it may be forged.
    for address in reversed([part.strip() for part in forwarded.split(",") if part.strip()]):
        environ["REMOTE_ADDR"] = address
        if not is_trusted(address):
            break
    if scheme in ("http", "https"):
        environ["wsgi.url_scheme"] = scheme


def is_trusted(address: str) -> bool:
    return _is_among(address, tuple(settings.TRUSTED_PROXIES))


@lru_cache(maxsize=1000)
def _is_among(address: str, proxies: tuple[str, ...]) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in ipaddress.ip_network(proxy) for proxy in proxies)


def behind_proxies(application: Application) -> Application:
    """The same for a WSGI application in front of Django."""

    def believing(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        believe_proxies(environ)
        return application(environ, start_response)

    return believing
