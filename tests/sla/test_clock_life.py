"""A clock starts, is answered, and is judged by the moment of the answer and by nothing else."""

from datetime import timedelta

import pytest

from sla.faces import faces
from sla.models import Breach, Clock, ClockEntry, ClockStart
from tests.conftest import MONDAY_NINE

from .conftest import HOUR, Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db
MILLISECOND = timedelta(milliseconds=1)


def test_the_deadline_lies_in_working_time(promise: Promise, start: Start) -> None:
    clock = start(promise(5 * HOUR))
    assert clock.due_at == MONDAY_NINE + hours(6)
    assert clock.running and clock.outcome == "running"


def test_starting_twice_is_one_clock(promise: Promise, start: Start) -> None:
    commitment = promise()
    first, second = start(commitment), start(commitment, at=MONDAY_NINE + hours(1))
    assert first == second and second.due_at == MONDAY_NINE + hours(2)
    assert ClockEntry.objects.count() == 1


def test_another_cycle_is_another_clock(promise: Promise, start: Start) -> None:
    commitment = promise()
    assert start(commitment, cycle=1) != start(commitment, cycle=2)


@pytest.mark.parametrize(
    ("late", "outcome"), [(-MILLISECOND, "met"), (timedelta(0), "met"), (MILLISECOND, "breached")]
)
def test_s2_met_up_to_the_due_moment(
    promise: Promise, start: Start, tell: Tell, late: timedelta, outcome: str
) -> None:
    clock = tell(start(promise()), "stop", MONDAY_NINE + hours(2) + late)
    assert clock.outcome == outcome and not clock.running
    assert Breach.objects.count() == (outcome == "breached")


def test_the_earlier_answer_counts_though_it_arrives_later(
    promise: Promise, start: Start, tell: Tell
) -> None:
    clock = start(promise())
    tell(clock, "stop", MONDAY_NINE + hours(1))
    clock = tell(clock, "stop", MONDAY_NINE + hours(0.5), at=MONDAY_NINE + hours(2))
    assert clock.stopped_at == MONDAY_NINE + hours(0.5) and clock.elapsed_seconds == HOUR // 2


def test_a_pause_moves_the_deadline(promise: Promise, start: Start, tell: Tell) -> None:
    clock = start(promise())
    paused = tell(clock, "pause", MONDAY_NINE + hours(1))
    assert (
        paused.paused_at and paused.next_step_at is None and not Clock.objects.overdue(MONDAY_NINE + hours(3))
    )
    resumed = tell(clock, "resume", MONDAY_NINE + hours(3))
    assert resumed.due_at == MONDAY_NINE + hours(4)


def test_a_cancelled_clock_is_neither_met_nor_breached(promise: Promise, start: Start, tell: Tell) -> None:
    clock = tell(start(promise()), "cancel", MONDAY_NINE + hours(1))
    assert clock.outcome == "cancelled" and not clock.running


def test_cancelling_after_the_deadline_hides_no_breach(promise: Promise, start: Start, tell: Tell) -> None:
    clock = tell(start(promise()), "cancel", MONDAY_NINE + hours(3))
    assert clock.outcome == "breached" and Breach.objects.count() == 1


def test_a_reset_begins_the_target_afresh(promise: Promise, start: Start, tell: Tell) -> None:
    clock = tell(start(promise()), "reset", MONDAY_NINE + hours(1))
    assert clock.due_at == MONDAY_NINE + hours(3) and clock.started_at == MONDAY_NINE


def test_without_a_calendar_every_hour_counts(promise: Promise, start: Start) -> None:
    clock = start(promise(24 * HOUR, calendar=None))
    assert clock.due_at == MONDAY_NINE + hours(24) and clock.calendar_version is None


def test_many_start_and_are_marked_in_as_many_queries_as_one(
    promise: Promise, django_assert_max_num_queries: object
) -> None:
    commitment = promise()
    starts = [ClockStart(commitment, "handoff", number, 1, MONDAY_NINE) for number in range(50)]
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        clocks = Clock.objects.start(starts, MONDAY_NINE)
    assert [clock.subject_id for clock in clocks] == list(range(50))


def test_rebuilding_finds_no_difference(promise: Promise, start: Start, tell: Tell) -> None:
    commitment = promise()
    tell(start(commitment, subject_id=1), "stop", MONDAY_NINE + hours(1))
    tell(start(commitment, subject_id=2), "pause", MONDAY_NINE + hours(1))
    start(commitment, subject_id=3)
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    assert Clock.objects.differences() == []
    assert Clock.objects.refold() == 0


def test_a_spoiled_row_is_found_and_rebuilt(promise: Promise, start: Start) -> None:
    clock = start(promise())
    Clock.objects.filter(pk=clock.pk).update(outcome="met", due_at=MONDAY_NINE)
    assert {difference["field"] for difference in Clock.objects.differences()} == {"outcome", "due_at"}
    assert Clock.objects.refold() == 1 and Clock.objects.differences() == []


def test_which_clocks_are_at_risk(promise: Promise, start: Start) -> None:
    commitment = promise(warning_percent=80)
    risky, _fresh = start(commitment), start(commitment, at=MONDAY_NINE + hours(1), subject_id=2)
    at = MONDAY_NINE + hours(1.7)
    Clock.objects.sweep(at)
    assert list(Clock.objects.at_risk(at)) == [risky]
    assert [face.state for face in faces(Clock.objects.running().with_promise().order_by("pk"), at)] == [
        "risk",
        "running",
    ]


def test_how_a_clock_looks(promise: Promise, start: Start, tell: Tell) -> None:
    clock = start(promise())
    paused = tell(clock, "pause", MONDAY_NINE + hours(0.5))
    assert [(face.state, face.left, face.is_open) for face in faces([paused], MONDAY_NINE + hours(9))] == [
        ("paused", HOUR * 3 // 2, False)
    ]
    late = tell(clock, "resume", MONDAY_NINE + hours(1))
    (face,) = faces([late], MONDAY_NINE + hours(3.5))
    assert (face.state, face.left, face.is_open) == ("overdue", -HOUR, True)
