from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError


class FailOpenRedisCache(RedisCache):
    """Django's Redis cache, except that a lost server means an empty cache and not an error page."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except RedisError:
            return default

    def add(self, *args: Any, **kwargs: Any) -> bool:
        try:
            return super().add(*args, **kwargs)
        except RedisError:
            return True

    def set(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().set(*args, **kwargs)
        except RedisError:
            return

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        try:
            return super().delete(*args, **kwargs)
        except RedisError:
            return False
