"""The benchmark judges by the median of ratios, does its work in a database of its own, and leaves none behind."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from alignment.bench import MEMBERS, measure
from alignment.bench.database import MARK, lent
from alignment.bench.running import ROUNDS, Race, Result, Way, run
from alignment.bench.telling import machine, table, write
from tests.template import migrated

ROOT = Path(__file__).resolve().parents[2]


def race(ours: float, limit: float, checks: tuple[int, int] = (1, 1), **bound: Any) -> Result:
    """The result of a race whose ways sleep so many milliseconds."""
    return run(
        Race(
            "nap",
            Way(lambda _number: time.sleep(ours / 1000), check=lambda _number: checks[0]),
            Way(lambda _number: time.sleep(limit / 1000), check=lambda _number: checks[1]),
            **bound,
        )
    )


def test_time_is_bounded_from_above_and_speed_from_below() -> None:
    slow = race(4, 1, at_most=2)
    assert not slow.ok and slow.ratio > 2 and len(slow.ratios) == ROUNDS
    assert race(1, 4, at_most=2).ok
    assert race(4, 4, at_least=0.4).ok and not race(8, 1, at_least=0.4).ok


def test_other_work_is_no_result() -> None:
    odd = race(1, 1, checks=(1, 2), at_most=100)
    assert not odd.ok and "NOT THE SAME WORK" in table([odd])[1]


def test_ways_take_turns_in_going_first() -> None:
    went: list[str] = []
    ours, limit = Way(lambda _number: went.append("a")), Way(lambda _number: went.append("b"))
    run(Race("turns", ours, limit, at_most=1), rounds=3)
    assert "".join(went) == "ba" + "ab" + "ba" + "ab"


def databases() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", ["%\\_bench\\_%"])
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.usefixtures("django_db_setup")
@pytest.mark.parametrize("name", sorted(MEMBERS))
def test_every_member_measures_the_same_work_on_both_sides(
    name: str, django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    with django_db_blocker.unblock():
        real = connection.settings_dict["NAME"]
        results, about = measure([name], "small", lambda _line: None, template=migrated())
        assert connection.settings_dict["NAME"] == real
        assert not {one for one in databases() if one.startswith(f"{real}{MARK}")}
        assert machine()["cpus"] == about["cpus"]
    file = tmp_path / "bench.json"
    write(file, results, "small", about)
    said = json.loads(file.read_text())
    for row, result in zip(said["rows"], results, strict=True):
        assert result.is_same_work, row
        assert row["rounds"] == ROUNDS and row["spread"][0] <= row["ratio"] <= row["spread"][1]
        assert set(row) >= {"name", "ratio", "bound", "spread", "ok", "rounds", "check"}
        assert row["check"] is None or any(row["check"])


@pytest.mark.usefixtures("django_db_setup")
def test_its_database_goes_even_when_it_fails(django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        with pytest.raises(KeyboardInterrupt), lent(migrated()) as name:
            assert name in databases()
            raise KeyboardInterrupt
        assert name not in databases()


@pytest.mark.usefixtures("django_db_setup")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_stopped_leaves_nothing(
    number: signal.Signals, django_db_blocker: DjangoDbBlocker
) -> None:
    words = [sys.executable, "manage.py", "bench", "--only", "sla", "--scale", "small"]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "alignment.settings"}
    with django_db_blocker.unblock():
        command = subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        mark = f"{MARK}{command.pid}"
        until = time.monotonic() + 60
        while not any(name.endswith(mark) for name in databases()) and time.monotonic() < until:
            time.sleep(0.1)
        command.send_signal(number)
        # with which number it ends depends on where the signal met it
        command.wait(120)
        assert not any(name.endswith(mark) for name in databases())
