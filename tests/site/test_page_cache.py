"""Ready pages: nobody waits for Django twice, nobody reads what is over, and nobody meets another reader's answer."""

import gzip
import io
import threading
import time
from datetime import timedelta
from urllib.parse import quote

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import OperationalError, close_old_connections, connection
from django.utils import timezone

from articles import paper as settings_of_the_paper
from articles import queries
from articles.models import SiteState
from articles.vocabulary import save_tag
from reader import page_cache
from reader.page_cache import PageCache, best_encoding
from reader.site_watch import SiteWatch
from tests import cast
from tests.site.routes import BROWSER, addresses, pages

LIMIT = 8 * 1024 * 1024
GONE = OperationalError("the server is not there")


class Counted:
    """Django, and how often it was asked."""

    def __init__(self):
        self.django, self.asked = WSGIHandler(), []

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        return self.django(environ, start_response)


@pytest.fixture
def cache():
    yield PageCache(Counted(), LIMIT, SiteWatch())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


class Answer:
    def __init__(self, status, headers, body):
        self.code, self.body = int(status[:3]), body
        self.headers = {name.lower(): value for name, value in headers}

    @property
    def told(self):
        return self.headers.get("cache-status", "")


def ask(cache, path, query="", method="GET", **headers):
    """What a server hands to the application, and what it gets back. The test keeps its connection, as with Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    environ = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": quote(query, safe="=&%"), "SERVER_NAME": "testserver",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "192.0.2.7", "HTTP_HOST": "testserver", "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(), "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": True,
        "wsgi.run_once": False, **headers,
    }  # fmt: skip
    said = []
    body = b"".join(cache(environ, lambda status, told, *_error: said.append((status, told))))
    return Answer(*said[-1], body)


def a_second_later(cache):
    cache.watch.asked_at -= 1.1


def generation():
    return SiteState.objects.get().generation


def test_a_second_reader_costs_no_query(paper, cache, django_assert_num_queries):
    first = ask(cache, cast.address(paper[0]))
    with django_assert_num_queries(0):
        second = ask(cache, cast.address(paper[0]))
    assert (first.code, first.told, second.told) == (200, "newsroom; fwd=miss", "newsroom; hit")
    assert first.body == second.body
    assert len(cache.application.asked) == 1


def test_the_site_is_asked_once_a_second_however_many_pages_are_read(paper, cache, django_assert_num_queries):
    for path in ("/en/", "/ru/", "/arm/"):
        ask(cache, path)
    a_second_later(cache)
    with django_assert_num_queries(1):
        assert [ask(cache, path).told for path in ("/en/", "/ru/", "/arm/", "/en/")] == ["newsroom; hit"] * 4


def test_a_publication_is_on_the_page_a_second_later(paper, cache, django_capture_on_commit_callbacks):
    assert b"A bridge is open" not in ask(cache, "/en/").body
    with django_capture_on_commit_callbacks(execute=True):
        cast.live(headline="A bridge is open", at=timezone.now() - timedelta(seconds=1))
    assert ask(cache, "/en/").told == "newsroom; hit", "within the second it may still be the old page"
    a_second_later(cache)
    answer = ask(cache, "/en/")
    assert (answer.told, b"A bridge is open" in answer.body) == ("newsroom; fwd=miss", True)


def test_the_process_that_published_knows_at_once(paper, cache, django_capture_on_commit_callbacks):
    from articles.events import site_changed

    site_changed.connect(cache.watch.forget)
    try:
        ask(cache, cast.address(paper[0]))
        with django_capture_on_commit_callbacks(execute=True):
            cast.withdraw(paper[0], now=timezone.now())
        assert ask(cache, cast.address(paper[0])).code == 410
    finally:
        site_changed.disconnect(cache.watch.forget)


def test_a_scheduled_story_appears_in_its_second_without_a_publication(paper, cache, monkeypatch):
    due = timezone.now() + timedelta(hours=2)
    cast.schedule(cast.draft(headline="The pass is open"), at=due, now=timezone.now())
    ask(cache, "/en/latest/")
    assert ask(cache, "/en/latest/").told == "newsroom; hit"
    monkeypatch.setattr(timezone, "now", lambda: due)
    monkeypatch.setattr(page_cache.time, "time", due.timestamp)
    answer = ask(cache, "/en/latest/")
    assert (answer.told, b"The pass is open" in answer.body) == ("newsroom; fwd=miss", True)


def test_shared_caches_are_told_how_much_of_the_minute_is_left(paper, cache):
    assert (
        "s-maxage=60" in ask(cache, "/en/").headers["cache-control"]
        or "s-maxage=59" in ask(cache, "/en/").headers["cache-control"]
    )
    cache.pages["/en/"].made_at -= 40
    assert "s-maxage=19" in ask(cache, "/en/").headers["cache-control"]
    cache.pages["/en/"].due = time.time() + 7.5
    assert "s-maxage=7," in ask(cache, "/en/").headers["cache-control"]


def test_after_a_minute_the_counts_are_made_anew(paper, cache):
    ask(cache, "/en/")
    cache.pages["/en/"].made_at -= 61
    assert ask(cache, "/en/").told == "newsroom; fwd=miss"


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [("gzip, deflate, br, zstd", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes), ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress)],
)  # fmt: skip
def test_each_browser_gets_the_smallest_body_it_reads(paper, cache, accepted, encoding, unpack):
    plain = ask(cache, "/arm/").body
    answer = ask(cache, "/arm/", HTTP_ACCEPT_ENCODING=accepted)
    assert answer.headers.get("content-encoding") == encoding
    assert unpack(answer.body) == plain
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["vary"] == "Accept-Encoding"


def test_who_has_these_bytes_already_gets_none(paper, cache):
    first = ask(cache, "/ru/", HTTP_ACCEPT_ENCODING="gzip")
    for encoding in ("gzip", "br", ""):
        again = ask(
            cache, "/ru/", HTTP_ACCEPT_ENCODING=encoding, HTTP_IF_NONE_MATCH=f'"other", {first.headers["etag"]}'
        )
        assert (again.code, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    assert ask(cache, "/ru/", HTTP_IF_NONE_MATCH='"other"').code == 200


def test_head_is_the_page_without_its_body(paper, cache):
    answer = ask(cache, "/en/", method="HEAD")
    assert (answer.code, answer.body) == (200, b"")
    assert answer.headers["content-length"] == str(len(ask(cache, "/en/").body))
    assert len(cache.application.asked) == 1


def test_every_kind_of_page_is_the_same_from_the_cache(paper, cache, client):
    for path in pages(addresses(paper)):
        fresh = client.get(path)
        kept = [ask(cache, *path.partition("?")[::2]) for _time in range(2)]
        for answer in kept:
            assert (answer.code, answer.body) == (fresh.status_code, fresh.content), path
            for name in ("Content-Type", "Content-Language", "Content-Security-Policy", "X-Content-Type-Options"):
                assert answer.headers.get(name.lower()) == fresh.headers.get(name), (path, name)


PRIVATE = {
    "HTTP_ACCEPT_LANGUAGE": "hy", "HTTP_USER_AGENT": BROWSER, "HTTP_REFERER": "https://example.org/secret", "HTTP_X_FORWARDED_HOST": "evil.example",
    "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_ORIGINAL_URL": "/admin/", "HTTP_X_REWRITE_URL": "/admin/",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "POST", "HTTP_COOKIE": "theme=dark; other=secret", "HTTP_ACCEPT": "application/json", "HTTP_RANGE": "bytes=0-9",
    "HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT", "HTTP_SAVE_DATA": "on", "HTTP_DNT": "1", "HTTP_SEC_GPC": "1", "HTTP_SEC_PURPOSE": "prefetch",
    "HTTP_PURPOSE": "prefetch", "HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_SEC_CH_UA_MOBILE": "?1", "HTTP_SEC_CH_PREFERS_COLOR_SCHEME": "dark",
    "HTTP_X_REQUESTED_WITH": "XMLHttpRequest", "HTTP_ORIGIN": "https://evil.example", "HTTP_CACHE_CONTROL": "no-cache", "HTTP_PRAGMA": "no-cache",
    "HTTP_TE": "trailers", "HTTP_UPGRADE_INSECURE_REQUESTS": "1", "HTTP_X_SECRET": "secret", "HTTP_FORWARDED": "host=evil.example", "HTTP_VIA": "1.1 evil",
    "HTTP_CF_CONNECTING_IP": "203.0.113.9", "HTTP_TRUE_CLIENT_IP": "203.0.113.9", "HTTP_X_REAL_IP": "203.0.113.9", "HTTP_X_WAP_PROFILE": "http://evil.example",
    "HTTP_EXPECT": "", "HTTP_FROM": "secret@example.org", "HTTP_TRANSLATE": "f", "HTTP_DEVICE_MEMORY": "1", "HTTP_DOWNLINK": "1", "CONTENT_TYPE": "text/secret",
}  # fmt: skip


def mirror(environ, start_response):
    """Says whatever it is told."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Cache-Control", "public, s-maxage=60")])
    return [
        repr(sorted((name, str(value)) for name, value in environ.items() if not name.startswith("wsgi."))).encode()
    ]


