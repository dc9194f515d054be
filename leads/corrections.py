"""Rows in error as a file to correct, and such a file read back: what the download added is taken off again."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from people.exporting import restored

REASONS = "alignment_reasons"


def rows_to_correct(columns: Sequence[str], faulty: Iterable[tuple[list[str], str]]) -> Iterator[list[str]]:
    """The head, then each row as it stood, why it failed at its end; a row with cells too many keeps them."""
    yield [*columns, REASONS]
    for cells, why in faulty:
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        yield [*padded[: len(columns)], why, *padded[len(columns) :]]


def restore(path: Path) -> bool:
    """Rewrites a corrected download as the file it came from; True if it was one. Other files are left alone."""
    with path.open("rb") as raw:
        first = raw.readline(64_000)
    if REASONS.encode() not in first:
        return False
    text = path.read_bytes().decode("utf-8-sig", "replace")
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    if REASONS not in rows[0]:
        return False
    place = rows[0].index(REASONS)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [restored(cell) for at, cell in enumerate(row) if at != place] for row in rows
        )
    return True
