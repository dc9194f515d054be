"""Working time counted the slow way, minute by minute, sharing nothing with the product but the typed calendar.

The wall clock is walked through the changes of daylight saving as one that never goes back: an hour that comes twice
shows the highest time seen so far.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Minutes = list[bool]


@cache
def walls(zone: str, start: datetime, minutes: int) -> list[tuple[str, str, str, str, str]]:
    """Per minute: date, day, hour of the wall clock, and the date and day before."""
    shown, highest, of = [], datetime.min, ZoneInfo(zone)
    for number in range(minutes):
        wall = (start + number * MINUTE).astimezone(of).replace(tzinfo=None, fold=0)
        highest = max(highest, wall)
        eve = highest - timedelta(days=1)
        today, before = highest.date().isoformat(), eve.date().isoformat()
        shown.append((today, DAYS[highest.weekday()], f"{highest:%H:%M}", before, DAYS[eve.weekday()]))
    return shown


def open_minutes(calendar: dict[str, Any], start: datetime, minutes: int) -> Minutes:
    assert start.tzinfo is UTC
    opened: dict[tuple[str, str], set[str]] = {}
    flags = []
    for today, day, clock, before, eve in walls(calendar["timezone"], start, minutes):
        for on, weekday in ((today, day), (before, eve)):
            if (on, weekday) not in opened:
                opened[on, weekday] = _clocks(calendar, on, weekday)
        flags.append(clock in opened[today, day] or "+" + clock in opened[before, eve])
    return flags


def _clocks(calendar: dict[str, Any], on: str, weekday: str) -> set[str]:
    """The clock times at which a date is open; `+` marks those of the next day."""
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
