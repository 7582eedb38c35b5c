"""nginx and Varnish with the configurations of `deploy/`: what they keep, what they never keep, and what they pass on."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from demo.seeding import PASSWORD
from tests.cluster.reading import FIREFOX, Editor, path_of, read, rows, tab, until
from tests.serving import Browser, kill

SPELLINGS = {
    "br": ["br", "gzip, deflate, br", "gzip, deflate, br, zstd", "GZIP, BR", "br;q=1.0, gzip;q=0.8, *;q=0.1", "deflate,  br ;q=0.5"],
    "gzip": ["gzip", "gzip, deflate", "deflate, gzip;q=0.9", "gzip, br;q=0", "br ; q=0.0 , gzip", "Gzip"],
    None: ["identity", "", "gzip;q=0", "zstd", "brotli, gzippy", "deflate"],
}  # fmt: skip
KEPT = ("nginx; hit", "varnish; hit")


def statuses(proxy):
    """Of a hundred readers at once, of pages that are not kept."""
    with ThreadPoolExecutor(50) as readers:
        return set(readers.map(lambda number: read(f"{proxy}/en/latest/?n={number}").status, range(100)))


def is_from_cache(answer):
    return any(word in answer.told for word in KEPT)


def kept(address, **headers):
    """An answer that the proxy had already; a second may pass between two requests of a slow machine."""
    return until(lambda: (answer := read(address, **headers)) and is_from_cache(answer) and answer)


def test_a_page_is_kept_in_three_encodings_however_they_are_asked_for(proxy, public):
    address = proxy + path_of(proxy, public, "en")
    plain = read(address).sent
    for encoding, spellings in SPELLINGS.items():
        bodies = set()
        for spelling in spellings:
            answer = kept(address, Accept_Encoding=spelling)
            assert answer.headers["Content-Encoding"] == encoding, spelling
            assert answer.text.encode() == plain
            assert "Accept-Encoding" in answer.headers["Vary"]
            bodies.add(answer.sent)
        assert len(bodies) == 1  # compressed once, and kept so
        # Another spelling costs the newsroom nothing: it is no entry of its own.
        until(lambda: all(is_from_cache(read(address, Accept_Encoding=one)) for one in spellings))  # noqa: B023


def test_who_has_the_page_already_gets_none_and_so_does_the_cache(proxy, public):
    address = proxy + path_of(proxy, public, "en")
    first = kept(address, Accept_Encoding="br")
    again = read(address, Accept_Encoding="br", If_None_Match=first.headers["ETag"])
    assert (again.status, again.sent) == (304, b"")
    time.sleep(2.1)  # the second for which it is kept is over; nginx counts whole ones
    renewed = read(address, Accept_Encoding="br")
    assert renewed.headers["ETag"] == first.headers["ETag"] and renewed.sent == first.sent
    if "nginx" in renewed.told:
        assert "detail=revalidated" in renewed.told


def test_who_is_signed_in_sees_every_page_fresh_and_leaves_none_behind(proxy, public):
    address = proxy + path_of(proxy, public, "en")
    kept(address)
    for headers in ({"Cookie": "desk=abc"}, {"Cookie": "a=b; __Host-desk=abc"}, {"Authorization": "Basic eDp4"}):
        for _time in range(3):
            answer = read(address, **headers)
            assert answer.status == 200 and not is_from_cache(answer), headers
    other = f"{proxy}/en/archive/"  # nobody else has asked for it
    assert not is_from_cache(read(other, Cookie="desk=abc"))
    assert not is_from_cache(read(other))


def test_cookies_of_others_change_nothing(proxy, public):
    address = proxy + path_of(proxy, public, "en")
    kept(address)
    until(lambda: is_from_cache(read(address, Cookie="_ga=1; theme=dark; notdesk=2")))
    assert "Set-Cookie" not in read(address, Cookie="_ga=1").headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_what_is_no_reading_goes_to_the_newsroom(proxy, public, method):
    address = proxy + path_of(proxy, public, "en")
    kept(address)
    for _time in range(2):
        answer = read(address, method, data=b"x")
        assert answer.status in (400, 405) and not is_from_cache(answer)
    assert read(address).status == 200


def test_head_is_answered_without_a_body(proxy, public):
    answer = read(proxy + path_of(proxy, public, "en"), "HEAD")
    assert (answer.status, answer.sent) == (200, b"") and int(answer.headers["Content-Length"]) > 1000


def test_what_is_not_public_is_never_kept(proxy):
    for path in (
        "/",
        "/healthz",
        "/readyz",
        "/en/no-such-section/",
        "/en/99999/",
        "/admin/",
        "/accounts/login/",
        "/preview/x/",
    ):
        for _time in range(3):
            answer = read(proxy + path)
            assert not is_from_cache(answer), path


def test_static_files_are_kept_as_long_as_they_say(proxy):
    page = read(f"{proxy}/en/").text
    path = page[page.index("/static/css/") :].partition('"')[0]
    read(proxy + path, Accept_Encoding="br")
    answer = read(proxy + path, Accept_Encoding="br")
    assert answer.headers["Content-Encoding"] == "br" and "immutable" in answer.headers["Cache-Control"]


def test_the_desk_works_through_it(proxy, cluster, story):
    editor = Editor(proxy)
    editor.press(story, "en", "publish")
    assert story["headlines"]["en"] in editor.send(tab(story, "en"))[2]
    stranger = Browser(proxy)
    assert stranger.send(tab(story, "en"))[0] == 302, "nothing of the desk is kept for others"
    assert read(proxy + path_of(proxy, story, "en")).status == 200


def test_a_sign_in_is_limited_by_the_readers_own_address(proxy, cluster):
    """Behind a proxy that was not believed, one person's wrong passwords would lock everybody out."""
    first, second = Browser(proxy), Browser(proxy)
    for number in range(22):
        first.send("/accounts/login/")
        first.send(
            "/accounts/login/", {"login": f"nobody{number}", "password": "wrong"}, **{"X-Forwarded-For": "198.51.100.7"}
        )
    second.send("/accounts/login/")
    known = {"login": "editor", "password": PASSWORD}
    assert second.send("/accounts/login/", known, **{"X-Forwarded-For": "198.51.100.7"})[0] != 302
    second.send("/accounts/login/")
    assert second.send("/accounts/login/", known, **{"X-Forwarded-For": "198.51.100.8"})[0] == 302


