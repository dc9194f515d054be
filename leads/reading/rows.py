"""Rows of a table and what was odd while reading them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import NamedTuple

from leads.reading.faults import Fault

Cell = str | float | date | datetime
CELL_LIMIT = 1024 * 1024


class Row(NamedTuple):
    """One row: the line of the file (the row of the sheet) on which it begins, and a cell for each column.

    A row in error has faults and keeps the cells as they stood, be they more or fewer than the columns.
    """

    number: int
    cells: tuple[Cell, ...]
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Note:
    """Something odd that harmed nothing: how often, and the line of the first."""

    count: int = 0
    first: int = 0


@dataclass
class Table:
    """Columns and a stream of rows. `rows()` may be asked for again; it then begins anew, and so do the
    notes.
    """

    columns: tuple[str, ...]
    total_bytes: int
    has_header: bool
    opening: dict[str, int] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        raise NotImplementedError

    def position(self) -> int:
        """Bytes of `total_bytes` that are read, for a progress bar."""
        raise NotImplementedError

    def sample(self, count: int = 200) -> list[Row]:
        return list(islice(self.rows(), count))

    def begin(self) -> None:
        self.notes = {code: Note(count, 1) for code, count in self.opening.items()}

    def note(self, code: str, line: int, count: int = 1) -> None:
        note = self.notes.setdefault(code, Note(0, line))
        note.count += count

    def fit(self, line: int, cells: Sequence[Cell]) -> Row | None:
        """A row of another width than the header's: blank ones are passed over, short ones padded, wide ones
        in error.
        """
        if is_blank(cells):
            self.note("blank_rows", line)
            return None
        width = len(self.columns)
        if len(cells) < width:
            self.note("rows_padded", line)
            return Row(line, (*cells, *[""] * (width - len(cells))))
        if is_blank(cells[width:]):
            if len(cells) > width:
                self.note("rows_with_blank_ends", line)
            return Row(line, tuple(cells[:width]))
        fault = Fault("too_many_cells", {"line": line, "expected": width, "found": len(cells)})
        return Row(line, tuple(cells), (fault,))


def is_blank(cells: Sequence[Cell]) -> bool:
    return not any(cell.strip() if isinstance(cell, str) else True for cell in cells)


def has_long_cell(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and len(cell) > CELL_LIMIT for cell in cells)


def plain(cell: object) -> str:
    """A cell as text: whole numbers without a point, dates as ISO, a missing one as the empty text."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return format(cell, ".15g") if abs(cell) < 1e15 else format(cell, ".0f")
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