def test_where_answers_differ_they_are_kept_apart(paper, cache):
    assert len(PRIVATE) == 40
    for application in (mirror, cache.application):
        for path in pages(addresses(paper)):
            path, _, query = path.partition("?")
            cache.application = application
            cache.pages.clear()
            poisoned = ask(cache, path, query, REMOTE_ADDR="203.0.113.9", **PRIVATE)
            if "/search/" not in path:
                assert b"evil.example" not in poisoned.body and b"203.0.113.9" not in poisoned.body, path
                assert poisoned.told == "newsroom; fwd=miss"
            assert ask(cache, path, query).body == poisoned.body or "/search/" in path, path
    cache.application = mirror
    for name, value in PRIVATE.items():
        cache.pages.clear()
        answer = ask(cache, "/en/", **{name: value})
        assert ask(cache, "/en/").body == answer.body, name


def test_parameters_that_nobody_declared_make_no_entries(paper, cache):
    for number in range(20):
        for path in ("/en/", "/en/latest/", cast.address(paper[0])):
            assert ask(cache, path, f"utm_source=x{number}&fbclid={number}").code == 200
    assert len(cache.pages) == 3
    for number in range(20):
        ask(cache, cast.address(paper[0]), f"before={number}")
        ask(cache, "/en/latest/", f"before=nonsense{number}")
    assert len(cache.pages) == 3


