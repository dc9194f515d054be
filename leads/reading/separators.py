"""Which character parts the cells of a text file, told by parsing a sample with each candidate."""

import csv
import math
import re
from collections.abc import Sequence
from typing import TypedDict

CANDIDATES = ",;\t|"
DECLARED = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)


class Dialect(TypedDict):
    """Keyword arguments of csv.reader."""

    delimiter: str
    skipinitialspace: bool
    escapechar: str | None


def sniff(lines: Sequence[str]) -> Dialect:
    """The dialect of a sample of whole lines. One column gives a comma."""
    delimiter = max(CANDIDATES, key=lambda candidate: _score(lines, candidate))
    if declared := declared_separator(lines):
        delimiter = declared
    return Dialect(
        delimiter=delimiter,
        skipinitialspace=_has_space_before_quotes(lines, delimiter),
        escapechar="\\" if _has_escaped_quotes(lines, delimiter) else None,
    )


def declared_separator(lines: Sequence[str]) -> str | None:
    """Excel's own first line, `sep=;`."""
    found = DECLARED.match(lines[0]) if lines else None
    return found.group(1) if found else None


def _score(lines: Sequence[str], delimiter: str) -> float:
    """Rows as wide as the first count for it, wide rows more than narrow ones, stray quotes against it."""
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0.0
    alike = sum(len(row) == width for row in rows) / len(rows)
    stray = sum(any(_is_stray(cell) for cell in row) for row in rows) / len(rows)
    return (0.05 + alike * alike) * math.log2(width) * (1 - 0.8 * stray)


def _is_stray(cell: str) -> bool:
    return cell.count('"') % 2 == 1 or (cell.endswith('"') and not cell.startswith('"'))


def _has_space_before_quotes(lines: Sequence[str], delimiter: str) -> bool:
    rows = csv.reader(lines, delimiter=delimiter)
    return delimiter != "\t" and any(cell.startswith(' "') for row in rows for cell in row[1:])


def _has_escaped_quotes(lines: Sequence[str], delimiter: str) -> bool:
    """A backslash before a quote in the middle of a cell; at a cell's end it is a backslash, as in a path."""
    inside = re.compile(r'[^"\\]\\"[^"\r\n' + re.escape(delimiter) + "]")
    return any(inside.search(line) for line in lines)
