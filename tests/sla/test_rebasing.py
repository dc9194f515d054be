"""S6, S7: what changes in mid-clock. The owner, the promise or the hours: one rule each, and the old terms on record."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Notification, User, WorkingCalendar
from sla.models import (
    AgreementVersion,
    Breach,
    Clock,
    ClockRebase,
    ClockStart,
    Commitment,
    Excuse,
    Rebase,
    StepReached,
)
from sla.subjects import subjects
from sla.tasks import rebase_clocks
from tests.conftest import MONDAY_NINE, OFFICE_RULES

from .conftest import HOUR, Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db
TEN = MONDAY_NINE + hours(1)
Next = Callable[..., AgreementVersion]


@pytest.fixture
def newer(marta: User, silvia: User) -> Next:
    """The next version of a promise's agreement, in force at ten for the open ones too: kinds with their hours."""

    def made(old: Commitment, *promises: dict[str, Any]) -> AgreementVersion:
        version = old.version.agreement.draft(by=marta)
        AgreementVersion.objects.filter(pk=version.pk).update(applies_to="open")
        version.commitments.all().delete()
        for values in promises:
            usual = {"kind": old.kind, "party": "sales", "calendar": old.calendar, "warning_percent": None}
            Commitment.objects.create(version=version, **usual | values)
        version.refresh_from_db()
        version.submit(by=marta, at=TEN)
        version.sign(by=marta, at=TEN)
        version.sign(by=silvia, at=TEN)
        return version.put_in_force(by=silvia, at=TEN)

    return made


def goes_on(version: AgreementVersion, at: Any = TEN) -> Rebase:
    decision = Rebase.objects.get(agreement_version=version)
    while decision.go_on(at, limit=2):
        pass
    decision.refresh_from_db()
    return decision


def test_s6_another_owner_another_deadline_never(promise: Promise, start: Start, samuel: User) -> None:
    clock = start(promise())
    Clock.objects.assign({clock.pk: (samuel.pk, samuel.team_id)})
    moved = Clock.objects.get()
    assert (moved.owner, moved.due_at) == (samuel, clock.due_at)


def test_s6_a_newer_promise_moves_what_runs_and_keeps_what_it_was(
    promise: Promise, start: Start, tell: Tell, newer: Next
) -> None:
    old = promise(5 * HOUR)
    runs, over = start(old), tell(start(old, subject_id=2), "stop", MONDAY_NINE + hours(0.5))
    version = newer(old, {"target_seconds": 3 * HOUR})
    decision = Rebase.objects.get(agreement_version=version)
    (foreseen,) = decision.foresee(TEN)
    assert (foreseen.before, foreseen.after, foreseen.flips) == (runs.due_at, MONDAY_NINE + hours(3), False)
    assert foreseen.clock.target_seconds == 5 * HOUR
    assert goes_on(version).moved == 1
    moved = Clock.objects.get(pk=runs.pk)
    assert (moved.commitment.version, moved.due_at) == (version, foreseen.after)
    kept = moved.rebases.get()
    assert (kept.commitment, kept.target_seconds, kept.due_at) == (old, 5 * HOUR, runs.due_at)
    over.refresh_from_db()
    assert over.commitment == old and Clock.objects.differences() == []


