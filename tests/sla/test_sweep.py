"""The sweep declares what was passed: once, at its true moment, and in the end for every clock."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from people.models import CalendarVersion, Notification, User
from sla.models import Breach, Clock, Excuse, StepReached, declaring, sweeping
from sla.signals import breaches_excused, steps_reached
from tests.conftest import MONDAY_NINE

from .conftest import HOUR, Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db
LADDER = {50: (["owner"], False), 80: (["owner"], False), 100: (["owner", "manager"], False)}


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    told: list[dict[str, Any]] = []

    def listen(**said: Any) -> None:
        told.append(said)

    steps_reached.connect(listen)
    breaches_excused.connect(listen)
    yield told
    steps_reached.disconnect(listen)
    breaches_excused.disconnect(listen)


def test_nothing_is_declared_at_the_due_moment_itself(promise: Promise, start: Start) -> None:
    clock = start(promise())
    due = MONDAY_NINE + hours(2)
    assert clock.due_at == due and Clock.objects.sweep(due) == 0
    assert Clock.objects.sweep(due + hours(0.001)) == 1


def test_s13_swept_fifty_times_one_breach_and_one_notice_each(
    promise: Promise, start: Start, sara: User, silvia: User, heard: list[dict[str, Any]]
) -> None:
    clock = start(promise())
    late = MONDAY_NINE + hours(2.5)
    for _again in range(50):
        Clock.objects.sweep(late)
    breach = Breach.objects.get()
    assert breach.reached_at == clock.due_at and breach.declared_at == late
    assert list(Notification.objects.order_by("user").values_list("user", flat=True)) == sorted(
        [sara.pk, silvia.pk]
    )
    assert [said["percents"] for said in heard] == [{clock.pk: 100}]


def test_a_breached_clock_runs_on_until_it_is_answered(promise: Promise, start: Start, tell: Tell) -> None:
    clock = start(promise())
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    clock.refresh_from_db()
    assert clock.running and clock.outcome == "breached" and clock.next_step_at is None
    clock = tell(clock, "stop", MONDAY_NINE + hours(4))
    assert not clock.running and clock.outcome == "breached" and Breach.objects.count() == 1


def test_s14_after_an_outage_all_steps_are_recorded_and_the_highest_is_told(
    promise: Promise, start: Start, heard: list[dict[str, Any]]
) -> None:
    clock = start(promise(steps=LADDER))
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    steps = StepReached.objects.order_by("percent")
    assert [(step.percent, step.told) for step in steps] == [(50, False), (80, False), (100, True)]
    assert steps[0].reached_at == MONDAY_NINE + hours(1)
    assert [said["percents"] for said in heard] == [{clock.pk: 100}]


def test_steps_come_one_by_one(promise: Promise, start: Start, heard: list[dict[str, Any]]) -> None:
    clock = start(promise(steps=LADDER | {150: (["leadership"], True)}))
    for count in (1.1, 1.7, 2.1, 3.1):
        Clock.objects.sweep(MONDAY_NINE + hours(count))
    assert [said["percents"][clock.pk] for said in heard] == [50, 80, 100, 150]


def test_s3_an_answer_in_time_that_arrives_late_excuses(
    promise: Promise, start: Start, tell: Tell, heard: list[dict[str, Any]], sara: User
) -> None:
    clock = start(promise())
    Clock.objects.sweep(MONDAY_NINE + hours(2.1))
    before = Notification.objects.filter(user=sara).count()
    for _again in range(3):
        clock = tell(clock, "stop", MONDAY_NINE + hours(1.9), at=MONDAY_NINE + hours(2.2))
    assert clock.outcome == "met"
    assert Breach.objects.count() == 1 and Excuse.objects.get().cause == "answered_in_time"
    assert Notification.objects.filter(user=sara).count() == before + 1
    assert len(heard) == 2


def test_a_pause_learned_late_gives_the_deadline_back(promise: Promise, start: Start, tell: Tell) -> None:
    clock = start(promise())
    Clock.objects.sweep(MONDAY_NINE + hours(2.5))
    tell(clock, "pause", MONDAY_NINE + hours(1), at=MONDAY_NINE + hours(2.6))
    clock = tell(clock, "resume", MONDAY_NINE + hours(2), at=MONDAY_NINE + hours(2.6), key="later")
    assert clock.outcome == "running" and clock.next_step_at == MONDAY_NINE + hours(3)
    assert Excuse.objects.get().cause == "deadline_moved"
    Clock.objects.sweep(MONDAY_NINE + hours(3.5))
    assert list(Breach.objects.order_by("cycle").values_list("cycle", flat=True)) == [1, 2]
    assert Clock.objects.differences() == []


def test_a_late_answer_before_any_sweep_is_still_a_breach(
    promise: Promise, start: Start, tell: Tell, heard: list[dict[str, Any]]
) -> None:
    tell(start(promise()), "stop", MONDAY_NINE + hours(3))
    assert Breach.objects.count() == 1 and len(heard) == 1
    assert Clock.objects.sweep(MONDAY_NINE + hours(4)) == 0


def test_a_shadow_clock_is_recorded_and_nobody_hears(
    promise: Promise, start: Start, heard: list[dict[str, Any]]
) -> None:
    start(promise(shadow=True))
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    assert Breach.objects.count() == 1 and heard == [] and not Notification.objects.exists()


def test_s11_a_broken_calendar_stops_only_its_own_clocks(promise: Promise, start: Start, office: Any) -> None:
    broken, good = start(promise(HOUR)), start(promise(HOUR, calendar=None), subject_id=2)
    CalendarVersion.objects.filter(pk=broken.calendar_version_id or 0).update(
        rules={"hours": "none"}, built_until=None, built_from=None
    )
    assert Clock.objects.sweep(MONDAY_NINE + hours(2)) == 2
    assert Breach.objects.get().clock == good
    broken.refresh_from_db()
    assert broken.quarantined_until == MONDAY_NINE + hours(3)
    assert Clock.objects.sweep(MONDAY_NINE + hours(2.1)) == 0


def test_a_failing_listener_does_not_unsay_the_breach(promise: Promise, start: Start) -> None:
    def fail(**_said: Any) -> None:
        Clock.objects.get(pk=-1)

    steps_reached.connect(fail)
    try:
        start(promise())
        Clock.objects.sweep(MONDAY_NINE + hours(3))
    finally:
        steps_reached.disconnect(fail)
    assert Breach.objects.count() == 1


def test_limit_and_age_of_the_oldest(promise: Promise, start: Start) -> None:
    commitment = promise()
    for number in range(5):
        start(commitment, subject_id=number)
    late = MONDAY_NINE + hours(3)
    assert Clock.objects.age_of_oldest_overdue(late) == hours(1)
    assert [Clock.objects.sweep(late, limit=2) for _turn in range(4)] == [2, 2, 1, 0]
    assert Clock.objects.age_of_oldest_overdue(late) == hours(0)


def test_s1_what_dies_in_the_middle_leaves_nothing_and_is_declared_next_time(
    promise: Promise, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_told: Any, **_more: Any) -> None:
        raise SystemExit

    start(promise())
    late = MONDAY_NINE + hours(3)
    for line in ("hearing", "tell", "_send"):
        with monkeypatch.context() as patch, pytest.raises(SystemExit):
            patch.setattr(f"sla.models.declaring.{line}", die)
            Clock.objects.sweep(late)
        assert not Breach.objects.exists() and not Notification.objects.exists()
    Clock.objects.sweep(late)
    assert Breach.objects.count() == 1 and Notification.objects.count() == 2


def test_a_clock_that_can_not_be_told_of_waits_alone(
    promise: Promise, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    commitment = promise()
    bad, _good = start(commitment, subject_id=1), start(commitment, subject_id=2)
    hear = declaring.hearing

    def choke(rungs: Any) -> Any:
        if any(rung.clock.pk == bad.pk for rung in rungs):
            raise ValueError
        return hear(rungs)

    monkeypatch.setattr(declaring, "hearing", choke)
    assert Clock.objects.sweep(MONDAY_NINE + hours(3)) == 2
    assert Breach.objects.get().clock.subject_id == 2
    assert Clock.objects.set_aside(MONDAY_NINE + hours(3)).get() == bad
    monkeypatch.undo()
    Clock.objects.sweep(MONDAY_NINE + hours(5))
    assert Breach.objects.count() == 2


def test_when_none_can_be_told_of_they_all_come_back_soon(
    promise: Promise, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    commitment = promise()
    start(commitment, subject_id=1), start(commitment, subject_id=2)
    late = MONDAY_NINE + hours(3)
    with monkeypatch.context() as patch:
        patch.setattr(declaring, "hearing", lambda rungs: rungs[0].missing)
        assert Clock.objects.sweep(late) == 2
    assert Clock.objects.sweep(late) == 0
    assert Clock.objects.sweep(late + hours(0.1)) == 2 and Breach.objects.count() == 2


def test_a_sweep_of_many_asks_as_often_as_of_one(
    promise: Promise, start: Start, django_assert_max_num_queries: Any
) -> None:
    commitment = promise(steps=LADDER)
    for number in range(40):
        start(commitment, subject_id=number)
    with django_assert_max_num_queries(25):
        assert Clock.objects.sweep(MONDAY_NINE + hours(3)) == 40


def test_the_sweep_reads_its_own_index(promise: Promise, start: Start) -> None:
    start(promise())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = sweeping.waiting(Clock, MONDAY_NINE).explain()
    assert "clock_next_step" in plan


def test_assigning_moves_the_owner_and_not_the_deadline(promise: Promise, start: Start, samuel: User) -> None:
    clock = start(promise())
    Clock.objects.assign({clock.pk: (samuel.pk, samuel.team_id)})
    moved = Clock.objects.get()
    assert moved.owner == samuel and moved.due_at == clock.due_at


def test_an_unowned_clock_concerns_its_team(
    promise: Promise, start: Start, sara: User, samuel: User, silvia: User
) -> None:
    start(promise(), owner_id=None)
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    assert set(Notification.objects.values_list("user__name", flat=True)) == {"Sara", "Samuel", "Silvia"}


def test_the_notice_speaks_the_readers_language(promise: Promise, start: Start) -> None:
    start(promise())
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    with translation.override("en"):
        subject = Notification.worded(list(Notification.objects.order_by("pk")))[0].words.subject
    assert subject == "Acceptance: the time for handoff 1 ran out"
