"""A cache that is lost is an empty one, and nobody waits for it twice."""

import pytest
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import TimeoutError as Silence

from newsroom.cache import PAUSE, FailOpenRedisCache


@pytest.fixture
def cache(monkeypatch):
    """One whose server keeps silent; `asked` is how often it was asked."""

    class Lost(FailOpenRedisCache):
        asked = 0

    def silence(*_arguments, **_options):
        Lost.asked += 1
        raise Silence

    for name in ("get", "add", "set", "delete"):
        monkeypatch.setattr(RedisCache, name, silence)
    return Lost("redis://127.0.0.1:9/0", {})


def test_what_is_asked_of_a_lost_cache_is_answered_as_by_an_empty_one(cache):
    for _time in range(2):
        assert cache.get("key", "instead") == "instead"
        assert cache.add("key", 1) is True
        assert cache.set("key", 1) is None
        assert cache.delete("key") is False


def test_one_that_does_not_answer_is_asked_again_only_after_a_pause(cache):
    for _time in range(20):
        cache.get("key")
        cache.set("key", 1)
    assert cache.asked == 1
    type(cache).lost_until -= PAUSE
    cache.get("key")
    assert cache.asked == 2


def test_one_that_answers_is_asked_each_time(monkeypatch):
    asked = []
    monkeypatch.setattr(RedisCache, "get", lambda self, key, default=None, version=None: asked.append(key) or "found")
    monkeypatch.setattr(FailOpenRedisCache, "lost_until", 0.0)
    cache = FailOpenRedisCache("redis://127.0.0.1:9/0", {})
    assert [cache.get("a"), cache.get("b")] == ["found", "found"] and asked == ["a", "b"]
