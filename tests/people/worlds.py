"""Working calendars as hypothesis draws them: zones with a change of the clock, nights, holidays, single dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import strategies as st

from people.hours import Hours, Rules
from tests import profiles  # noqa: F401  loads the profile
from tests.people.oracle import DAYS, open_minutes

MINUTE, MICROSECOND = timedelta(minutes=1), timedelta(microseconds=1)
LENGTH = 4 * 24 * 60
WEEKS = [  # a zone and a local date two days before something happens
    ("Europe/Madrid", date(2027, 3, 26)),
    ("Europe/Madrid", date(2027, 10, 29)),
    ("Atlantic/Canary", date(2027, 3, 26)),
    ("America/New_York", date(2026, 10, 30)),
    ("America/Sao_Paulo", date(2018, 11, 2)),  # skips midnight
    ("Australia/Lord_Howe", date(2026, 4, 3)),  # half an hour
    ("Africa/Casablanca", date(2026, 2, 13)),
    ("Pacific/Apia", date(2011, 12, 28)),  # a whole day skipped
    ("Asia/Kolkata", date(2028, 2, 27)),
]
PATTERNS = [
    [],
    [["09:00", "17:00"]],
    [["09:00", "13:00"], ["14:00", "18:00"]],
    [["00:00", "24:00"]],
    [["02:30", "09:00"]],
    [["00:30", "02:30"], ["02:30", "03:00"]],
    [["10:00", "23:59"]],
    [["08:00", "12:00"], ["20:00", "02:30"]],
    [["22:00", "08:00"]],
]


@dataclass(frozen=True)
class World:
    """A calendar, its hours, and the open minutes counted from `start`."""

    hours: Hours
    start: datetime
    counted: npt.NDArray[np.int64]
    calendar: dict[str, Any]
    rules: Rules

    def at(self, minute: int) -> datetime:
        return self.start + minute * MINUTE

    def count(self, first: int, last: int) -> int:
        """Open minutes in [first, last)."""
        return int(self.counted[last] - self.counted[first])

    def is_open(self, minute: int) -> bool:
        return self.count(minute, minute + 1) == 1

    def reached(self, count: int) -> int:
        """The first minute by which so many open ones have passed since the beginning."""
        return int(np.searchsorted(self.counted, count))


KINDS = ("holidays", "date_overrides", "date_breaks")
NONE = 6 * len(PATTERNS)
weeks = st.integers(0, len(PATTERNS) ** 7 - 1)
singles = st.integers(0, NONE + len(KINDS) * 6 * len(PATTERNS) - 1)


def digits(number: int, *bases: int) -> Iterator[int]:
    """One drawn number read as several choices: drawing costs more than all that is tested with it."""
    for base in bases:
        number, digit = divmod(number, base)
        yield digit


def week_of(number: int) -> dict[str, Any]:
    week = [PATTERNS[digit] for digit in digits(number, *[len(PATTERNS)] * 7)]
    for place, windows in enumerate(week):  # a week that overlaps across midnight is refused: close that day
        night = [closes for opens, closes in week[place - 1] if closes < opens]
        if night and windows and windows[0][0] < night[0]:
            week[place] = []
    if not any(week):
        week[0] = [["09:00", "17:00"]]
    return dict(zip(DAYS, week, strict=True))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    zone, first = draw(st.sampled_from(WEEKS))
    calendar: dict[str, Any] = {"timezone": zone, "hours": week_of(draw(weeks)), "holidays": []}
    calendar |= {"date_overrides": {}, "date_breaks": {}}
    for number in (draw(singles), draw(singles), draw(singles)):
        pattern, day, kind = digits(max(number - NONE, 0), len(PATTERNS), 6, len(KINDS))
        on = (first + timedelta(days=day - 1)).isoformat()
        if number >= NONE and KINDS[kind] == "holidays":
            calendar["holidays"].append(on)
        elif number >= NONE:
            calendar[KINDS[kind]][on] = PATTERNS[pattern]
    rules = Rules.parse(calendar)
    built = Hours.of(rules, first, first + timedelta(days=6))
    start = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    counted = np.concatenate(([0], np.cumsum(open_minutes(calendar, start, LENGTH))))
    return World(built, start, counted, calendar, rules)
