"""Working time counted the slow way, minute by minute, sharing nothing with the product but the typed calendar.

The wall clock is walked through the changes of daylight saving as one that never goes back: an hour that comes twice
shows the highest time seen so far.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass
class Shown:
    """What the wall clock shows through one date, minute by minute (`+`: as the night of the day before says it)."""

    on: date
    clocks: list[str]
    late: list[str]


@cache
def walls(zone: str, start: datetime, minutes: int) -> list[Shown]:
    shown: list[Shown] = []
    highest, of = datetime.min, ZoneInfo(zone)
    for number in range(minutes):
        highest = max(highest, (start + number * MINUTE).astimezone(of).replace(tzinfo=None, fold=0))
        if not shown or shown[-1].on != highest.date():
            shown.append(Shown(highest.date(), [], []))
        shown[-1].clocks.append(f"{highest:%H:%M}")
        shown[-1].late.append(f"+{highest:%H:%M}")
    return shown


def open_minutes(calendar: dict[str, Any], start: datetime, minutes: int) -> list[bool]:
    flags: list[bool] = []
    for shown in walls(calendar["timezone"], start, minutes):
        today, night = _clocks(calendar, shown.on), _clocks(calendar, shown.on - timedelta(days=1))
        flags += [a in today or b in night for a, b in zip(shown.clocks, shown.late, strict=True)]
    return flags


def _clocks(calendar: dict[str, Any], day: date) -> set[str]:
    """The clock times at which a date is open; `+` marks those of the next day."""
    on, weekday = day.isoformat(), DAYS[day.weekday()]
    if on in calendar.get("holidays", []):
        return set()
    windows = calendar.get("date_overrides", {}).get(on, calendar["hours"].get(weekday, []))
    clocks = set().union(*(_spelled(*window) for window in windows))
    return clocks.difference(*(_spelled(*pause) for pause in calendar.get("date_breaks", {}).get(on, [])))


@cache
def _spelled(opens: str, closes: str) -> frozenset[str]:
    closes = "24:00" if closes == "23:59" else closes
    clocks = [f"{number // 60:02}:{number % 60:02}" for number in range(24 * 60)]
    if closes > opens:
        return frozenset(clock for clock in clocks if opens <= clock < closes)
    return frozenset(
        [clock for clock in clocks if clock >= opens] + ["+" + clock for clock in clocks if clock < closes]
    )
