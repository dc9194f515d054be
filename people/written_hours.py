"""Working hours as people write them in a form, and back: `09:00-13:00, 14:00-18:00`, one line a date."""

import re
from collections.abc import Iterable
from datetime import date

from people.opening import DAYS, MIDNIGHT, Windows

Pairs = list[list[str]]
CLOSED = ("closed", "cerrado")
A_DASH = re.compile(r"\s*(?:-|–|—|a|to)\s*")
A_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})[\s:;,]*(.*)")


class Unreadable(ValueError):
    """What is written can't be read; `text` is the part."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text[:60]


def read_windows(text: str) -> Pairs:
    """Pairs of times; nothing (or `closed`) is an empty list. `9-13` reads 09:00 to 13:00."""
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    return [] if len(parts) == 1 and parts[0].lower() in CLOSED else [_pair(part) for part in parts]


def _pair(part: str) -> list[str]:
    ends = A_DASH.split(part)
    if len(ends) != 2:
        raise Unreadable(part)
    return [_time(end) for end in ends]


def _time(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2})?)?", text)
    if match is None:
        raise Unreadable(text)
    return f"{int(match[1]):02d}:{match[2] or '00'}"


def read_dates(text: str) -> list[tuple[str, str]]:
    """(ISO date, the rest of its line) for each line that holds something."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        match = A_LINE.fullmatch(line)
        if match is None:
            raise Unreadable(line)
        found.append((match[1], match[2].strip()))
    return found


def write_windows(pairs: Iterable[Iterable[str]]) -> str:
    return ", ".join("-".join(pair) for pair in pairs)


def write_dates(entries: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{on} {rest}".strip() for on, rest in sorted(entries))


def bars(week: Iterable[Windows]) -> list[tuple[str, list[tuple[int, int]]]]:
    """For the picture of the week: each day with (first minute, minutes) inside that day, nights cut at midnight."""
    drawn: list[list[tuple[int, int]]] = [[] for _day in DAYS]
    for number, windows in enumerate(week):
        for opens, closes in windows:
            drawn[number].append((opens, min(closes, MIDNIGHT) - opens))
            if closes > MIDNIGHT:
                drawn[(number + 1) % 7].append((0, closes - MIDNIGHT))
    return list(zip(DAYS, drawn, strict=True))


def clocks(windows: Windows) -> str:
    """`09:00-14:00, 22:00-06:00`; what ends on the next day shows that day's time."""
    return ", ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in windows)


def _clock(minute: int) -> str:
    minute = minute if minute <= MIDNIGHT else minute - MIDNIGHT
    return f"{minute // 60:02d}:{minute % 60:02d}"


def coming(holidays: dict[date, str], after: date, most: int = 12) -> list[tuple[date, str]]:
    return sorted((on, name) for on, name in holidays.items() if on >= after)[:most]
