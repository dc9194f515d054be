"""Working time in SQL is that of Python: the same moments, the same seconds, unknown where Python refuses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import BigIntegerField, DateTimeField, QuerySet, Value
from django.db.models.functions import Cast
from hypothesis import given, settings
from hypothesis import strategies as st

from people.hours import BeyondHorizon, Hours
from people.models import CalendarVersion, OpenInterval, WorkingCalendar
from people.working_sql import Due, Elapsed, Pauses, Work, due_sql, elapsed_sql, work_sql
from tests.conftest import FOUNDED, MONDAY_NINE
from tests.people.worlds import LENGTH, MICROSECOND, MINUTE, World, worlds
from tests.profiles import LAWS

pytestmark = pytest.mark.django_db

HOUR = 3_600
ASKED = 10
"""Questions an example."""


def texts(version: int | str) -> str:
    """W, elapsed and due, these two without and with pauses."""
    return ", ".join(
        (
            work_sql(version, "q.start"),
            elapsed_sql(version, "q.start", "q.until"),
            elapsed_sql(version, "q.start", "q.until", "q.pauses"),
            due_sql(version, "q.start", "q.seconds"),
            due_sql(version, "q.start", "q.seconds", "q.pauses"),
        )
    )


Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Question:
    start: datetime
    end: datetime
    seconds: int
    pauses: list[Span]


def questions(world: World, seed: int) -> list[Question]:
    """To the minute or to the microsecond, now and then outside what is known; from a seed, which is quickly drawn."""
    chance = Random(seed)

    def moment() -> datetime:
        if chance.random() < 0.5:
            return world.start + chance.randint(-60, LENGTH + 4_000) * MINUTE
        return world.start + chance.randint(-4 * 10**9, LENGTH * 60_000_000 + 25 * 10**10) * MICROSECOND

    def pause() -> Span:
        begins = moment()
        return begins, begins + chance.choice([0, chance.randint(0, 10**11)]) * MICROSECOND

    return [
        Question(
            moment(),
            moment(),
            chance.choice([-1, 0, 1, chance.randint(1, 30_000), chance.randint(1, 300_000)]),
            [pause() for _ in range(chance.randint(0, 3))],
        )
        for _ in range(ASKED)
    ]


def in_python(hours: Hours, question: Question) -> tuple[Any, ...]:
    """The same from Python; None where it refuses."""
    start, end, seconds, pauses = question.start, question.end, question.seconds, question.pauses
    asks: list[Callable[[], Any]] = [
        lambda: hours.work(start) // MICROSECOND,
        lambda: hours.elapsed(start, end),
        lambda: hours.elapsed(start, end, pauses),
        lambda: hours.due(start, seconds),
        lambda: hours.due(start, seconds, pauses),
    ]
    return tuple(map(answered, asks))


def answered(ask: Callable[[], Any]) -> Any:
    try:
        return ask()
    except (BeyondHorizon, ValueError):
        return None


def in_sql(version: CalendarVersion, questions: Sequence[Question], known: bool) -> list[tuple[Any, ...]]:
    """All in one statement: of one version that is known, or of the version of each row."""
    columns: list[list[Any]] = [
        [one.start for one in questions],
        [one.end for one in questions],
        [one.seconds for one in questions],
        [multirange(one.pauses) for one in questions],
    ]
    asked = ", ".join(f"%s::{kind}[]" for kind in ("timestamptz", "timestamptz", "bigint", "tstzmultirange"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {texts(version.pk if known else 'q.version')} FROM (SELECT %s::bigint AS version, drawn.*"
            f" FROM unnest({asked}) WITH ORDINALITY drawn (start, until, seconds, pauses, number)) q"
            " ORDER BY number",
            [version.pk, *columns],
        )
        return cursor.fetchall()


def multirange(spans: Sequence[Span]) -> str:
    ranges = ",".join(f"[{begins.isoformat()},{ends.isoformat()})" for begins, ends in spans)
    return f"{{{ranges}}}"


def stored(world: World) -> CalendarVersion:
    """The world's hours as rows, and nothing else."""
    calendar = WorkingCalendar.objects.create(name="Drawn")
    version = calendar.versions.create(
        number=1,
        rules=world.calendar,
        created_at=FOUNDED,
        known_from=world.hours.since,
        known_until=world.hours.until,
    )
    OpenInterval.append(version, list(world.hours.rows))
    return version


