"""The whole newsroom is killed twenty times while an editor saves and readers read: what was answered is there."""

import contextlib
import json
import os
import random
import re
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from tests.serving import PEOPLE, Browser, Work, kill, manage, prepare, start, wait_for

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc"),
]
KILLS = 20
# What would be left of a save that was only half done.
HALVES = (
    "SELECT id FROM articles_article WHERE id NOT IN (SELECT article_id FROM articles_articlevariant)",
    "SELECT v.id FROM articles_articlevariant v LEFT JOIN articles_revision r ON r.id = v.head_id WHERE r.variant_id IS NOT v.id",
    "SELECT v.id FROM articles_articlevariant v WHERE head_id < (SELECT max(id) FROM articles_revision r WHERE r.variant_id = v.id)",
    "SELECT id FROM articles_revision WHERE variant_id IS NOT NULL AND id NOT IN (SELECT revision_id FROM articles_logentry WHERE revision_id IS NOT NULL)",
)


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
