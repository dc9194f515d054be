"""Working calendars as hypothesis draws them: zones with a change of the clock, nights, holidays, single dates."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

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
    counted: list[int]
    calendar: dict[str, Any]
    rules: Rules

    def at(self, minute: int) -> datetime:
        return self.start + minute * MINUTE

    def is_open(self, minute: int) -> bool:
        return self.counted[minute + 1] > self.counted[minute]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    zone, first = draw(st.sampled_from(WEEKS))
    dates = [(first + timedelta(days=number)).isoformat() for number in range(-1, 5)]
    some = st.lists(st.sampled_from(dates), max_size=2, unique=True)
    patterns = st.sampled_from(PATTERNS)
    week = draw(st.lists(patterns, min_size=7, max_size=7))
    for number, windows in enumerate(week):  # a week that overlaps across midnight is refused: close that day
        night = [closes for opens, closes in week[number - 1] if closes < opens]
        if night and windows and windows[0][0] < night[0]:
            week[number] = []
    if not any(week):
        week[0] = [["09:00", "17:00"]]
    hours = dict(zip(DAYS, week, strict=True))
    calendar = {
        "timezone": zone,
        "hours": hours,
        "holidays": draw(some),
        "date_overrides": {on: draw(patterns) for on in draw(some)},
        "date_breaks": {on: draw(patterns) for on in draw(some)},
    }
    rules = Rules.parse(calendar)
    built = Hours.of(rules, first, first + timedelta(days=6))
    start = datetime(first.year, first.month, first.day, 12, tzinfo=UTC)
    return World(built, start, [0, *accumulate(open_minutes(calendar, start, LENGTH))], calendar, rules)
