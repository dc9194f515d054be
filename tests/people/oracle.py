"""Working time counted the slow way, minute by minute, sharing nothing with the product but the typed calendar.

The wall clock is walked through the changes of daylight saving as one that never goes back: an hour that comes twice
shows the highest time seen so far. A date is a bitmap of its 1,440 clock times, a second one those of the night after.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

MINUTE = timedelta(minutes=1)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
A_DAY = 24 * 60
Bits = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Walls:
    """What the wall clock shows minute by minute: which of `dates` (the eve is the first), and which clock time."""

    dates: list[date]
    number: npt.NDArray[np.int64]
    clock: npt.NDArray[np.int64]


@cache
def walls(zone: str, start: datetime, minutes: int) -> Walls:
    highest, of = datetime.min, ZoneInfo(zone)
    shown: list[datetime] = []
    for number in range(minutes):
        highest = max(highest, (start + number * MINUTE).astimezone(of).replace(tzinfo=None, fold=0))
        shown.append(highest)
    eve = shown[0].date() - timedelta(days=1)
    dates = [eve + timedelta(days=number) for number in range((shown[-1].date() - eve).days + 1)]
    return Walls(
        dates,
        np.array([(one.date() - eve).days for one in shown]),
        np.array([one.hour * 60 + one.minute for one in shown]),
    )


def open_minutes(calendar: dict[str, Any], start: datetime, minutes: int) -> Bits:
    wall = walls(calendar["timezone"], start, minutes)
    days = [_clocks(calendar, day) for day in wall.dates]
    own, night = (np.stack([day[side] for day in days]) for side in (0, 1))
    return np.asarray(own[wall.number, wall.clock] | night[wall.number - 1, wall.clock])


def _clocks(calendar: dict[str, Any], day: date) -> tuple[Bits, Bits]:
    """The clock times at which a date is open: those of its own day, and those of the next one."""
    own, night = np.zeros(A_DAY, bool), np.zeros(A_DAY, bool)
    on, weekday = day.isoformat(), DAYS[day.weekday()]
    if on in calendar.get("holidays", []):
        return own, night
    windows = calendar.get("date_overrides", {}).get(on, calendar["hours"].get(weekday, []))
    for opens, closes in windows:
        _mark(own, night, opens, closes, True)
    for opens, closes in calendar.get("date_breaks", {}).get(on, []):
        _mark(own, night, opens, closes, False)
    return own, night


def _mark(own: Bits, night: Bits, opens: str, closes: str, is_open: bool) -> None:
    first, last = _minute(opens), A_DAY if closes == "23:59" else _minute(closes)
    if last > first:
        own[first:last] = is_open
    else:
        own[first:], night[:last] = is_open, is_open


@cache
def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)
