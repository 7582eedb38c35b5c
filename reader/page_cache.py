"""Ready pages, kept in the memory of each process, in front of Django: for GET and HEAD of readers without a session.

A page is served only while the site's state, at most a second old, is the one it was made in; a publication or a due time
makes it anew, once however many ask, and so does a minute's age, because of the counts. Unchecked pages are served only
while the database is gone, for a day at most, and say so in Cache-Status.
"""

import gzip
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import brotli
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from reader.caching import LONGEST
from reader.site_watch import SiteWatch, State
from text.languages import BY_WORD

Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

LONGEST_STALE = 24 * 60 * 60  # seconds
PATIENCE = 10.0  # seconds one waits for a page that another thread is making
LARGEST = 1024 * 1024  # bytes of a page that is kept
LISTS = {"section", "tag", "author", "source", "latest", "archive_year", "archive_month", "archive_day"}
SHARED_AGE = re.compile(r"s-maxage=\d+")
REPLACED = {"cache-control", "etag", "content-length", "vary"}
ABOUT_THE_SERVER = ("wsgi.", "SERVER_", "SCRIPT_NAME", "PATH_INFO")
OWN_HOST = urlsplit(settings.SITE_URL).netloc
HIT, MISS, UNCHECKED = "newsroom; hit", "newsroom; fwd=miss", "newsroom; hit; detail=unchecked"
WAITED = "newsroom; fwd=miss; collapsed"


