"""S1: the connection is killed by the server while a row is written: at each point the clock is declared once, later.

A trigger is the failpoint: PostgreSQL ends the session in the middle of the statement, so that nothing of ours can
tidy up. S4: an answer and a sweep at the same instant, round after round.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.db import Error, connection
from hypothesis import settings

from people.models import Delivery, Notification, User
from sla.models import Breach, Clock, ClockMark, ClockStart, Excuse, StepReached
from tests.conftest import MONDAY_NINE

from .conftest import Promise, hours

pytestmark = pytest.mark.django_db(transaction=True)
LONG = settings().max_examples > 200
"""In the `ci` profile nobody waits."""
POINTS = {
    "detected": "BEFORE UPDATE ON sla_clock",
    "step half written": "BEFORE INSERT ON sla_stepreached",
    "step written": "AFTER INSERT ON sla_stepreached",
    "breach half written": "BEFORE INSERT ON sla_breach",
    "breach written": "AFTER INSERT ON sla_breach",
    "notice half written": "BEFORE INSERT ON people_notification",
    "delivery half written": "BEFORE INSERT ON people_delivery",
    "delivery written": "AFTER INSERT ON people_delivery",
}
DIE = """
    CREATE OR REPLACE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NEW; END $$;
"""


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def killed(point: str) -> Iterator[None]:
    table = point.rsplit(" ", 1)[1]
    execute(f"{DIE} CREATE TRIGGER dies {point} FOR EACH ROW EXECUTE FUNCTION die()")
    try:
        with pytest.raises(Error):
            yield
        connection.close()
    finally:
        execute(f"DROP TRIGGER dies ON {table}")


def test_s1_killed_at_any_point_it_is_declared_once(promise: Promise, sara: User, silvia: User) -> None:
    commitment = promise(calendar=None, steps={50: (["owner"], False), 100: (["manager"], True)})
    for turn, point in enumerate([*POINTS.values()] * (20 if LONG else 2)):
        # hours apart: of too many alerts an hour the rest is gathered
        begun = MONDAY_NINE + turn * hours(4)
        before, told = Breach.objects.count(), Notification.objects.count()
        starts = [
            ClockStart(commitment, "handoff", 10 * turn + n, 1, begun, team_id=sara.team_id) for n in (1, 2)
        ]
        Clock.objects.start(starts, begun)
        with killed(point):
            Clock.objects.sweep(begun + hours(3))
        assert (Breach.objects.count(), Notification.objects.count()) == (before, told)
        for _again in range(2):
            Clock.objects.sweep(begun + hours(3))
        assert Breach.objects.count() == before + 2 and Notification.objects.count() > told
    steps = list(StepReached.objects.values_list("clock", "percent", "cycle"))
    assert len(steps) == len(set(steps)) == 2 * Breach.objects.count()
    assert Delivery.objects.exists() and Clock.objects.differences() == []


def test_s4_an_answer_and_a_sweep_at_the_same_instant_have_one_winner(promise: Promise) -> None:
    rounds = 1000 if LONG else 200
    begins = [MONDAY_NINE + timedelta(minutes=turn) for turn in range(rounds)]
    commitment = promise(calendar=None)
    starts = [ClockStart(commitment, "handoff", turn, 1, at) for turn, at in enumerate(begins)]
    clocks = Clock.objects.start(starts, begins[-1])
    barrier, faults = threading.Barrier(2), []

    def each_round(work: Callable[[int, datetime], object]) -> None:
        try:
            for turn, begun in enumerate(begins):
                barrier.wait(20)
                work(turn, begun + hours(2) + timedelta(seconds=30))
        except Exception as fault:
            faults.append(fault)
            barrier.abort()
        finally:
            connection.close()

    def answer(turn: int, late: datetime) -> None:
        Clock.objects.mark([ClockMark(clocks[turn].pk, "stop", late - hours(1), "test", "stop")], late)

    def sweep(_turn: int, late: datetime) -> None:
        Clock.objects.sweep(late)

    threads = [threading.Thread(target=each_round, args=(work,)) for work in (answer, sweep)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    assert faults == []
    assert set(Clock.objects.values_list("outcome", flat=True)) == {"met"}
    assert Breach.objects.count() == Excuse.objects.count() <= rounds
    assert Clock.objects.differences() == []
