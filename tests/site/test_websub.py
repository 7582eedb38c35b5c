"""A hub hears of every change that feeds show, at its time, from the worker, and nobody waits for it."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks_db.models import DBTaskResult

from reader import websub
from tests import cast

LATER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.fixture
def hub(settings):
    """A hub on a port of its own: what it was told, and how it answers."""

    class Hub(BaseHTTPRequestHandler):
        told, status = [], 204

        def do_POST(self):
            Hub.told.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(Hub.status)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/"
    yield Hub
    server.shutdown()
    server.server_close()
    thread.join()


def waiting():
    """(number of the variant, attempt, when) of what the worker has still to tell."""
    rows = DBTaskResult.objects.filter(task_path="reader.websub.tell").order_by("run_after")
    return [(*row.args_kwargs["args"], row.run_after) for row in rows]


def test_every_feed_that_holds_the_story_is_named(paper, hub):
    websub.tell.func(paper[2].pk, 1)  # a retry: whether it is news was asked before
    [told] = hub.told
    assert told["hub.mode"] == ["publish"]
    lists = ("", "region/", "tag/railways/", "author/nora-vale/")
    assert sorted(told["hub.url"]) == sorted(
        f"http://testserver/arm/{name}feed.{form}" for name in lists for form in ("rss", "atom", "json")
    )
    for address in told["hub.url"]:
        assert Client().get(address.removeprefix("http://testserver")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_publishing_tells_the_hub_after_the_commit_and_a_draft_tells_nobody(media, hub):
    draft = cast.draft(now=timezone.now())
    assert hub.told == []
    cast.publish(draft, at=timezone.now())
    assert len(hub.told) == 1
    cast.write(draft, now=timezone.now(), headline="Not said yet")
    assert len(hub.told) == 1
    cast.withdraw(draft, now=timezone.now())
    assert len(hub.told) == 2


def test_the_same_change_is_told_once_and_an_old_story_with_a_new_tag_not_at_all(paper, hub):
    for _time in range(3):
        websub.tell.func(paper[1].pk)
    assert len(hub.told) == 0  # it appeared two hours ago
    cast.publish(cast.write(paper[1], body="<p>Новый текст.</p>"), at=timezone.now())
    for _time in range(3):
        websub.tell.func(paper[1].pk)
    assert len(hub.told) == 1


def test_the_old_section_hears_of_a_new_story_that_moves_and_every_feed_once(db, hub):
    cast.section("politics")
    variant = cast.live(at=timezone.now() - timedelta(minutes=2))
    websub.tell.func(variant.pk)
    cast.arrange(variant, section="politics", now=timezone.now())
    for _time in range(2):
        websub.tell.func(variant.pk)
    first, moved = [
        {topic.rpartition("/en/")[2] for topic in told["hub.url"] if topic.endswith(".rss")} for told in hub.told
    ]
    assert first == {"feed.rss", "region/feed.rss"}
    assert moved == {"feed.rss", "region/feed.rss", "politics/feed.rss"}


def test_without_a_hub_nothing_is_asked_of_the_worker(paper, settings, monkeypatch):
    monkeypatch.setattr(BaseTaskBackend, "enqueue", lambda *arguments: pytest.fail("a task"))
    assert settings.WEBSUB_HUB == ""
    websub.on_change(paper[0].pk)
    websub.tell.func(paper[0].pk)


@pytest.mark.parametrize("status", [400, 500, 503])
def test_a_hub_that_fails_is_asked_again_later_and_not_for_ever(paper, hub, settings, status):
    settings.TASKS = LATER
    hub.status = status
    cast.publish(cast.write(paper[0], body="<p>Other words.</p>"), at=timezone.now())
    DBTaskResult.objects.all().delete()
    for attempt in range(len(websub.RETRIES) + 1):
        websub.tell.func(paper[0].pk, attempt)
    assert len(hub.told) == len(websub.RETRIES) + 1
    found = waiting()
    assert [(variant, attempt) for variant, attempt, _at in found] == [
        (paper[0].pk, attempt + 1) for attempt in range(len(websub.RETRIES))
    ]
    now = timezone.now()
    for _variant, attempt, at in found:
        assert abs(at - now - websub.RETRIES[attempt - 1]) < timedelta(minutes=1)


def test_a_hub_that_is_not_there_harms_nobody(paper, settings):
    settings.WEBSUB_HUB = "http://127.0.0.1:9/"
    settings.TASKS = LATER
    cast.publish(cast.write(paper[0], body="<p>Other words.</p>"), at=timezone.now())
    DBTaskResult.objects.all().delete()
    websub.tell.func(paper[0].pk)
    assert [(variant, attempt) for variant, attempt, _at in waiting()] == [(paper[0].pk, 1)]


def test_a_hub_is_not_waited_for_longer_than_seconds(monkeypatch):
    asked = {}

    class Answer:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

    monkeypatch.setattr("urllib.request.urlopen", lambda request, **options: asked.update(options) or Answer())
    websub.post("https://hub.example.org/", ["https://example.org/feed.rss"])
    assert asked == {"timeout": websub.TIMEOUT} and websub.TIMEOUT <= 10


def test_a_scheduled_story_is_told_at_its_minute(db, hub, settings, monkeypatch):
    settings.TASKS = LATER
    now = timezone.now()
    at = now + timedelta(hours=3)
    variant = cast.schedule(cast.draft(now=now), at=at, now=now)
    websub.tell.func(variant.pk)
    assert hub.told == []
    assert waiting() == [(variant.pk, 0, at)]
    monkeypatch.setattr(timezone, "now", lambda: at)
    websub.tell.func(variant.pk)
    assert len(hub.told) == 1


def test_the_hub_is_a_whole_address_or_none():
    import os
    import subprocess
    import sys

    environment = {**os.environ, "ENV_FILE": os.devnull, "SECRET_KEY": "x", "WEBSUB_HUB": "hub.example.org"}
    run = subprocess.run(
        [sys.executable, "-c", "import newsroom.settings"], env=environment, capture_output=True, text=True
    )
    assert run.returncode and "WEBSUB_HUB" in run.stderr
