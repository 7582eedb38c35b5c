"""The whole newsroom is killed twenty times while an editor saves and readers read: what was answered is there."""

import contextlib
import http.client
import http.cookiejar
import json
import os
import random
import re
import signal
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from demo.seeding import PASSWORD
from tests.serving import family_of, manage, prepare, start, wait_for

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc"),
]
KILLS = 20
PEOPLE = """
import tomllib
from demo.seeding import HERE, seed_people, seed_vocabulary
words = tomllib.loads((HERE / "vocabulary.toml").read_text(encoding="utf-8"))
seed_vocabulary(words)
seed_people(words["people"])
"""
# What would be left of a save that was only half done.
HALVES = (
    "SELECT id FROM articles_article WHERE id NOT IN (SELECT article_id FROM articles_articlevariant)",
    "SELECT v.id FROM articles_articlevariant v LEFT JOIN articles_revision r ON r.id = v.head_id WHERE r.variant_id IS NOT v.id",
    "SELECT v.id FROM articles_articlevariant v WHERE head_id < (SELECT max(id) FROM articles_revision r WHERE r.variant_id = v.id)",
    "SELECT id FROM articles_revision WHERE variant_id IS NOT NULL AND id NOT IN (SELECT revision_id FROM articles_logentry WHERE revision_id IS NOT NULL)",
)
BROKEN = (OSError, http.client.HTTPException)  # the server went away in the middle of it


class Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer, not a way."""

    def redirect_request(self, *arguments):
        return None


class Browser:
    """A signed-in editor's browser: cookies, forms, and no redirects followed."""

    def __init__(self, base):
        self.base, self.cookies = base, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), Stay)

    def send(self, path, data=None, **headers):
        """(status, Location, text). Raises one of BROKEN when there was no whole answer."""
        if data is not None:
            token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), "")
            data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **data}).encode()
        request = urllib.request.Request(self.base + path, data, headers)
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.headers.get("Location"), answer.read().decode()

    def sign_in(self, username):
        self.send("/accounts/login/")
        assert self.send("/accounts/login/", {"login": username, "password": PASSWORD})[0] == 302

    def begin(self, headline):
        """A new story; the address of its tab, or None."""
        page = self.send("/admin/articles/article/add/")[2]
        key = value_of(page, "form_key")
        section = re.search(r'<select name="section".*?<option value="(\d+)"', page, re.S)[1]
        data = {"form_key": key, "section": section, "language": "en", "headline": headline}
        return self.send("/admin/articles/article/add/", data)[1]

    def save(self, tab, headline, do="save"):
        head = value_of(self.send(tab)[2], "expected_head")
        body = f"<p>{headline}</p>" * 50
        data = {"expected_head": head, "headline": headline, "body": body, "correction_kind": "correction", "do": do}
        return self.send(tab, data)[0]


def value_of(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


class Work(threading.Thread):
    """Does one thing again and again until it is stopped, and remembers what was acknowledged. A fault ends it, and is kept."""

    def __init__(self, step):
        super().__init__(daemon=True)
        self.step, self.tried, self.acknowledged, self.fault = step, 0, [], None
        self.ending = threading.Event()

    def run(self):
        while not self.ending.is_set():
            self.tried += 1
            try:
                done = self.step(self.tried)
            except BROKEN:
                time.sleep(0.1)
            except Exception as fault:  # noqa: BLE001 - told by the test itself
                self.fault = fault
                return
            else:
                if done:
                    self.acknowledged.append(done)


@pytest.fixture
def newsroom(tmp_path):
    environment, base = prepare(tmp_path)
    manage(environment, "shell", "--no-imports", "-c", PEOPLE)
    processes = []

    def run():
        processes.append(start(environment))
        wait_for(f"{base}/readyz", 90)
        return processes[-1]

    yield run, base, tmp_path / "served.sqlite3", environment
    for process in processes:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def kill(process):
    """Every process of it, at once, with no time to say anything."""
    family = family_of(process.pid)
    assert len(family) >= 4  # supervisor, server, its workers, the worker of tasks
    for pid in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def test_what_was_acknowledged_before_a_kill_is_there_after_it(newsroom):
    run, base, path, environment = newsroom
    process, chance = run(), random.Random(20)
    editor = Browser(base)
    editor.sign_in("chief")
    tab = editor.begin("The story that is saved")
    public = editor.begin("The story that is read")
    assert editor.save(public, "The story that is read", do="publish") == 302
    article = re.search(r"/article/(\d+)/", public)[1]

    def save(number):
        if number % 5 == 0:
            return editor.begin(f"Begun {number}") and f"Begun {number}"
        status = editor.save(tab, f"Saved {number}")
        assert status == 302, status
        return f"Saved {number}"

    def read(number):
        name = f"Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0 {number}"
        return Browser(base).send(f"/v/{article}/en", {}, **{"User-Agent": name, "Origin": base})[0] == 204

    saving, reading = Work(save), Work(read)
    saving.start(), reading.start()
    for _kill in range(KILLS):
        time.sleep(chance.uniform(0.3, 2.5))
        kill(process)
        process = run()
    for work in (saving, reading):
        work.ending.set()
        work.join(60)
        assert work.fault is None
        assert len(work.acknowledged) > KILLS  # they worked between the kills
    kill(process)
    manage(environment, "work", "--once")  # counts what was written down

    with contextlib.closing(sqlite3.connect(path)) as database:

        def ask(sql):
            return database.execute(sql).fetchall()

        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert ask("PRAGMA foreign_key_check") == []
        texts = ask("SELECT data FROM articles_revision WHERE variant_id IS NOT NULL")
        assert set(saving.acknowledged) <= {json.loads(data)["headline"] for (data,) in texts}
        for half in HALVES:
            assert ask(half) == [], half
        ((views,),) = ask("SELECT views FROM audience_viewtotal")
        assert len(reading.acknowledged) <= views <= reading.tried
        assert ask("SELECT sum(views) FROM audience_viewhour") == [(views,)]
