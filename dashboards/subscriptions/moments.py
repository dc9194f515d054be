"""When something regular is due next. Pure.

The wall clock of the reader's zone decides: a time that comes twice is its first coming, one that is skipped is the moment
of the change, as `people.intervals.moment_of` reads them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from people.intervals import moment_of

Cadence = Literal["weekly", "monthly"]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rhythm:
    """Weekly on a weekday (ISO, 1 is Monday) or monthly on the first working day, at a full hour."""

    cadence: Cadence
    hour: int
    weekday: int = 1


def next_moment(
    rhythm: Rhythm, zone: ZoneInfo, after: datetime, is_working: Callable[[date], bool]
) -> datetime:
    """The first moment (UTC) later than `after`; `is_working` says of a day whether the reader works on it."""
    for day in _days(rhythm, after.astimezone(zone).date(), is_working):
        moment = moment_of(zone, day, rhythm.hour * 60)
        if moment > after:
            return moment
    raise AssertionError("days never end")


def _days(rhythm: Rhythm, today: date, is_working: Callable[[date], bool]) -> Iterator[date]:
    """The days on which it is due, from today's week or month on."""
    if rhythm.cadence == "weekly":
        day = today + timedelta(days=(rhythm.weekday - today.isoweekday()) % 7)
        while True:
            yield day
            day += timedelta(days=7)
    month = today.replace(day=1)
    while True:
        yield first_working_day(month, is_working)
        month = (month + timedelta(days=32)).replace(day=1)


def first_working_day(month: date, is_working: Callable[[date], bool]) -> date:
    """Of the month that begins on this day; its first day where nobody works the whole month."""
    day = month
    while day.month == month.month:
        if is_working(day):
            return day
        day += ONE_DAY
    return month
