"""Months as people write them, in English and Spanish. Pure."""

import re
from datetime import UTC, date, datetime

from leads.reading.date_parts import MONTHS
from leads.reading.dates import read_date
from leads.reading.rows import Cell

FIRST_YEAR, LAST_YEAR = 2000, 2100
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})")
MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
NAMED = re.compile(r"([^\W\d_]{3,10})\.?(?:\s+de|\s+del)?[\s\-/]+(\d{4}|\d{2})", re.IGNORECASE)


def read_month(cell: Cell) -> date | None:
    """The first of the month of 2026-03, 03/2026, March 2026, mar-26, marzo de 2026 or a day of it; None for anything else."""
    if isinstance(cell, datetime | date):
        return _first(cell.year, cell.month)
    if not isinstance(cell, str):
        return None
    text = cell.strip()
    if found := YEAR_FIRST.fullmatch(text):
        return _first(int(found[1]), int(found[2]))
    if found := MONTH_FIRST.fullmatch(text):
        return _first(int(found[2]), int(found[1]))
    if found := NAMED.fullmatch(text):
        year = int(found[2])
        return _first(year if year > 99 else 2000 + year, MONTHS.get(found[1].lower(), 0))
    return _of_day(text)


def _of_day(text: str) -> date | None:
    """A number alone is no day: what a spreadsheet counts days by could be an amount."""
    if text.isdigit():
        return None
    moment, _fault = read_date(text, UTC, "dmy")
    return _first(moment.on.year, moment.on.month) if moment else None


def _first(year: int, month: int) -> date | None:
    return date(year, month, 1) if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 else None
