"""How the time of a clock was counted, line by line: days cut where something happened, and days in a row that went the
same way told as one. Pure: `people.hours.explain` says what each day gave."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from people.hours import Day
from people.opening import Reason, Rules

COUNTED, PAUSED, CLOSED, HOLIDAY, OUTSIDE = "counted", "paused", "closed", "holiday", "outside"
A_ROW = 3
"""So many working days that went the same way are told as one line; of days that counted nothing two are enough."""
MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a day, or (`until_on` later than `on`) several days that went the same way.

    `seconds` is what was counted in all of it; a day that counted nothing has no moments.
    """

    on: date
    until_on: date
    kind: str
    seconds: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    name: str = ""

    @property
    def days(self) -> int:
        return (self.until_on - self.on).days + 1


def around_the_clock(timezone: str) -> Rules:
    """The calendar of a promise without one: every hour counts."""
    return Rules(timezone, (((0, MIDNIGHT),),) * 7)


def lines_of(days: Iterable[Day]) -> list[Line]:
    """Each stretch of each day, and a line for each day that gave nothing."""
    return [line for day in days for line in _lines(day)]


def _lines(day: Day) -> Iterator[Line]:
    for piece in day.pieces:
        kind, seconds = (PAUSED, 0) if piece.is_paused else (COUNTED, piece.seconds)
        yield Line(day.on, day.on, kind, seconds, piece.starts_at, piece.ends_at)
    if not day.pieces:
        kind = HOLIDAY if day.reason == Reason.HOLIDAY else OUTSIDE if day.windows else CLOSED
        yield Line(day.on, day.on, kind, name=day.name)


def cut(lines: Sequence[Line], at: datetime, seconds: int, zone: ZoneInfo) -> tuple[list[Line], list[Line]]:
    """What lies before `at`, by when `seconds` had been counted, and what lies after it; nothing is lost in rounding."""
    before: list[Line] = []
    after: list[Line] = []
    for line in lines:
        if line.starts_at is None or line.ends_at is None:
            (before if line.on <= at.astimezone(zone).date() else after).append(line)
        elif line.ends_at <= at:
            before.append(line)
        elif line.starts_at >= at:
            after.append(line)
        else:
            used = seconds - sum(one.seconds for one in before) if line.kind == COUNTED else 0
            before.append(replace(line, ends_at=at, seconds=used))
            after.append(replace(line, starts_at=at, seconds=line.seconds - used))
    return before, after


def in_rows(lines: Sequence[Line], zone: ZoneInfo) -> list[Line]:
    """Days in a row that went the same way, told as one."""
    days = [list(of_day) for _on, of_day in groupby(lines, key=lambda line: line.on)]
    told: list[Line] = []
    place = 0
    while place < len(days):
        alike = _alike(days, place, zone)
        enough = A_ROW if any(line.kind == COUNTED for line in days[place]) else 2
        told += [_joined(days[place : place + alike])] if alike >= enough else days[place]
        place += alike if alike >= enough else 1
    return told


def _alike(days: Sequence[list[Line]], place: int, zone: ZoneInfo) -> int:
    """How many days from here on, each the day after the one before, went like the first."""
    first, last = _way(days[place], zone), place
    while (
        last + 1 < len(days)
        and days[last + 1][0].on == days[last][0].on + timedelta(days=1)
        and _way(days[last + 1], zone) == first
    ):
        last += 1
    return last - place + 1


def _way(lines: Sequence[Line], zone: ZoneInfo) -> list[tuple[object, ...]]:
    def shown(at: datetime | None) -> object:
        return at.astimezone(zone).time() if at else None

    return [
        (line.kind, line.name, line.seconds, shown(line.starts_at), shown(line.ends_at)) for line in lines
    ]


def _joined(days: Sequence[list[Line]]) -> Line:
    """The windows stay those of the first day where it had one."""
    every = [line for of_day in days for line in of_day]
    kind = COUNTED if any(line.kind == COUNTED for line in every) else every[0].kind
    return Line(every[0].on, every[-1].on, kind, sum(line.seconds for line in every), name=every[0].name)
