"""Rows built piece by piece equal the rows built at once; outside them the answer is refused, never guessed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.hours import BeyondHorizon, Hours, Interval, Rules, horizon, intervals

FIRST, LAST = date(2026, 9, 1), date(2027, 4, 30)
NIGHTS = Rules.parse(
    {
        "timezone": "Europe/Madrid",
        "hours": {day: [["10:00", "14:00"], ["20:00", "02:30"]] for day in ("mon", "tue", "fri", "sat")},
        "date_overrides": {"2026-12-01": [["20:00", "12:00"]], "2026-12-02": [["09:00", "13:00"]]},
    }
)
ALL = tuple(intervals(NIGHTS, FIRST, LAST))


def total(rows: tuple[Interval, ...]) -> int:
    return rows[-1].before_seconds + int((rows[-1].closes_at - rows[-1].opens_at).total_seconds())


@given(st.dates(FIRST + timedelta(days=1), LAST - timedelta(days=1)))
def test_building_further_equals_building_at_once(split: date) -> None:
    some = tuple(intervals(NIGHTS, FIRST, split))
    assert some + tuple(intervals(NIGHTS, split + timedelta(days=1), LAST, total(some))) == ALL


def test_hours_grow() -> None:
    split = date(2026, 12, 1)
    some = tuple(intervals(NIGHTS, FIRST, split))
    rest = intervals(NIGHTS, split + timedelta(days=1), LAST, total(some))
    grown = Hours(some, *horizon(NIGHTS, FIRST, split)).joined(rest, horizon(NIGHTS, split, LAST)[1])
    assert grown.rows == ALL and grown.until == datetime(2027, 4, 30, 22, tzinfo=UTC)


def test_an_override_that_runs_into_its_neighbour_counts_once() -> None:
    hours = Hours(ALL, *horizon(NIGHTS, FIRST, LAST))
    start, end = datetime(2026, 12, 1, 19, tzinfo=UTC), datetime(2026, 12, 2, 12, tzinfo=UTC)
    assert hours.elapsed(start, end) == 17 * 3_600


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2027, 5, 2)])
def test_moments_outside_are_refused(day: date) -> None:
    hours, moment = Hours.of(NIGHTS, FIRST, LAST), datetime(day.year, day.month, day.day, tzinfo=UTC)
    for ask in (hours.is_open, hours.work, hours.next_open, hours.next_close):
        with pytest.raises(BeyondHorizon):
            ask(moment)


def test_answers_outside_are_refused() -> None:
    hours, inside = Hours.of(NIGHTS, FIRST, LAST), datetime(2026, 12, 1, tzinfo=UTC)
    for seconds in (10**8, 10**40):
        with pytest.raises(BeyondHorizon):
            hours.add(inside, seconds)
        with pytest.raises(BeyondHorizon):
            hours.subtract(inside, seconds)


def test_the_evening_before_the_first_date_is_known() -> None:
    hours = Hours.of(NIGHTS, date(2026, 9, 5), LAST)  # Friday's night goes on until 02:30 on Saturday
    assert hours.is_open(hours.since)


def test_a_calendar_without_a_row_never_opens() -> None:
    hours = Hours((), datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    assert not hours.is_open(moment) and hours.elapsed(hours.since, moment) == 0
    for ask in (hours.next_open, hours.next_close):
        with pytest.raises(BeyondHorizon):
            ask(moment)
    with pytest.raises(BeyondHorizon):
        hours.add(moment, 1)


@pytest.mark.parametrize(
    ("first", "last"), [(date(1960, 1, 1), LAST), (LAST, FIRST), (FIRST, date(2400, 1, 1))]
)
def test_the_range_is_bounded(first: date, last: date) -> None:
    with pytest.raises(ValueError, match="between"):
        tuple(intervals(NIGHTS, first, last))
