"""Lists as files: CSV while it is read, XLSX row by row; no cell is a formula to the program that opens it. Pure."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils.exceptions import IllegalCharacterError

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
MOST_SHEET_ROWS = 1_048_575
BATCH = 500
Row = Sequence[Any]


def neutral(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def restored(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_SIGNS) else text


class _Echo:
    """A file that hands back what is written, so that a row can be sent on at once."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Row], zone: tzinfo) -> Iterator[str]:
    """Begins with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    waiting: list[str] = []
    for row in rows:
        waiting.append(writer.writerow([_as_text(value, zone) for value in row]))
        if len(waiting) == BATCH:
            yield "".join(waiting)
            waiting.clear()
    yield "".join(waiting)


def write_sheet(rows: Iterable[Row], zone: tzinfo, file: IO[bytes]) -> None:
    """One sheet with a bold first row; it ends where a sheet of the format does."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        if number > MOST_SHEET_ROWS:
            break
        cells: list[Any] = [_cell(sheet, _as_value(value, zone)) for value in row]
        if number == 0:
            for cell in cells:
                cell.font = Font(bold=True)
        sheet.append(cells)
    book.save(file)


def _cell(sheet: Any, value: Any) -> Any:
    try:
        return WriteOnlyCell(sheet, value)
    except IllegalCharacterError:
        return WriteOnlyCell(sheet, "".join(sign for sign in value if sign.isprintable()))


def _as_text(value: Any, zone: tzinfo) -> str:
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(" ", "seconds")
    return neutral(value) if isinstance(value, str) else "" if value is None else str(value)


def _as_value(value: Any, zone: tzinfo) -> Any:
    """Numbers stay numbers; a sheet knows no zones, so moments are written in the reader's."""
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if isinstance(value, Decimal):
        return float(value)
    return neutral(value) if isinstance(value, str) else value
