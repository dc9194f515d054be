"""The watch does its duties by turns, beats its heart, and outlives a failing duty and a database that is away."""

from datetime import datetime

import pytest
from django.db import OperationalError
from django.test import Client
from prometheus_client import REGISTRY, generate_latest

from people import readiness
from people.models import Heartbeat
from people.watching import Duty, duties
from sla import punctuality, watcher
from sla.models import Breach
from sla.tasks import sweep_clocks
from sla.watcher import Watcher
from tests.conftest import MONDAY_NINE

from .conftest import Promise, Start, hours

pytestmark = pytest.mark.django_db


def test_duties_come_in_their_own_rhythm() -> None:
    done: list[str] = []
    seconds = iter(range(1, 1000))
    slow = Duty("slow", 300, lambda at: done.append("slow"))
    fast = Duty("fast", 0, lambda at: done.append("fast"))
    watch = Watcher([slow, fast], clock=lambda: next(seconds))
    for _turn in range(3):
        watch.turn()
    assert done == ["slow", "fast", "fast", "fast"]
    assert Heartbeat.objects.filter(name="watch").exists()


def test_a_failing_duty_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    done: list[datetime] = []

    def fail(at: datetime) -> None:
        raise RuntimeError

    Watcher([Duty("bad", 0, fail), Duty("good", 0, done.append, alarm=lambda at: "it burns")]).turn()
    assert len(done) == 1 and "bad failed" in caplog.text and "it burns" in caplog.text


def test_it_waits_longer_while_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> datetime:
        raise OperationalError

    monkeypatch.setattr(watcher, "now", gone)
    monkeypatch.setattr(watcher.connections, "close_all", lambda: None)
    watch = Watcher([])
    for _turn in range(10):
        watch.turn()
    assert watch.wait == watcher.LONGEST_WAIT
    monkeypatch.undo()
    watch.turn()
    assert watch.wait == watcher.TURN_SECONDS


def test_the_watch_takes_over_only_when_nobody_sweeps(promise: Promise, start: Start) -> None:
    start(promise())
    due = MONDAY_NINE + hours(2)
    assert punctuality.alarm(due + hours(0.01)) == "" and "waited 3600 s" in punctuality.alarm(due + hours(1))
    punctuality.sweep_when_late(due + hours(0.01))
    assert not Breach.objects.exists()
    punctuality.sweep_when_late(due + hours(1))
    assert Breach.objects.count() == 1
    assert "clocks" in {duty.name for duty in duties()}


def test_the_task_sweeps(promise: Promise, start: Start) -> None:
    start(promise())
    sweep_clocks()
    assert Breach.objects.count() == 1


def test_a_monitor_reads_the_lag(promise: Promise, start: Start) -> None:
    start(promise())
    text = generate_latest(REGISTRY).decode()
    (line,) = [line for line in text.splitlines() if line.startswith("sla_oldest_overdue_seconds ")]
    assert float(line.split()[1]) > 60
    findings = readiness.findings(MONDAY_NINE + hours(3))
    assert findings["oldest_overdue_seconds"].value == 3600 and not findings["oldest_overdue_seconds"].is_well
    assert findings["clocks_set_aside"].is_well


def test_s18_when_nobody_sweeps_the_watch_says_so_and_does_it(
    promise: Promise, start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    """Without Celery: a turn of the watch with the duties that the site registers."""
    start(promise())
    Watcher([duty for duty in duties() if duty.name == "clocks"]).turn()
    assert "the oldest overdue step has waited" in caplog.text
    assert Breach.objects.count() == 1


def test_s18_the_lag_stands_on_the_pages_that_machines_read(
    promise: Promise, start: Start, client: Client
) -> None:
    start(promise())
    asked = client.get("/readyz").json()
    assert asked["values"]["oldest_overdue_seconds"] > 60 and "oldest_overdue_seconds" in asked["degraded"]
    assert b"sla_oldest_overdue_seconds" in client.get("/metrics").content
