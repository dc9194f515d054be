"""What a sweep costs: one statement when nothing is due, its own index, and no ledger for plain clocks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from sla.models import Breach, Clock, StepReached, sweeping
from sla.models.passing import COLUMNS, Seen, passed
from tests.conftest import MONDAY_NINE

from .conftest import Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db
MANY = """
    INSERT INTO sla_clock (commitment_id, cycle, subject, subject_id, owner_id, team_id, dimensions, target_seconds, started_at,
        due_at, next_step_at, next_percent, running, outcome, shadow)
    SELECT commitment_id, 1, subject, 1000 + n, owner_id, team_id, dimensions, target_seconds, started_at,
        due_at + n * interval '1 minute', next_step_at + n * interval '1 minute', next_percent, true, outcome, false
    FROM sla_clock, generate_series(1, 5000) n WHERE sla_clock.id = %s
"""
LADDER = {50: (["owner"], False), 100: (["owner"], False), 200: (["manager"], False)}


@pytest.fixture
def many(promise: Promise, start: Start) -> Clock:
    """5,000 running clocks with a step each minute; the first one's row."""
    clock = start(promise())
    with connection.cursor() as cursor:
        cursor.execute(MANY, [clock.pk])
        cursor.execute("ANALYZE sla_clock")
    return clock


def plan_of(sql: str, params: list[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_the_sweep_reads_its_index_and_scans_no_table(many: Clock) -> None:
    for late in (hours(1), hours(2.5), hours(50)):
        at = MONDAY_NINE + late
        plans = [
            plan_of(sweeping.ANYTHING, [at, at]),
            sweeping.waiting(Clock, at).select_for_update(skip_locked=True)[:500].explain(),
        ]
        for plan in plans:
            assert "clock_next_step" in plan and "Seq Scan" not in plan and "Sort" not in plan


def test_an_empty_sweep_is_one_statement(many: Clock, django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(1):
        assert Clock.objects.sweep(MONDAY_NINE + hours(1)) == 0


def updates() -> tuple[int, int]:
    """Rows of clocks that were updated, and those of them that touched no index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_get_xact_tuples_updated(c), pg_stat_get_xact_tuples_hot_updated(c) "
            "FROM (SELECT 'sla_clock'::regclass AS c)"
        )
        return tuple(cursor.fetchone())


def test_what_is_set_aside_touches_no_index(many: Clock) -> None:
    """The table leaves room in its pages, and the mark stands in no index; a step ahead is in the sweep's own."""
    before = updates()
    Clock.objects.filter(pk__gt=many.pk, pk__lt=many.pk + 101).update(quarantined_until=MONDAY_NINE)
    updated, hot = (after - was for after, was in zip(updates(), before, strict=True))
    assert updated == 100 and hot / updated > 0.3


def test_a_sweep_writes_each_row_once(many: Clock) -> None:
    before = updates()
    Clock.objects.sweep(MONDAY_NINE + hours(2.5), limit=20)
    assert updates()[0] - before[0] <= 20


def seen() -> list[Seen]:
    return [Seen(*row) for row in Clock.objects.order_by("pk").values_list(*COLUMNS)]


def test_only_clocks_to_which_nothing_happened_are_plain(promise: Promise, start: Start, tell: Tell) -> None:
    commitment = promise(steps=LADDER)
    plain, paused, resumed = (start(commitment, subject_id=number) for number in range(3))
    for clock in (paused, resumed):
        tell(clock, "pause", MONDAY_NINE + hours(0.1))
    tell(resumed, "resume", MONDAY_NINE + hours(0.2))
    found = passed(seen(), MONDAY_NINE + hours(1.5))
    assert found.odd == [paused.pk, resumed.pk]
    assert [(rung.clock.pk, rung.percent) for rung in found.rungs] == [(plain.pk, 50)]


@pytest.mark.parametrize("late", [1.01, 1.5, 2.0, 2.01, 5.0, 5.01, 30.0])
def test_the_row_and_the_ledger_give_the_same(
    promise: Promise, start: Start, late: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One clock is declared from its row, its twin from its ledger: same steps, same moments, same row."""
    start(promise(steps=LADDER))
    start(promise(steps=LADDER), subject_id=2)
    at = MONDAY_NINE + hours(late)
    plain, twin = Clock.objects.order_by("pk")
    sweeping._declare(Clock, sweeping.waiting(Clock, at).filter(pk=plain.pk), 1, at)
    monkeypatch.setattr("sla.models.passing._plain", lambda ids: set())
    sweeping._declare(Clock, sweeping.waiting(Clock, at).filter(pk=twin.pk), 1, at)

    def told(clock: Clock) -> Any:
        steps = StepReached.objects.filter(clock=clock).order_by("percent")
        row = Clock.objects.filter(pk=clock.pk).values("next_step_at", "next_percent", "outcome", "running")
        return list(steps.values_list("cycle", "percent", "reached_at", "told", "silent")), row[0]

    assert told(plain) == told(twin)
    assert Clock.objects.differences() == []


def test_in_the_end_each_of_many_is_declared_once(many: Clock) -> None:
    """The others have no ledger at all, which is odd: set aside, and none of them stops the first."""
    at = MONDAY_NINE + timedelta(hours=2, minutes=10, seconds=30)
    assert sum(Clock.objects.sweep(at, limit=4) for _turn in range(4)) == 11
    assert Breach.objects.get().clock == many and Clock.objects.set_aside(at).count() == 10