@settings(max_examples=LAWS // ASKED)
@given(worlds(), st.integers(0, 2**32))
def test_sql_equals_python(world: World, seed: int) -> None:
    asked = questions(world, seed)
    with transaction.atomic():
        version = stored(world)
        by_array, by_row = in_sql(version, asked, known=True), in_sql(version, asked, known=False)
        transaction.set_rollback(True)
    assert by_array == by_row == [in_python(world.hours, question) for question in asked]


def office_version(office: WorkingCalendar) -> CalendarVersion:
    version = office.current(MONDAY_NINE)
    assert version
    return version


def test_expressions_annotate_any_query(office: WorkingCalendar) -> None:
    version = office_version(office)
    rows: QuerySet[Any] = CalendarVersion.objects.annotate(
        start=Value(MONDAY_NINE, DateTimeField()),
        worked=Work("pk", "start"),
        took=Elapsed("pk", "start", Value(MONDAY_NINE + timedelta(days=1), DateTimeField())),
        due_at=Due("pk", "start", Value(4 * HOUR + 1)),
        same=Due(version.pk, "start", Value(4 * HOUR + 1)),
        unknown=Due("pk", "start", Value(10**9)),
    )
    row = rows.get()
    hours = version.hours()
    assert (row.took, row.due_at, row.unknown) == (8 * HOUR, hours.due(MONDAY_NINE, 4 * HOUR + 1), None)
    assert row.same == row.due_at
    assert row.worked * MICROSECOND == hours.work(MONDAY_NINE)


def test_without_a_calendar_or_before_its_rows_nothing_is_said(office: WorkingCalendar) -> None:
    rows: QuerySet[Any] = CalendarVersion.objects.annotate(
        without=Elapsed(Cast(Value(None), BigIntegerField()), "created_at", "created_at"),
        before=Due("pk", Value(FOUNDED - timedelta(days=2_000)), Value(0)),
    )
    row = rows.get()
    assert (row.without, row.before) == (None, None)


def test_pauses_come_from_the_rows_of_a_query(office: WorkingCalendar) -> None:
    """Here the stored intervals of the first morning serve as the pauses: nothing of it counts."""
    version = office_version(office)
    mornings = version.intervals.filter(
        opens_at__gte=MONDAY_NINE, opens_at__lt=MONDAY_NINE + timedelta(hours=1)
    )
    none = version.intervals.none()
    rows: QuerySet[Any] = CalendarVersion.objects.annotate(
        paused=Due("pk", Value(MONDAY_NINE), Value(HOUR), Pauses(mornings, "opens_at", "closes_at")),
        plain=Due("pk", Value(MONDAY_NINE), Value(HOUR), Pauses(none, "opens_at", "closes_at")),
        took=Elapsed(
            "pk",
            Value(MONDAY_NINE),
            "paused",
            Pauses(mornings, "opens_at", "closes_at"),
        ),
    )
    row = rows.get()
    assert row.plain == MONDAY_NINE + timedelta(hours=1)
    assert row.paused == MONDAY_NINE + timedelta(hours=6) and row.took == HOUR


def plan_of(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        asked = "SELECT 1::bigint AS version, now() AS start, generate_series(1, 9) AS seconds"
        cursor.execute(f"EXPLAIN (ANALYZE) SELECT {text} FROM ({asked}) q")
        return "\n".join(line for (line,) in cursor.fetchall())


def test_a_version_of_a_row_costs_an_index_look_up(office: WorkingCalendar) -> None:
    plan = plan_of(due_sql("q.version", "q.start", "q.seconds"))
    assert "intervals_by_running_total" in plan and "intervals_of_a_version_start_apart" in plan
    assert "Seq Scan on people_openinterval" not in plan and "Sort" not in plan


def test_a_known_version_is_read_once(office: WorkingCalendar) -> None:
    """Its arrays are no part of what is done for each row."""
    plan = plan_of(due_sql(office_version(office).pk, "q.start", "q.seconds"))
    reads = [line for line in plan.splitlines() if "on people_openinterval" in line]
    assert reads and all("loops=1)" in line or "never executed" in line for line in reads)