def test_a_later_page_of_a_list_is_an_entry_of_its_own(paper, cache):
    from articles.cursors import Cursor

    first = ask(cache, "/en/latest/")
    cursor = str(Cursor(paper[0].visible_from, paper[0].pk))
    later = ask(cache, "/en/latest/", f"before={cursor}&utm_source=x")
    assert later.code == 200
    assert later.body != first.body
    assert len(cache.pages) == 2


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/admin/login/", {}), ("/accounts/login/", {}), ("/preview/nothing/", {}), ("/en/search/", {"QUERY_STRING": "q=train"}), ("/", {}), ("/hy/", {}),
        ("/en/99999/nothing/", {}), ("/en/nowhere/", {}), ("/en/", {"HTTP_COOKIE": "desk=abc"}), ("/en/", {"HTTP_AUTHORIZATION": "Basic abc"}),
        ("/en/", {"HTTP_HOST": "evil.example"}), ("/en/", {"REQUEST_METHOD": "POST"}), ("/healthz", {}), ("/en/\xff/", {}), ("/en/latest/", {"QUERY_STRING": "before=%ff"}),
    ],
)  # fmt: skip
def test_what_is_no_page_for_everybody_is_not_kept(paper, cache, path, headers):
    assert ask(cache, path, **headers).code < 500
    assert not cache.pages
    assert cache.size == 0


