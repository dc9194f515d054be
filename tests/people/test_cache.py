"""A dead Redis is slower, never an error, and limits still limit."""

import socket
import time
from collections.abc import Iterator

import pytest

from people.cache import ForgivingRedisCache


@pytest.fixture
def frozen() -> Iterator[ForgivingRedisCache]:
    """A server that takes connections and never answers, as a stopped Redis does."""
    server = socket.create_server(("127.0.0.1", 0))
    port = server.getsockname()[1]
    yield ForgivingRedisCache(
        f"redis://127.0.0.1:{port}/0", {"OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}}
    )
    server.close()


def test_a_frozen_redis_costs_one_short_wait(frozen: ForgivingRedisCache) -> None:
    started = time.monotonic()
    for number in range(50):
        frozen.set(f"k{number}", number)
        frozen.get_many(["a"])
    assert time.monotonic() - started < 5
    assert frozen.get("k49") == 49 and frozen.add("k49", 1) is False and frozen.incr("k49") == 50
    assert frozen.has_key("k49") and frozen.delete("k49") and not frozen.touch("k49")


def test_an_absent_redis_is_a_miss() -> None:
    absent = ForgivingRedisCache("unix:///nowhere/valkey.sock", {})
    assert absent.get("a", "nothing") == "nothing"
    absent.clear()
    absent.delete_many(["a"])
    assert absent.set_many({"a": 1}) == []
