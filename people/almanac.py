"""Twelve months of a working calendar as a picture shows them: which days are open, shut, free or unlike the others.

Pure: rules in, places in a picture out.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from people.opening import ONE_DAY, Rules
from people.written_hours import clocks

MONTHS, ACROSS = 12, 6
CELL, MARGIN, HEAD, FOOT = 16, 20, 22, 10
WIDTH = ACROSS * (7 * CELL + MARGIN) - MARGIN
HEIGHT = MONTHS // ACROSS * (HEAD + 6 * CELL + FOOT) - FOOT


@dataclass(frozen=True, slots=True)
class Shown:
    """One day at its place. `kind`: open, closed, holiday, or other (hours unlike those of its weekday)."""

    on: date
    kind: str
    words: str
    is_today: bool
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    x: int
    y: int
    days: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Almanac:
    """The months from the one of `today` on; listed are only days that are not over."""

    months: tuple[Month, ...]
    today: date
    width: int = WIDTH
    height: int = HEIGHT

    def _days(self, kind: str) -> list[Shown]:
        return [
            day for month in self.months for day in month.days if day.kind == kind and day.on >= self.today
        ]

    @property
    def holidays(self) -> list[Shown]:
        return self._days("holiday")

    @property
    def others(self) -> list[Shown]:
        return self._days("other")


def almanac(rules: Rules, today: date, week_starts: int = 0) -> Almanac:
    """`week_starts` is the weekday in the first column, Monday being 0."""
    months, first = [], today.replace(day=1)
    for number in range(MONTHS):
        x = number % ACROSS * (7 * CELL + MARGIN)
        y = number // ACROSS * (HEAD + 6 * CELL + FOOT)
        following = (first + timedelta(days=31)).replace(day=1)
        days = tuple(_days(rules, first, following, today, (x, y + HEAD), week_starts))
        months.append(Month(first, x, y, days))
        first = following
    return Almanac(tuple(months), today)


def _days(
    rules: Rules, first: date, following: date, today: date, corner: tuple[int, int], week_starts: int
) -> list[Shown]:
    shown, before = [], (first.weekday() - week_starts) % 7
    for number in range((following - first).days):
        on = first + number * ONE_DAY
        row, column = divmod(before + number, 7)
        kind, words = _kind(rules, on)
        place = (corner[0] + column * CELL, corner[1] + row * CELL)
        shown.append(Shown(on, kind, words, on == today, *place))
    return shown


def _kind(rules: Rules, on: date) -> tuple[str, str]:
    if on in rules.holidays:
        return "holiday", rules.holidays[on]
    windows = rules.windows(on)
    if windows != rules.usual(on):
        return "other", clocks(windows)
    return ("open" if windows else "closed"), ""