@pytest.mark.django_db(transaction=True)
def test_many_at_once_make_a_page_once(cache):
    cast.live()
    slow, inside = Counted(), threading.Event()

    def slowly(environ, start_response):
        inside.set()
        time.sleep(0.3)
        return slow(environ, start_response)

    cache.application = slowly
    answers = []

    def read():
        try:
            answers.append(ask(cache, "/en/"))
        finally:
            connection.close()

    readers = [threading.Thread(target=read) for _reader in range(30)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(slow.asked) == 1
    assert {answer.code for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert [answer.told for answer in answers].count("newsroom; fwd=miss") == 1, "the others say that they waited"
    assert not cache.making


def test_while_one_makes_new_counts_the_others_read_the_old_ones(paper, cache):
    ask(cache, "/en/")
    cache.pages["/en/"].made_at -= 61
    cache.making["/en/"] = page_cache.Making()
    assert ask(cache, "/en/").told == "newsroom; hit"
    cache.pages["/en/"].made_at -= 60
    cache.making["/en/"].is_done.set()
    assert ask(cache, "/en/").told == "", "two minutes are too long: this reader asks Django"


def gone(*_arguments):
    raise GONE


def test_while_the_database_is_gone_what_was_read_before_is_read_on(paper, cache, monkeypatch):
    ask(cache, "/en/")
    real = queries.site_state
    monkeypatch.setattr(queries, "site_state", gone)
    monkeypatch.setattr(connection, "close", lambda: None)  # the test's own
    a_second_later(cache)
    assert ask(cache, "/en/").told == "newsroom; hit; detail=unchecked"
    cache.pages["/en/"].made_at -= 23 * 3600
    assert ask(cache, "/en/").code == 200
    cache.pages["/en/"].made_at -= 2 * 3600
    assert ask(cache, "/en/").told == "", "after a day only the database itself may answer"
    monkeypatch.setattr(queries, "site_state", real)
    a_second_later(cache)
    assert ask(cache, "/en/").told == "newsroom; fwd=miss"


def test_a_database_that_goes_while_a_page_is_made_costs_its_reader_nothing(paper, cache, monkeypatch):
    ask(cache, "/en/")
    cache.pages["/en/"].made_at -= 61
    monkeypatch.setattr(queries, "site_state", gone)

    def broken(environ, start_response):
        start_response("503 Service Unavailable", [("Content-Type", "text/html")])
        return [b"nothing"]

    cache.application = broken
    answer = ask(cache, "/en/")
    assert (answer.code, answer.told) == (200, "newsroom; hit; detail=unchecked")
    assert len(cache.pages) == 1


def test_nobody_waits_for_a_database_that_is_gone(cache, monkeypatch, db):
    monkeypatch.setattr(queries, "site_state", gone)
    assert cache.watch.current() is None
    a_second_later(cache)
    with cache.watch.turn:  # somebody is asking, and the database hangs
        assert cache.watch.current() is None


def test_a_broken_page_is_not_kept(paper, cache):
    def broken(environ, start_response):
        start_response(
            "500 Internal Server Error", [("Content-Type", "text/html"), ("Cache-Control", "public, s-maxage=60")]
        )
        return [b"broken"]

    cache.application = broken
    assert ask(cache, "/en/").code == 500
    assert not cache.pages


def test_who_waited_for_a_page_that_broke_asks_for_it_himself(paper, cache):
    def breaks(environ, start_response):
        raise RuntimeError

    working, cache.application = cache.application, breaks
    with pytest.raises(RuntimeError):
        ask(cache, "/en/")
    assert not cache.making
    cache.application = working
    assert ask(cache, "/en/").code == 200


def test_memory_is_bounded_and_what_is_read_stays(paper, cache):
    cache.limit = 0
    ask(cache, "/en/")
    assert (len(cache.pages), cache.size) == (0, 0)
    cache.limit = LIMIT
    for path in ("/en/", "/ru/", "/arm/"):
        ask(cache, path)
    cache.limit = cache.size
    ask(cache, "/en/")
    ask(cache, cast.address(paper[0]))
    assert "/en/" in cache.pages
    assert "/ru/" not in cache.pages
    assert 0 < cache.size <= cache.limit


def test_everything_that_changes_a_page_is_counted(paper, django_capture_on_commit_callbacks, client):
    now, mariam = timezone.now(), cast.mariam()
    story = paper[0]

    def rename_the_paper():
        settings = cast.paper()
        said = {code: settings_of_the_paper.said_in(settings, code) for code in cast.LANGUAGES}
        said["en"].words["names"] = "Four Threads"
        settings_of_the_paper.save_settings(
            user=mariam, now=now, seen=settings_of_the_paper.fingerprint(settings), said=said, clocks=[], has_full_feeds=False
        )  # fmt: skip

    def post(path, **form):
        client.force_login(mariam)
        assert client.post(path, form).status_code == 302

    acts = [
        lambda: cast.live(at=now),
        lambda: cast.publish(cast.write(story, headline="Another headline", now=now), at=now),
        lambda: cast.arrange(story, authors=(), now=now),
        lambda: cast.schedule(cast.draft(now=now), at=now + timedelta(days=1), now=now),
        lambda: cast.withdraw(paper[1], now=now),
        lambda: save_tag(user=mariam, tag=cast.tag(), names={"en": "Trains"}, synonyms={}),
        lambda: save_tag(user=mariam, tag=cast.tag("unused"), names={"en": "Never used"}, synonyms={}),
        rename_the_paper,
        lambda: post(f"/admin/articles/section/{cast.section('politics').pk}/change/", names_en="Powers", ink="politics", position="3"),
        lambda: post(f"/admin/articles/section/{cast.section('culture').pk}/delete/", post="yes"),
        lambda: post(
            f"/admin/photos/photo/{story.photo.pk}/change/", credit="Nora Vale, 2026", captions_en="A bridge", alts_en="An arch", focal_x="0.4", focal_y="0.5",
        ),
    ]  # fmt: skip
    for number, act in enumerate(acts):
        before = generation()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        assert generation() > before, number


def test_a_draft_changes_no_page(paper, django_capture_on_commit_callbacks):
    before = generation()
    with django_capture_on_commit_callbacks(execute=True):
        cast.write(paper[0], headline="Not yet", now=timezone.now())
        cast.translate(cast.draft(), "ru")
    assert generation() == before


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("*", ""),
        ("identity", ""),
        ("GZIP", "gzip"),
        ("gzip;q=0", ""),
        ("gzip; q=0.000, br;q=1", "br"),
        ("br,gzip", "br"),
        (",;,", ""),
    ],
)
def test_encodings(accepted, encoding):
    assert best_encoding(accepted) == encoding
