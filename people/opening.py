"""What a working calendar promises: weekly hours, holidays and single dates, as somebody typed them.

Pure: no Django, no database. Times of the day are minutes after local midnight of the day on which a window opens;
a window that ends at or before its opening ends on the next day, so a close may be as late as 2880. An end of 24:00 is
the next midnight, and 23:59 as an end means 24:00 (a form's time field cannot say 24:00).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

Window = tuple[int, int]
Windows = tuple[Window, ...]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = ("timezone", "hours", "holidays", "date_overrides", "date_breaks")
FIRST_DATE, LAST_DATE = date(1970, 1, 1), date(2199, 12, 31)
MAX_WINDOWS = 24
MAX_DATES = 4_000
MAX_NAME = 200
MIDNIGHT = 24 * 60
ONE_DAY = timedelta(days=1)
A_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
A_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class CalendarFault(ValueError):
    """Why a calendar cannot be used: where (`hours.mon[0][1]`), a code and its values, for a form to put into words.

    Codes: object, list, key, zone, day, window, time, overlap, date, name, many, never_open.
    """

    def __init__(self, path: str, code: str, **params: str | int) -> None:
        super().__init__(f"{path}: {code} {params}" if params else f"{path}: {code}")
        self.path, self.code, self.params = path, code, params


class Reason(StrEnum):
    """Which rule gave a day its hours."""

    OPEN = "open"
    CLOSED = "closed"
    HOLIDAY = "holiday"
    OVERRIDE = "override"
    BREAK = "break"


@dataclass(frozen=True)
class Rules:
    """One version of a working calendar, checked.

    `week` has a tuple of windows for each day from Monday. A holiday closes the windows that start on its date and
    wins over everything; `overrides` replace the weekly hours of a date (an empty tuple closes it); `breaks` are taken
    out of the windows that start on their date.
    """

    timezone: str
    week: tuple[Windows, ...]
    holidays: Mapping[date, str] = field(default_factory=dict)
    overrides: Mapping[date, Windows] = field(default_factory=dict)
    breaks: Mapping[date, Windows] = field(default_factory=dict)

    @classmethod
    def parse(cls, data: object) -> "Rules":
        """From a calendar version's JSON; CalendarFault at the first fault.

        Windows of a week that overlap, also across midnight, are refused: whoever typed them meant something else.
        An override may run into its neighbours, and shared time counts once. A calendar that never opens is refused.
        """
        typed = _object(data, "calendar")
        for key in typed:
            if key not in KEYS:
                raise CalendarFault(_short(key), "key")
        rules = cls(
            timezone=_zone(typed.get("timezone")),
            week=_week(_object(typed.get("hours", {}), "hours")),
            holidays=_holidays(typed.get("holidays", [])),
            overrides=dict(_dated(typed.get("date_overrides", {}), "date_overrides", overlap=False)),
            breaks=dict(_dated(typed.get("date_breaks", {}), "date_breaks", overlap=True)),
        )
        if not any(rules.week) and not any(rules.windows(on) for on in rules.overrides):
            raise CalendarFault("hours", "never_open")
        return rules

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def planned(self, on: date) -> Windows:
        """The windows of a date before its breaks."""
        if on in self.holidays:
            return ()
        return self.overrides.get(on, self.week[on.weekday()])

    def windows(self, on: date) -> Windows:
        """The windows that start on a date, in order, touching ones joined."""
        windows = _joined(self.planned(on))
        for pause in self.breaks.get(on, ()):
            windows = tuple(piece for window in windows for piece in _without(window, pause))
        return windows

    def usual(self, on: date) -> Windows:
        """The windows of its weekday, as if nothing had been said about the date."""
        return _joined(self.week[on.weekday()])

    def reason(self, on: date) -> Reason:
        if on in self.holidays:
            return Reason.HOLIDAY
        if self.planned(on) and not self.windows(on):
            return Reason.BREAK
        if on in self.overrides:
            return Reason.OVERRIDE
        return Reason.OPEN if self.windows(on) else Reason.CLOSED


def _joined(windows: Windows) -> Windows:
    joined: list[Window] = []
    for opens, closes in sorted(windows):
        if joined and opens <= joined[-1][1]:
            opens, closes = joined[-1][0], max(closes, joined.pop()[1])
        joined.append((opens, closes))
    return tuple(joined)


def _without(window: Window, pause: Window) -> Iterator[Window]:
    before = (window[0], min(window[1], pause[0]))
    after = (max(window[0], pause[1]), window[1])
    return (piece for piece in (before, after) if piece[0] < piece[1])


def _object(value: object, path: str) -> dict[str, object]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise CalendarFault(path, "object")
    return value


def _list(value: object, path: str, most: int) -> list[object]:
    if not isinstance(value, list | tuple):
        raise CalendarFault(path, "list")
    if len(value) > most:
        raise CalendarFault(path, "many", most=most)
    return list(value)


def _short(value: object) -> str:
    return str(value)[:40] if isinstance(value, str) else type(value).__name__


def _zone(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 64:
        raise CalendarFault("timezone", "zone", value=_short(value))
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):  # unknown, not a name, a folder of names
        raise CalendarFault("timezone", "zone", value=value) from None
    return value


def _week(hours: dict[str, object]) -> tuple[Windows, ...]:
    for day in hours:
        if day not in DAYS:
            raise CalendarFault(f"hours.{_short(day)}", "day")
    week = tuple(_windows(hours.get(day, []), f"hours.{day}", overlap=False) for day in DAYS)
    for number, day in enumerate(DAYS):
        night = max((closes for _, closes in week[number - 1]), default=0) - MIDNIGHT
        if any(opens < night for opens, _ in week[number]):
            raise CalendarFault(f"hours.{day}", "overlap")
    return week


def _windows(value: object, path: str, overlap: bool) -> Windows:
    pairs = enumerate(_list(value, path, MAX_WINDOWS))
    windows = sorted(_window(pair, f"{path}[{number}]") for number, pair in pairs)
    clash = any(ends > opens for (_, ends), (opens, _) in pairwise(windows))
    if clash and not overlap:
        raise CalendarFault(path, "overlap")
    return tuple(windows)


def _window(value: object, path: str) -> Window:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise CalendarFault(path, "window")
    opens, closes = (
        _minute(value[0], f"{path}[0]", is_end=False),
        _minute(value[1], f"{path}[1]", is_end=True),
    )
    if closes == MIDNIGHT - 1:
        closes = MIDNIGHT
    return opens, closes if closes > opens else closes + MIDNIGHT


def _minute(value: object, path: str, is_end: bool) -> int:
    if is_end and value == "24:00":
        return MIDNIGHT
    match = A_TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise CalendarFault(path, "time", value=_short(value))
    return int(match[1]) * 60 + int(match[2])


def _date(value: object, path: str) -> date:
    try:
        on = date.fromisoformat(value) if isinstance(value, str) and A_DATE.fullmatch(value) else None
    except ValueError:
        on = None
    if on is None or not FIRST_DATE <= on <= LAST_DATE:
        raise CalendarFault(path, "date", value=_short(value))
    return on


def _holidays(value: object) -> dict[date, str]:
    """A date or {"date", "name"}; of two names for one date the first stands."""
    holidays: dict[date, str] = {}
    for number, entry in enumerate(_list(value, "holidays", MAX_DATES)):
        path = f"holidays[{number}]"
        named = entry if isinstance(entry, dict) else {"date": entry}
        name = named.get("name", "")
        if not isinstance(name, str) or len(name) > MAX_NAME:
            raise CalendarFault(f"{path}.name", "name", most=MAX_NAME)
        on = _date(named.get("date"), path if named is not entry else f"{path}.date")
        holidays[on] = holidays.get(on) or name
    return holidays


def _dated(value: object, path: str, overlap: bool) -> Iterator[tuple[date, Windows]]:
    dates = _object(value, path)
    if len(dates) > MAX_DATES:
        raise CalendarFault(path, "many", most=MAX_DATES)
    for on, windows in dates.items():
        where = f"{path}.{_short(on)}"
        yield _date(on, where), _windows(windows, where, overlap)
