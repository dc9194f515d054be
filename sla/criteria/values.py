"""Reading the values of a tree: each reader gives the value in its Python form or raises the fault with its path."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .faults import CriteriaFault

MOST_TEXT = 300
MOST_IN = 500
MOST_DAYS = 3660
YEARS = range(1900, 2201)
"""Beyond them a day has no moment that every calendar and time zone knows."""
MOST_NUMBER = Decimal(10) ** 15
Range = tuple[Any, Any]


def text(value: Any, path: str) -> str:
    if not isinstance(value, str) or "\x00" in value or any(0xD800 <= ord(char) <= 0xDFFF for char in value):
        raise CriteriaFault(path, "not_text")
    if len(value) > MOST_TEXT:
        raise CriteriaFault(path, "too_long", most=MOST_TEXT)
    return value


def texts(value: Any, path: str) -> list[str]:
    if not isinstance(value, list) or not value:
        raise CriteriaFault(path, "not_a_list")
    if len(value) > MOST_IN:
        raise CriteriaFault(path, "too_many", most=MOST_IN)
    return [text(one, f"{path}[{place}]") for place, one in enumerate(value)]


def number(value: Any, path: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise CriteriaFault(path, "not_a_number")
    if isinstance(value, int) and abs(value) > MOST_NUMBER:  # before str(), which refuses very long ones
        raise CriteriaFault(path, "not_a_number")
    exact = Decimal(str(value))
    if not exact.is_finite() or abs(exact) > MOST_NUMBER:
        raise CriteriaFault(path, "not_a_number")
    return exact


def numbers(value: Any, path: str) -> Range:
    if not isinstance(value, list) or len(value) != 2:
        raise CriteriaFault(path, "not_a_range")
    low, high = number(value[0], f"{path}[0]"), number(value[1], f"{path}[1]")
    if low > high:
        raise CriteriaFault(path, "not_a_range")
    return low, high


def truth(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise CriteriaFault(path, "not_yes_or_no")
    return value


def day(value: Any, path: str) -> date:
    """A date; of a moment only its day is kept."""
    written = text(value, path)
    try:
        on = datetime.fromisoformat(written).date()
    except ValueError as fault:
        raise CriteriaFault(path, "not_a_date") from fault
    if on.year not in YEARS:
        raise CriteriaFault(path, "not_a_date")
    return on


def days(value: Any, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_DAYS:
        raise CriteriaFault(path, "days_out_of_range", most=MOST_DAYS)
    return value


def nothing(value: Any, path: str) -> None:
    if value is not None:
        raise CriteriaFault(path, "no_value")
