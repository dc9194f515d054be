"""XLSX workbooks, read sheet row by sheet row; formulas give the values that were saved with them."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from leads.reading import archives, headers
from leads.reading.decoding import Source
from leads.reading.faults import Fault, Refused
from leads.reading.rows import CELL_LIMIT, Cell, Row, Table, has_long_cell, is_blank, plain

BROKEN = (
    zipfile.BadZipFile, InvalidFileException, DefusedXmlException, ParseError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, NotImplementedError, OSError,
)  # fmt: skip
# A sheet has no more; a row that says it stands further down would be reached through endless blank ones.
MAX_ROWS = 1_048_576
FORMULA_ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)


@dataclass
class WorkbookTable(Table):
    """One sheet of a workbook. Dates keep their type, so no order of day and month is ever asked."""

    source: Source = field(default=Source(b""))
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    expected_rows: int = 0
    done_rows: int = 0

    def rows(self) -> Iterator[Row]:
        self.begin()
        self.done_rows, awaits_header = 0, self.has_header
        for line, cells in self.values():
            self.done_rows = line
            if awaits_header:
                awaits_header = is_blank(cells)
            elif (row := self._shaped(line, cells)) is not None:
                yield row
        self.done_rows = self.expected_rows = max(1, self.done_rows)

    def position(self) -> int:
        return self.total_bytes * min(self.done_rows, self.expected_rows) // max(1, self.expected_rows)

    def values(self) -> Iterator[tuple[int, list[Cell]]]:
        """Sheet rows with their numbers, cells read."""
        with self.source.open() as stream:
            book = _load(stream)
            sheet: Any = book[self.sheet]
            sheet.reset_dimensions()
            try:
                for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                    if number > MAX_ROWS:
                        raise Refused("workbook_broken")
                    yield number, [_cell(value) for value in cells]
            except BROKEN as error:
                raise Refused("workbook_broken") from error
            finally:
                book.close()

    def _shaped(self, line: int, cells: list[Cell]) -> Row | None:
        errors = sum(cell in FORMULA_ERRORS for cell in cells)
        if errors:
            self.note("formula_errors", line, errors)
            cells = ["" if cell in FORMULA_ERRORS else cell for cell in cells]
        if has_long_cell(cells):
            return Row(line, tuple(cells), (Fault("cell_too_long", {"line": line, "limit": CELL_LIMIT}),))
        if len(cells) < len(self.columns) and not is_blank(cells):
            cells += [""] * (len(self.columns) - len(cells))
        return self.fit(line, cells)


def open_workbook(source: Source, has_header: bool | None = None, sheet: str | None = None) -> WorkbookTable:
    """Guards first, then the sheet asked for, or the first that holds anything. Raises `Refused`."""
    _refuse_unsafe(source)
    names, expected = _sheets(source)
    if sheet is not None and sheet not in names:
        raise Refused("workbook_no_sheet", name=sheet)
    for name in [sheet] if sheet is not None else names:
        table = WorkbookTable(
            (), source.size, True, source=source, sheet=name, sheets=names, expected_rows=expected[name]
        )
        if (first := _first_row(table)) is not None:
            return _named(table, first, has_header)
    raise Refused("workbook_empty")


def _named(table: WorkbookTable, first: list[Cell], has_header: bool | None) -> WorkbookTable:
    texts = [plain(cell) for cell in first]
    while texts and not texts[-1].strip():
        texts.pop()
    table.has_header = not headers.looks_like_data(texts) if has_header is None else has_header
    table.columns, table.opening = headers.name_columns(texts if table.has_header else [""] * len(texts))
    if not table.has_header:
        table.opening = {"no_header": 1}
    if len(table.sheets) > 1:
        table.opening["other_sheets"] = len(table.sheets) - 1
    table.begin()
    return table


def _first_row(table: WorkbookTable) -> list[Cell] | None:
    return next((cells for _, cells in table.values() if not is_blank(cells)), None)


def _refuse_unsafe(source: Source) -> None:
    try:
        with source.open() as stream, zipfile.ZipFile(stream) as archive:
            archives.refuse_unsafe(archive)
            if "[Content_Types].xml" not in archive.namelist():
                raise Refused("file_is_archive", kind="zip")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise Refused("workbook_broken") from error


def _sheets(source: Source) -> tuple[tuple[str, ...], dict[str, int]]:
    """Names of the sheets one sees, and how many rows each says it has."""
    with source.open() as stream:
        book = _load(stream)
        seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        # The size that a sheet declares is a hint for progress only; reading by it would cut rows off.
        expected = {sheet.title: sheet.max_row or 0 for sheet in seen}
        book.close()
    return tuple(expected), expected


def _load(stream: BinaryIO) -> Workbook:
    try:
        return load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except BROKEN as error:
        raise Refused("workbook_broken") from error


def _cell(value: object) -> Cell:
    """Dates stay dates (midnight exactly is a day), fractions stay numbers, the rest becomes text."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.replace(tzinfo=None)
    if isinstance(value, date) or (isinstance(value, float) and not value.is_integer()):
        return value
    if isinstance(value, timedelta):
        return str(value)
    return plain(value)