def test_s7_what_the_change_alone_makes_late_is_counted_and_wakes_nobody(
    promise: Promise, start: Start, newer: Next
) -> None:
    old = promise(5 * HOUR)
    clocks = [start(old, subject_id=number).pk for number in range(5)]
    version = newer(old, {"target_seconds": HOUR // 2})
    told = Notification.objects.count()
    assert [one.flips for one in Rebase.objects.get().foresee(TEN)] == [True] * 5
    assert goes_on(version).moved == 5
    assert set(Clock.objects.filter(pk__in=clocks).values_list("outcome", flat=True)) == {"breached"}
    assert Breach.objects.count() == 5 and not StepReached.objects.filter(told=True).exists()
    assert Notification.objects.count() == told and Clock.objects.sweep(TEN + hours(1)) == 0


def test_s6_a_longer_target_excuses_and_says_why(promise: Promise, start: Start, newer: Next) -> None:
    old = promise(HOUR // 2)
    clock = start(old)
    Clock.objects.sweep(TEN)
    goes_on(newer(old, {"target_seconds": 5 * HOUR}))
    clock.refresh_from_db()
    assert clock.outcome == "running" and Excuse.objects.get().cause == "deadline_moved"


def test_s6_the_newer_promise_that_covers_the_subject_takes_over(
    promise: Promise, start: Start, newer: Next, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = promise(5 * HOUR)
    clocks = {number: start(old, subject_id=number) for number in (1, 2, 3)}
    scope = {"field": "segment", "op": "is", "value": "large"}
    version = newer(
        old, {"target_seconds": HOUR, "scope": scope}, {"target_seconds": 8 * HOUR, "scope": scope}
    )
    large, others = version.commitments.order_by("target_seconds")
    about = {large.pk: {1}, others.pk: {2}}
    monkeypatch.setitem(subjects._covers, "handoff", lambda promises, ids, at: about)
    decision = goes_on(version, TEN + timedelta(minutes=2))
    found = {n: Clock.objects.get(pk=clock.pk).commitment for n, clock in clocks.items()}
    # to the third the newer version promises nothing: it goes on as it was promised
    assert found == {1: large, 2: others, 3: old}
    assert decision.moved == 2 and decision.done_at and ClockRebase.objects.count() == 3


def test_s6_two_promises_that_become_one_leave_the_second_clock_as_it_was(
    promise: Promise, start: Start, newer: Next
) -> None:
    first = promise(5 * HOUR)
    second = Commitment.objects.filter(version=first.version)
    assert second.count() == 1
    runs = start(first)
    version = newer(first, {"target_seconds": 3 * HOUR})
    new = version.commitments.get()
    new.version = version
    Clock.objects.start([ClockStart(new, "handoff", 1, 1, TEN)], TEN)
    decision = goes_on(version, TEN + timedelta(minutes=2))
    runs.refresh_from_db()
    assert runs.commitment == first and decision.done_at and decision.moved == 0


def test_s7_it_is_not_done_while_a_clock_may_still_be_starting(
    promise: Promise, start: Start, newer: Next
) -> None:
    old = promise(5 * HOUR)
    version = newer(old, {"target_seconds": 3 * HOUR})
    assert goes_on(version).done_at is None
    late = start(old, subject_id=9)
    decision = goes_on(version, TEN + timedelta(minutes=2))
    late.refresh_from_db()
    assert decision.done_at and late.commitment.version == version


def test_s7_a_thousand_open_clocks_in_one_job(promise: Promise, office: WorkingCalendar, rita: User) -> None:
    commitment = promise(5 * HOUR)
    Clock.objects.start(
        [ClockStart(commitment, "handoff", n, 1, MONDAY_NINE) for n in range(1000)], MONDAY_NINE
    )
    told = Notification.objects.count()
    longer = OFFICE_RULES | {"holidays": ["2026-03-02"]}
    version = office.publish(longer, by=rita, at=TEN, moves_running=True)
    with CaptureQueriesContext(connection) as queries:
        rebase_clocks()
    assert len(queries) < 80 and Notification.objects.count() == told
    clocks = Clock.objects.filter(calendar_version=version, due_at=MONDAY_NINE + timedelta(days=1) + hours(6))
    assert clocks.count() == 1000 == Rebase.objects.get().moved
    assert Rebase.objects.get().done_at and Clock.objects.refold([clocks[0].pk]) == 0


def test_the_batch_is_found_by_its_index(promise: Promise, newer: Next) -> None:
    old = promise(5 * HOUR)
    decision = Rebase.objects.get(agreement_version=newer(old, {"target_seconds": 3 * HOUR}))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
    assert "clock_promise_running" in decision.waiting()[:500].explain()
