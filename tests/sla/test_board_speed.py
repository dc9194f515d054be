"""The board reads its index: no sequential scan, and no sorting of everything that runs, however many clocks."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from people.models import User
from sla.board import Board, page_of
from sla.filters import BoardAsked
from sla.models import Clock, Commitment
from sla.models.boarding import PARTS
from tests.conftest import MONDAY_NINE

from .conftest import HOUR, Promise, hours

pytestmark = pytest.mark.django_db
MANY = 6000
NOON = MONDAY_NINE + hours(3)


@pytest.fixture
def crowd(promise: Promise, sara: User) -> Commitment:
    """Thousands of clocks over two months of deadlines, as the rows that the engine would have written."""
    commitment = promise(4 * HOUR, warning_percent=75)
    version = commitment.calendar.versions.get()  # type: ignore[union-attr]
    Clock.objects.bulk_create(
        Clock(
            commitment=commitment,
            calendar_version=version,
            subject="handoff",
            subject_id=number,
            owner=sara,
            team=sara.team,
            target_seconds=4 * HOUR,
            started_at=MONDAY_NINE,
            due_at=NOON + timedelta(minutes=15 * (number - MANY // 10)),
            next_step_at=NOON,
            paused_at=MONDAY_NINE if number % 500 == 0 else None,
            running=number % 7 != 0,
        )
        for number in range(MANY)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE sla_clock")
    return commitment


def plan_of(rows: Any) -> list[dict[str, Any]]:
    """Every node of the plan that PostgreSQL makes of this question."""

    def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield plan
        for below in plan.get("Plans", []):
            yield from nodes(below)

    (told,) = json.loads(rows.explain(format="json"))
    return list(nodes(told["Plan"]))


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize("part", PARTS)
def test_a_page_reads_the_index_in_its_order(part: str) -> None:
    rows = Clock.objects.filter(shadow=False).board(NOON)[part].order_by("due_at", "pk")
    for page in (rows[:51], rows.after(NOON + timedelta(days=1), 7)[:51]):
        nodes = plan_of(page)
        kinds = {node["Node Type"] for node in nodes}
        used = {node["Index Name"] for node in nodes if "Index Name" in node}
        assert "Seq Scan" not in kinds and "Sort" not in kinds, kinds
        assert used <= {"clock_board", "clock_paused"} and used


@pytest.mark.usefixtures("crowd")
def test_every_running_clock_stands_in_one_part(silvia: User) -> None:
    parts = Board(silvia, BoardAsked(), NOON).parts
    seen = [pk for rows in parts.values() for pk in rows.values_list("pk", flat=True)]
    assert len(seen) == len(set(seen)) == Clock.objects.running().count()
    first = page_of(parts, "", limit=100)
    second = page_of(parts, first.next, limit=100)
    assert not {clock.pk for _part, clock in first.rows} & {clock.pk for _part, clock in second.rows}


@pytest.mark.usefixtures("crowd")
def test_counts_stop_at_a_thousand(silvia: User) -> None:
    counts = Board(silvia, BoardAsked(), NOON).counts
    assert counts["running"] == "1,000+" and counts["paused"].isdigit()
