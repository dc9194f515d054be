"""Waits counted by arrays are what the calendar says of each of them."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards import rollups
from dashboards.models import PlacedHandoff
from dashboards.waiting import (
    PackedDays,
    PackedFlags,
    PackedMoments,
    Waits,
    days_of,
    flags_of,
    micros,
    moments_of,
    worked,
)
from people.hours import BeyondHorizon
from tests.dashboards.test_overview import house
from tests.people.worlds import LENGTH, World, worlds

__all__ = ["house"]
MINUTES = st.lists(st.tuples(st.integers(-90, LENGTH + 90), st.integers(0, LENGTH)), min_size=1, max_size=8)


def one_by_one(world: World, since: datetime, until: datetime) -> float:
    try:
        return float(world.hours.elapsed(since, until))
    except BeyondHorizon:
        return float("nan")


@given(world=worlds(), drawn=MINUTES, odd=st.integers(0, 59_999_999))
def test_arrays_count_as_the_calendar_does(world: World, drawn: list[tuple[int, int]], odd: int) -> None:
    spans = [
        (begin, begin + timedelta(minutes=lasts, microseconds=odd))
        for minute, lasts in drawn
        for begin in [world.start + timedelta(minutes=minute)]
    ]
    since, until = (np.array([micros(span[end]) for span in spans], np.int64) for end in (0, 1))
    expected = np.array([one_by_one(world, *span) for span in spans])
    np.testing.assert_array_equal(worked(world.hours, since, until), expected)


def test_a_moment_keeps_its_microseconds() -> None:
    at = datetime(2026, 3, 2, 9, 0, 0, 123_457, tzinfo=UTC)
    assert micros(at) == 1_772_442_000_123_457


def test_nothing_waits() -> None:
    nothing = Waits.joined([])
    assert len(nothing) == 0 and nothing.curve().quantile() is None


@pytest.mark.usefixtures("house")
def test_columns_come_as_the_rows_say() -> None:
    """Days, moments and flags as PostgreSQL sends them, microseconds and all."""
    rollups.freshen()
    packed = PlacedHandoff.objects.aggregate(
        days=PackedDays("day"), opened=PackedMoments("opened_at"), over=PackedFlags("is_touched")
    )
    columns = days_of(packed["days"]), moments_of(packed["opened"]), flags_of(packed["over"])
    told = PlacedHandoff.objects.values_list("day", "opened_at", "is_touched")
    expected = sorted((day.toordinal(), micros(at), touched) for day, at, touched in told if at)
    assert expected and sorted(zip(*(column.tolist() for column in columns), strict=True)) == expected
