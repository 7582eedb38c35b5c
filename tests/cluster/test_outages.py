"""The database or the cache is stopped, frozen or emptied: readers read on, an editor's words are kept, and all is well soon after.

OUTAGE: seconds that the database is gone (4; `make test-long`: 60, as the service level says).
"""

import html
import os
import re
import signal
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cast import WORDS
from tests.cluster.proxies import PROXIES
from tests.cluster.reading import path_of, read, tab, until
from tests.cluster.servers import signal_all
from tests.serving import Work, value_of

OUTAGE = float(os.environ.get("OUTAGE", "4"))
UNCHECKED = "newsroom; hit; detail=unchecked"
FRESH = 2  # seconds after the return of the database until the first page is checked again …
SLOW = 3  # … and what a busy machine may add to that


def stop(cluster):
    cluster.postgres.stop()


def start(cluster):
    cluster.postgres.start()


def freeze(cluster):
    signal_all(cluster.postgres.process.pid, signal.SIGSTOP)


def thaw(cluster):
    signal_all(cluster.postgres.process.pid, signal.SIGCONT)


def warmed(cluster, story):
    """[addresses] of pages that every process of both servers has made; which of them answers is chance."""
    paths = [f"/{word}/" for word in WORDS.values()] + [f"/{word}/latest/" for word in WORDS.values()]
    paths += [path_of(cluster.apps[0], story, language) for language in WORDS]
    addresses = [app + path for app in cluster.apps for path in paths]
    for address in addresses:
        until(lambda: [read(address).told for _time in range(6)] == ["newsroom; hit"] * 6)  # noqa: B023
    return addresses + [cluster.proxy(name) + path for name in PROXIES for path in paths]


class Readers:
    """Four of them, who read one page after the other, and remember how each was answered."""

    def __init__(self, addresses):
        self.answers, self.addresses = [], addresses
        self.works = [Work(lambda number, first=first: self.step(first + number)) for first in range(4)]

    def step(self, number):
        address = self.addresses[number * 7 % len(self.addresses)]
        try:
            answer = read(address)
            self.answers.append((time.monotonic(), address, answer.status, answer.told))
        except OSError as error:
            self.answers.append((time.monotonic(), address, 0, str(error)))

    def __enter__(self):
        for work in self.works:
            work.start()
        return self

    def __exit__(self, *_error):
        for work in self.works:
            work.ending.set()
        for work in self.works:
            work.join(30)
            assert work.fault is None

    @property
    def failed(self):
        return [answer for answer in self.answers if answer[2] != 200]


@pytest.mark.parametrize(("leave", "come_back"), [(stop, start), (freeze, thaw)])
def test_while_the_database_is_gone_readers_read_on_and_an_editors_words_are_kept(cluster, live, leave, come_back):
    editor, address = cluster.editor, tab(live, "en")
    words = {
        "expected_head": value_of(editor.send(address)[2], "expected_head"), "headline": live["headlines"]["en"] + " kept",
        "body": "<p>Kept words.</p>", "correction_kind": "correction", "do": "save",
    }  # fmt: skip
    addresses = warmed(cluster, live)
    with Readers(addresses) as readers:
        time.sleep(0.5)
        leave(cluster)
        gone = time.monotonic()
        try:
            status, _location, page = editor.send(address, words)
            assert status == 503
            assert read(f"{cluster.apps[0]}/readyz").status == 503 and read(f"{cluster.apps[0]}/healthz").status == 200
            assert read(f"{cluster.apps[0]}/en/archive/1999/").status == 503  # nobody has asked for it
            time.sleep(max(0, gone + OUTAGE - time.monotonic()))
        finally:
            over = time.monotonic()  # it answers a little before we know of it
            come_back(cluster)
        back = time.monotonic()
        for app in cluster.apps:
            until(lambda: not any(read(f"{app}/en/").told == UNCHECKED for _time in range(6)), FRESH + SLOW)  # noqa: B023
        fresh = time.monotonic() - back
        time.sleep(0.5)
    print(f"{len(readers.answers)} answers, {len(readers.failed)} failed; fresh after {fresh:.2f} s")  # noqa: T201
    during = [answer for answer in readers.answers if gone + 5 > answer[0] > gone]
    assert len(during) > 20
    assert len(readers.failed) <= len(readers.answers) / 1000, readers.failed[:5]
    straight = {
        told
        for at, where, _status, told in readers.answers
        if over > at > gone + 2.5 and where.startswith(tuple(cluster.apps))
    }
    assert straight == {UNCHECKED}
    assert all(text not in page for text in ("Traceback", "psycopg"))
    again = {
        html.unescape(name): html.unescape(value)
        for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    }
    assert {name: again[name] for name in words} == words
    until(lambda: editor.send(address)[0] == 200, 5)
    assert editor.send(address, again)[0] == 302
    assert "Kept words." in html.unescape(editor.send(address)[2])