def test_views_are_counted_by_the_readers_own_address(proxy, cluster, live):
    beacon, variant = f"{proxy}/v/{live['article']}/en", live["variants"]["en"]
    for reader in ("203.0.113.5", "203.0.113.6", "203.0.113.5", "203.0.113.6"):
        answer = read(beacon, "POST", b"", Origin=cluster.address, User_Agent=FIREFOX, X_Forwarded_For=reader)
        assert answer.status in (204, 200)
    question = f"SELECT views FROM audience_viewtotal WHERE variant_id = {variant}"
    until(lambda: rows(cluster, question) == [(2,)])


def test_nobody_can_pretend_to_have_come_by_https(cluster, live):
    """nginx says itself how the reader came; Varnish, which knows no TLS, believes only who may end it."""
    address = f"{cluster.apps[0]}/v/{live['article']}/en"
    if "nginx" in cluster.proxies:
        front = cluster.proxy("nginx")
        secure = front.replace("http://", "https://")
        told = {"User_Agent": FIREFOX + " x", "X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https"}
        assert read(f"{front}/v/{live['article']}/en", "POST", b"", Origin=secure, **told).status == 200
    own = {"User_Agent": FIREFOX + " y", "X_Forwarded_For": "203.0.113.9"}
    assert read(address, "POST", b"", Origin=cluster.apps[0].replace("http://", "https://"), **own).status == 200


def test_one_server_that_dies_costs_no_reader_anything(proxy, cluster, live):
    path = path_of(proxy, live, "en")
    kept(proxy + path)
    kill(cluster.servers[0])
    try:
        for number in range(40):
            answer = read(f"{proxy}{path}?n={number}")  # nothing that is kept
            assert answer.status == 200
        # Something that is sent is not sent twice: an editor waits until the proxy has noticed.
        until(lambda: all(read(f"{proxy}/v/1/en", "POST", b"").status == 200 for _time in range(6)))
        Editor(proxy).press(live, "ru", "publish")
    finally:
        cluster.revive()


def test_when_no_server_is_left_what_was_read_is_read_on_and_says_so(proxy, cluster, live):
    path = path_of(proxy, live, "en")
    whole = kept(proxy + path, Accept_Encoding="br").text
    for server in cluster.servers:
        kill(server)
    try:
        time.sleep(2.1)  # the second for which it is kept is over
        for _time in range(5):
            answer = read(proxy + path, Accept_Encoding="br")
            assert answer.status == 200 and answer.text == whole
            assert "detail=stale" in answer.told
        assert statuses(proxy) <= {502, 503}
    finally:
        cluster.revive()
    assert statuses(proxy) == {200}, "all at once when they are back"
    until(lambda: "stale" not in read(proxy + path).told)
