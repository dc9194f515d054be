"""A cache that may lose everything at any moment: a dead Redis is slower, never an error or an open gate."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
REST_SECONDS = 5
"""How long Redis is left alone after it failed, so that a frozen one costs one wait and not one a request."""


class ForgivingRedisCache(RedisCache):
    """Redis while it answers; this process's own memory while it doesn't, so that limits still limit."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._memory = LocMemCache("while-redis-is-away", {"OPTIONS": {"MAX_ENTRIES": 10_000}})
        self._resting_until = 0.0

    def _ask(self, name: str, ask: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._resting_until:
            try:
                return ask(*args, **kwargs)
            except (RedisError, OSError) as error:
                self._resting_until = time.monotonic() + REST_SECONDS
                logger.warning("cache_away", extra={"error": type(error).__name__})
        return getattr(self._memory, name)(*args, **kwargs)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._ask("add", super().add, key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._ask("get", super().get, key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        self._ask("set", super().set, key, value, timeout, version)

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        return bool(self._ask("touch", super().touch, key, timeout, version))

    def delete(self, key: Any, version: Any = None) -> bool:
        return bool(self._ask("delete", super().delete, key, version))

    def get_many(self, keys: Any, version: Any = None) -> dict[Any, Any]:
        return self._ask("get_many", super().get_many, keys, version)

    def has_key(self, key: Any, version: Any = None) -> bool:
        return bool(self._ask("has_key", super().has_key, key, version))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return self._ask("incr", super().incr, key, delta, version)

    def set_many(self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> list[Any]:
        return self._ask("set_many", super().set_many, data, timeout, version) or []

    def delete_many(self, keys: Any, version: Any = None) -> None:
        self._ask("delete_many", super().delete_many, keys, version)

    def clear(self) -> None:
        self._ask("clear", super().clear)
