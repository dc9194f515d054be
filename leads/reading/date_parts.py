"""What a written date is made of, before anybody knows whether the day or the month comes first."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

ORDERS = ("ymd", "dmy", "mdy")
FIRST_YEAR, LAST_YEAR = 1970, 2100
LONGEST = 60
SERIAL_ZERO = datetime(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 25569, 73415

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril",
            "may mayo", "jun june junio", "jul july julio", "aug august ago agosto",
            "sep sept september set septiembre setiembre", "oct october octubre",
            "nov november noviembre", "dec december dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
AT = r"(?:(?:T|\s*,?\s+)(?:at\s+|a\s+las?\s+)?(?P<clock>\d.*))?"
WEEKDAY = r"(?:[^\W\d_]+\.?,\s*|[^\W\d_]{3,9}\.?\s+(?=\d))?"
NUMERIC = re.compile(
    r"(?P<a>\d{1,4})\s?(?P<sep>[-/. ])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<c>\d{4}|\d{1,2})" + AT, re.IGNORECASE
)
DAY_NAMED = re.compile(
    WEEKDAY + r"(?P<d>\d{1,2})(?:st|nd|rd|th|º|\.)?[\s\-/]+(?:de\s+)?(?P<m>[^\W\d_]{3,10})\.?,?[\s\-/]+"
    r"(?:del?\s+)?(?P<y>\d{4}|\d{2})" + AT,
    re.IGNORECASE,
)
MONTH_NAMED = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(?P<m>[^\W\d_]{3,10})\.?[\s\-/]+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?[\s\-/]+(?P<y>\d{4})"
    + AT,
    re.IGNORECASE,
)
COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})" + AT, re.IGNORECASE)
CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)?h?\s*([ap])?(?:\.?\s?m\.?)?\s*"
    r"(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{1,2}:?(?:\d{2})?)?(?:\s*\([^)]*\))?",
    re.IGNORECASE,
)


class Parts(NamedTuple):
    """Three numbers, in year-month-day order when `is_settled`, and a time of day, aware when the value had
    an offset.
    """

    numbers: tuple[int, int, int]
    is_settled: bool
    clock: time | None


def split(text: str) -> Parts | None:
    """The parts of a written date; None when it is none. Raises ValueError for impossible times."""
    if len(text) > LONGEST:
        return None
    if text.isdecimal() and text.isascii():
        return _digits(text)
    if found := NUMERIC.fullmatch(text):
        first, third = found["a"], found["c"]
        if len(first) == 4 and len(third) <= 2:
            return Parts((int(first), int(found["b"]), int(third)), True, _clock(found["clock"]))
        if len(first) <= 2 and (len(third) == 2 or int(third) >= 1000):
            return Parts((int(first), int(found["b"]), int(third)), False, _clock(found["clock"]))
        return None
    return _named(text)


def arrange(parts: Parts, order: str) -> date | None:
    """The date that the parts make when read in an order; None when they make none."""
    first, second, third = parts.numbers
    if not parts.is_settled:
        if order == "dmy":
            first, second, third = third, second, first
        elif order == "mdy":
            first, second, third = third, first, second
    try:
        return date(first if first > 99 else _full_year(first), second, third)
    except ValueError:
        return None


def serial(number: float) -> datetime | None:
    """A spreadsheet's day number (1900 system) as wall time to the second; None outside our years."""
    if not FIRST_SERIAL <= number < LAST_SERIAL:
        return None
    return SERIAL_ZERO + timedelta(seconds=round(number * 86400))


def _digits(text: str) -> Parts | None:
    """20140102, with or without a time; milliseconds or seconds since 1970."""
    if len(text) in (10, 13):
        moment = datetime.fromtimestamp(int(text) / (1000 if len(text) == 13 else 1), UTC)
        return Parts((moment.year, moment.month, moment.day), True, moment.timetz())
    if len(text) == 14:
        text = f"{text[:8]}T{text[8:]}"
    return _named(text) if len(text) in (8, 15) else None


def _named(text: str) -> Parts | None:
    if found := COMPACT.fullmatch(text):
        return Parts((int(found["y"]), int(found["m"]), int(found["d"])), True, _clock(found["clock"]))
    for pattern in (DAY_NAMED, MONTH_NAMED):
        if found := pattern.fullmatch(text):
            month = MONTHS.get(_bare(found["m"]))
            if month:
                return Parts((_year(found["y"]), month, int(found["d"])), True, _clock(found["clock"]))
    return None


def _bare(word: str) -> str:
    return unicodedata.normalize("NFD", word.lower()).encode("ascii", "ignore").decode()


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else _full_year(int(text))


def _full_year(number: int) -> int:
    """Two digits up to 68 are 20.., from 69 they are 19.., as POSIX reads them."""
    return number + (2000 if number < 69 else 1900)


def _clock(text: str | None) -> time | None:
    if not text:
        return None
    if text[:6].isdecimal():
        text = f"{text[:2]}:{text[2:4]}:{text[4:]}"
    found = CLOCK.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    hours, minutes, seconds, fraction, half, zone = found.groups()
    if minutes is None and half is None:
        raise ValueError(text)
    micro = int((fraction or "").ljust(6, "0")[:6])
    return time(_hour(int(hours), half), int(minutes or 0), int(seconds or 0), micro, _zone(zone))


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half.lower() == "p" else 0)


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    offset = text.upper().removeprefix("UTC").removeprefix("GMT").replace(":", "")
    if offset in ("", "Z"):
        return UTC
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[3:] or 0)))
