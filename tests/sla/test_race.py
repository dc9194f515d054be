"""S4: the answer and the sweep at the same instant: one winner, never both, never neither."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection

from sla.models import Breach, Clock, ClockMark, Excuse, StepReached
from tests.conftest import MONDAY_NINE

from .conftest import Promise, Start, hours

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def together(*works: Callable[[], object]) -> None:
    barrier, faults = threading.Barrier(len(works)), []

    def run(work: Callable[[], object]) -> None:
        try:
            barrier.wait(120)
            work()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert faults == [] and not any(thread.is_alive() for thread in threads)


def test_answer_against_sweep(promise: Promise, start: Start) -> None:
    commitment = promise()
    late = MONDAY_NINE + hours(3)
    for number in range(ROUNDS):
        clock = start(commitment, subject_id=number)
        in_time = [ClockMark(clock.pk, "stop", MONDAY_NINE + hours(1), "test", "stop")]
        together(partial(Clock.objects.sweep, late), partial(Clock.objects.mark, in_time, late))
        clock.refresh_from_db()
        assert clock.outcome == "met"
        assert (
            Breach.objects.filter(clock=clock).count() == Excuse.objects.filter(breach__clock=clock).count()
        )


def test_five_sweeps_at_once_declare_once(promise: Promise, start: Start) -> None:
    commitment = promise()
    for number in range(20):
        start(commitment, subject_id=number)
    late = MONDAY_NINE + hours(3)
    together(*[lambda: Clock.objects.sweep(late, limit=7)] * 5)
    while Clock.objects.sweep(late):
        pass
    assert Breach.objects.count() == StepReached.objects.filter(percent=100).count() == 20


def test_two_workers_start_the_same_clock_once(promise: Promise, start: Start) -> None:
    commitment = promise()
    together(*[lambda: start(commitment, subject_id=1)] * 3)
    assert Clock.objects.count() == 1 and Clock.objects.get().entries.count() == 1