class Page:
    """An answer of Django's. `made_at` is of the monotonic clock; `due`, in seconds since 1970, is when it stops being true."""

    __slots__ = (
        "body",
        "cache_control",
        "due",
        "etag",
        "generation",
        "headers",
        "made_at",
        "named",
        "packed",
        "status",
    )

    def __init__(
        self, status: str, headers: Headers, body: bytes, generation: int, made_at: float, due: float
    ) -> None:  # fmt: skip
        self.status, self.body = status, body
        self.generation, self.made_at, self.due = generation, made_at, due
        self.named = {name.lower(): value for name, value in headers}
        self.cache_control = self.named.get("cache-control", "")
        tag = self.named.get("etag", "").removeprefix("W/")
        self.etag = f"W/{tag}" if tag else ""  # weak, because compressed bodies share it
        self.headers = [pair for pair in headers if pair[0].lower() not in REPLACED]
        self.headers.append(("Vary", ", ".join(filter(None, (self.named.get("vary"), "Accept-Encoding")))))
        self.packed: dict[str, bytes] = {}

    def is_of(self, state: State) -> bool:
        """Whether nothing was published since: all but its counts is true."""
        return self.generation == state.generation and time.time() < self.due

    def is_for_all(self) -> bool:
        return "set-cookie" not in self.named

    def may_be_kept(self) -> bool:
        return (
            self.status.startswith("200")
            and self.is_for_all()
            and "vary" not in self.named
            and self.cache_control.startswith("public")
            and len(self.body) <= LARGEST
        )

    def age(self) -> float:
        return time.monotonic() - self.made_at

    def size(self) -> int:
        """Bytes of memory, those of its compressed bodies included before they are made."""
        return 2 * len(self.body) + 4096

    def in_encoding(self, encoding: str) -> bytes:
        """The body as the browser can read it; compressed once."""
        if not encoding:
            return self.body
        if encoding not in self.packed:
            pack = brotli.compress(self.body, quality=5) if encoding == "br" else gzip.compress(self.body, 6, mtime=0)
            self.packed[encoding] = pack
        return self.packed[encoding]

    def answer(self, environ: dict[str, Any], start_response: StartResponse, told: str) -> Iterable[bytes]:
        """The page for this browser: compressed, or 304 when it has these bytes already."""
        headers = [*self.headers, ("Cache-Status", told)]
        if self.cache_control:
            left = max(0, int(min(LONGEST - self.age(), self.due - time.time())))
            headers.append(("Cache-Control", SHARED_AGE.sub(f"s-maxage={left}", self.cache_control)))
        if self.etag:
            headers.append(("ETag", self.etag))
            if has_it(environ.get("HTTP_IF_NONE_MATCH", ""), self.etag):
                start_response("304 Not Modified", headers)
                return []
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")) if self.body else ""
        if encoding:
            headers.append(("Content-Encoding", encoding))
        body = self.in_encoding(encoding)
        start_response(self.status, [*headers, ("Content-Length", str(len(body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


class Making:
    """A page that one thread makes while others wait for it."""

    def __init__(self) -> None:
        self.page: Page | None = None
        self.is_done = threading.Event()


class PageCache:
    """A WSGI application around Django's. `limit`: bytes of memory for pages."""

    def __init__(self, application: Application, limit: int, watch: SiteWatch) -> None:
        self.application = application
        self.limit = limit
        self.watch = watch
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.size = 0
        self.making: dict[str, Making] = {}
        self.turn = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        key = key_of(environ)
        if key is None:
            return self.application(environ, start_response)
        state = self.watch.current()
        page = self.pages.get(key)
        if state is None:
            if page is None or page.age() > LONGEST_STALE:
                return self.application(environ, start_response)  # which says what is wrong
            return page.answer(environ, start_response, UNCHECKED)
        # Old counts do, for a minute more, until the thread that makes new ones is done.
        if page is not None and page.is_of(state) and page.age() < (2 if key in self.making else 1) * LONGEST:
            self.use(key)
            return page.answer(environ, start_response, HIT)
        made, told = self.make(key, environ, state)
        if made is None:
            return self.application(environ, start_response)
        if page is not None and made.status.startswith("5"):
            self.watch.forget()
            if self.watch.current() is None:
                return page.answer(environ, start_response, UNCHECKED)
        return made.answer(environ, start_response, told)

    def make(self, key: str, environ: dict[str, Any], state: State) -> tuple[Page | None, str]:
        """The page, by this thread or by the one that is at it, and which; None when that one broke, or takes too long."""
        with self.turn:
            page = self.pages.get(key)
            if page is not None and page.is_of(state) and page.age() < LONGEST:
                return page, HIT
            making = self.making.get(key)
            if is_first := making is None:
                making = self.making[key] = Making()
        if not is_first:
            making.is_done.wait(PATIENCE)
            return making.page, WAITED
        try:
            made = self.ask(key, environ, state)
            if made.is_for_all():
                making.page = made
            if made.may_be_kept():
                self.keep(key, made)
        finally:
            del self.making[key]
            making.is_done.set()
        return made, MISS

    def ask(self, key: str, environ: dict[str, Any], state: State) -> Page:
        """Django's answer to the address alone: no header of this reader reaches what others will read."""
        asked = {name: value for name, value in environ.items() if name.startswith(ABOUT_THE_SERVER)}
        asked |= {"REQUEST_METHOD": "GET", "QUERY_STRING": key.partition("?")[2], "HTTP_HOST": OWN_HOST}
        said: list[Any] = []
        began = time.monotonic()
        answer = self.application(asked, lambda *arguments: said.append(arguments))
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        status, headers = said[0][:2]
        return Page(status, headers, body, state.generation, began, state.next_due)

    def keep(self, key: str, page: Page) -> None:
        with self.turn:
            if old := self.pages.pop(key, None):
                self.size -= old.size()
            self.pages[key] = page
            self.size += page.size()
            while self.size > self.limit and self.pages:
                self.size -= self.pages.popitem(last=False)[1].size()

    def use(self, key: str) -> None:
        """What is read stays; what nobody asks for goes first."""
        with self.turn:
            if key in self.pages:
                self.pages.move_to_end(key)


def key_of(environ: dict[str, Any]) -> str | None:
    """The path and its declared parameters; None for what is no page of readers, or is asked for by somebody in particular."""
    path: str = environ.get("PATH_INFO", "")
    word, _, rest = path[1:].partition("/")
    if (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or (word not in BY_WORD and not path.endswith(".xml"))
        or rest.startswith("search/")
        or "HTTP_AUTHORIZATION" in environ
        or f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", "")
        or not is_our_host(environ.get("HTTP_HOST", ""))
        or (settings.SECURE_SSL_REDIRECT and environ["wsgi.url_scheme"] != "https")
    ):
        return None
    query: str = environ.get("QUERY_STRING", "")
    return path + before(path, query) if "before=" in query else path


def before(path: str, query: str) -> str:
    """The one declared parameter, of lists: "?before=…"; empty elsewhere."""
    try:
        name = resolve(path.encode("latin-1").decode()).url_name
    except (Resolver404, UnicodeError):
        return ""
    cursors = parse_qs(query, errors="replace").get("before", [])
    return "?" + urlencode({"before": cursors[-1]}) if cursors and name in LISTS else ""


@lru_cache(maxsize=64)
def is_our_host(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """The smallest of our encodings that an Accept-Encoding header names; empty for none."""
    wanted = {}
    for part in accepted.lower().split(","):
        name, _, quality = part.partition(";")
        wanted[name.strip()] = quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((encoding for encoding in ("br", "gzip") if wanted.get(encoding)), "")


def has_it(asked: str, etag: str) -> bool:
    """Whether an If-None-Match header names the tag, weak or not."""
    return asked == etag or etag.removeprefix("W/") in [tag.strip().removeprefix("W/") for tag in asked.split(",")]