def test_a_cold_server_says_503_and_serves_when_the_database_is_back(cluster, public):
    """Nothing was read before: readers are told to come again in a minute."""
    cluster.postgres.stop()
    try:
        answer = until(
            lambda: (answer := read(f"{cluster.apps[1]}/ru/archive/1998/")) and answer.status == 503 and answer
        )
        assert answer.headers["Retry-After"] and 'lang="ru"' in answer.text
    finally:
        cluster.postgres.start()
    until(lambda: read(f"{cluster.apps[1]}/ru/archive/2026/").status == 200, FRESH + SLOW)


def test_a_restart_of_the_database_that_nobody_noticed_costs_nobody_an_error(cluster, public):
    """Every process has connections lying ready, all of which are lost."""

    def ask(number):
        app = cluster.apps[number % 2]
        return read(f"{app}/readyz").status, cluster.editor.send("/admin/translations/")[0] if number % 8 == 0 else 200

    with ThreadPoolExecutor(16) as many:
        assert set(many.map(ask, range(64))) == {(200, 200)}
        stop(cluster)
        start(cluster)
        assert set(many.map(ask, range(64))) == {(200, 200)}


def killed(cluster):
    cluster.valkey.terminate()


def frozen(cluster):
    os.kill(cluster.valkey._process.pid, signal.SIGSTOP)


def emptied(cluster):
    import redis

    redis.Redis(port=cluster.valkey.port).flushall()


@pytest.mark.parametrize("lose", [killed, frozen, emptied])
def test_a_lost_cache_costs_no_reader_an_error_and_no_editor_the_desk(cluster, live, lose):
    port = cluster.valkey.port
    pages = [
        f"/{word}/{rest}"
        for word in WORDS.values()
        for rest in ("", "latest/", "most-read/", "tag/railways/", "feed.rss")
    ]
    cards = [
        re.search(r'og:image" content="[^"]*?(/media/card/[^"]+)"', read(app + path_of(app, live, "en")).text)
        for app in cluster.apps
    ]
    addresses = [app + path for app in cluster.apps for path in pages]
    with Readers(addresses) as readers:
        time.sleep(0.3)
        lose(cluster)
        try:
            for app in cluster.apps:
                for number, language in enumerate(WORDS):
                    asked = urllib.parse.quote(live["needles"][language])
                    assert read(f"{app}/{WORDS[language]}/search/?q={asked}").status == 200
                    assert read(f"{app}{path_of(app, live, language)}?n={number}").status == 200
                for card in filter(None, cards):
                    assert read(app + card[1]).status in (200, 302)
            visitor = type(cluster.editor)(cluster.apps[1])  # a sign-in counts its failures in the cache
            visitor.press(live, "en", "publish", headline=f"{live['headlines']['en']}, {lose.__name__}")
            assert cluster.editor.send(tab(live, "en"))[0] == 200, "sessions are not in the cache"
            until(lambda: lose.__name__ in read(f"{cluster.apps[0]}/en/latest/").text, 5)
        finally:
            if lose is frozen:
                os.kill(cluster.valkey._process.pid, signal.SIGCONT)
            elif lose is killed:
                cluster.valkey._desired_port = port
                cluster.valkey.start()
        time.sleep(0.5)
    assert len(readers.answers) > 20 and readers.failed == []
