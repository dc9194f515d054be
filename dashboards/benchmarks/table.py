"""The table of published figures as it is shipped: read, and refused where a row can't be what it says. Pure."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from io import StringIO

UNITS = ("pct_companies", "pct", "hours", "days", "times", "attempts", "USD")
GRADES = ("A", "B", "C")
"""A primary document or study, B through one intermediary, C vendor claim."""
FIRST_YEAR, LAST_YEAR = 1990, 2100


@dataclass(frozen=True)
class Row:
    """One published figure, as its publisher states it: one number, or where the usual ones begin and end."""

    number: int
    metric: str
    low: float | None
    mid: float | None
    high: float | None
    unit: str
    segment: str
    definition_note: str
    source: str
    source_url_or_doc: str
    year: int | None
    grade: str
    warning: str

    @property
    def stated(self) -> list[float]:
        return [value for value in (self.low, self.mid, self.high) if value is not None]

    @property
    def scale(self) -> float:
        """What one of its units is in ours: a per cent is a hundredth."""
        return 0.01 if self.unit in ("pct", "pct_companies") else 1.0

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest figure it states, in our unit; the same twice where it states one."""
        return min(self.stated) * self.scale, max(self.stated) * self.scale

    @property
    def middle(self) -> float | None:
        return None if self.mid is None else self.mid * self.scale

    @property
    def is_address(self) -> bool:
        """Its source names a site, not a document."""
        return "." in self.source_url_or_doc and " " not in self.source_url_or_doc


COLUMNS = tuple(field.name for field in fields(Row))[1:]


class TableFault(ValueError):
    """The table isn't one: what is wrong, by line."""


def read(text: str) -> list[Row]:
    """TableFault names every line that can't be read."""
    reader = csv.DictReader(StringIO(text))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise TableFault(f"the columns are not {', '.join(COLUMNS)}")
    rows, faults = [], []
    for number, said in enumerate(reader, 2):
        try:
            rows.append(_row(number, said))
        except (TypeError, ValueError) as fault:
            faults.append(f"line {number}: {fault}")
    if faults:
        raise TableFault("; ".join(faults))
    return rows


def _row(number: int, said: dict[str, str]) -> Row:
    if None in said or None in said.values():
        raise ValueError("too many or too few columns")
    numbers = {name: float(said[name]) if said[name] else None for name in ("low", "mid", "high")}
    words = {name: said[name] for name in COLUMNS if name not in (*numbers, "year")}
    row = Row(number, year=int(said["year"]) if said["year"] else None, **numbers, **words)  # type: ignore[arg-type]
    if faults := list(_faults(row)):
        raise ValueError(", ".join(faults))
    return row


def _faults(row: Row) -> Iterator[str]:
    if not row.metric or not row.source:
        yield "no metric or no source"
    if not row.stated:
        yield "no figure"
    if row.stated != sorted(row.stated) or any(value < 0 for value in row.stated):
        yield "the figures don't rise"
    if row.unit not in UNITS:
        yield f"unit {row.unit!r} is unknown"
    if row.unit.startswith("pct") and any(value > 100 for value in row.stated):
        yield "more than all"
    if row.grade not in GRADES:
        yield f"grade {row.grade!r} is unknown"
    if row.year is not None and not FIRST_YEAR <= row.year <= LAST_YEAR:
        yield f"year {row.year}"


def undeclared(rows: Iterable[Row], metrics: Iterable[str], warnings: Iterable[str]) -> list[str]:
    """What the table says and nobody declared the meaning of."""
    rows, metrics, warnings = list(rows), set(metrics), set(warnings)
    missing = [f"metric {name}" for name in sorted({row.metric for row in rows} - metrics)]
    return missing + [f"warning {one!r}" for one in sorted({row.warning for row in rows} - warnings - {""})]
