import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

PAUSE = 1.0  # seconds for which a server that did not answer is not asked again


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache, except that a lost server means an empty cache and not an error page.

    One that hangs costs one request a second its time-out (newsroom/environment.py), and no other.
    """

    # Of the monotonic clock, and of the whole process: each thread has a cache of its own.
    lost_until: ClassVar[float] = 0.0

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self._ask(super().get, default, key, default, version)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask(super().add, True, *args, **kwargs))

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask(super().set, None, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask(super().delete, False, *args, **kwargs))

    @classmethod
    def _ask(cls, method: Callable[..., Any], without: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < cls.lost_until:
            return without
        try:
            return method(*args, **kwargs)
        except RedisError:
            cls.lost_until = time.monotonic() + PAUSE
            return without
