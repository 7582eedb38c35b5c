"""Shared caches are told when something public has changed, by the worker, and told again when they do not listen."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reader import purging
from tests import cast
from tests.site.routes import addresses

LATER = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.fixture
def cache(settings):
    """A shared cache on a port of its own: what it was told, and how it answers."""

    class Cache(BaseHTTPRequestHandler):
        told, status = [], 200

        def do_PURGE(self):
            Cache.told.append((self.path, self.headers["Surrogate-Key"]))
            self.send_response(Cache.status)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Cache)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.PURGE_URLS = [f"http://127.0.0.1:{server.server_port}/"]
    yield Cache
    server.shutdown()
    server.server_close()
    thread.join()


def waiting():
    rows = DBTaskResult.objects.filter(task_path="reader.purging.purge").order_by("run_after", "enqueued_at")
    return [(*row.args_kwargs["args"], row.run_after) for row in rows]


def test_what_shared_caches_may_keep_has_the_key_that_is_purged(paper):
    for name, places in addresses(paper, paper[0].photo).items():
        for place in places:
            response = Client().get(place)
            is_kept = "public" in response.headers.get("Cache-Control", "")
            assert (response.headers.get("Surrogate-Key") == purging.KEY) is is_kept, (name, place)


@pytest.mark.django_db(transaction=True)
def test_a_change_waits_for_the_worker_and_then_reaches_every_cache(cache, settings):
    settings.TASKS = LATER
    settings.PURGE_URLS = [*settings.PURGE_URLS, "http://127.0.0.1:9/"]
    variant = cast.live()
    DBTaskResult.objects.all().delete()
    cast.withdraw(variant, now=timezone.now())
    assert cache.told == []
    # At once, and when the second is over in which a server may still tell the cache what was before.
    for address in settings.PURGE_URLS:
        moments = [at for asked, at in waiting() if asked == address]
        deferred = [at for at in moments if at < timezone.now() + timedelta(minutes=1)]
        assert len(moments) == 2 and len(deferred) == 1 and deferred[0] > timezone.now()
    purging.purge.func(settings.PURGE_URLS[0])
    assert cache.told == [("/", purging.KEY)]


@pytest.mark.django_db(transaction=True)
def test_without_shared_caches_nothing_is_asked_of_the_worker(settings):
    settings.TASKS = LATER
    cast.live()
    assert settings.PURGE_URLS == [] and waiting() == []


@pytest.mark.parametrize("status", [403, 500, 503])
def test_a_cache_that_fails_is_told_again_until_its_minute_is_over(db, cache, settings, status):
    settings.TASKS = LATER
    cache.status = status
    for attempt in range(len(purging.RETRIES) + 1):
        purging.purge.func(settings.PURGE_URLS[0], attempt)
    found = waiting()
    assert [attempt for _address, attempt, _at in found] == [1, 2, 3]
    for _address, attempt, at in found:
        assert abs(at - timezone.now() - purging.RETRIES[attempt - 1]) < timedelta(minutes=1)


def test_a_cache_that_is_not_there_harms_nobody(db, settings):
    settings.TASKS = LATER
    purging.purge.func("http://127.0.0.1:9/")
    assert [attempt for _address, attempt, _at in waiting()] == [1]
