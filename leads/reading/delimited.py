"""Text files of rows: CSV and its relatives, streamed line by line."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO, Protocol

from leads.reading import content, decoding, headers, separators
from leads.reading.decoding import Encoding, Source
from leads.reading.faults import Fault, Refused
from leads.reading.rows import CELL_LIMIT, Row, Table, has_long_cell, is_blank

LINE_LIMIT = 16 * 1024 * 1024
SAMPLE_CHARACTERS = 256 * 1024
# The parser's own limit is one for the whole process and too small for a cell that we accept.
csv.field_size_limit(max(csv.field_size_limit(), 4 * CELL_LIMIT))


class Reader(Protocol):
    """What csv.reader gives: rows, and the number of the last line it has taken."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass
class DelimitedTable(Table):
    """A CSV file, opened: its encoding and dialect are known, its rows are read on demand."""

    source: Source = field(default=Source(b""))
    encoding: Encoding = field(default=Encoding("utf-8"))
    dialect: separators.Dialect = field(default_factory=lambda: separators.sniff([]))
    stream: BinaryIO | None = None
    last_line: str = ""

    def rows(self) -> Iterator[Row]:
        self.begin()
        with self.source.open() as stream:
            self.stream = stream
            try:
                yield from self._shaped(self.reader(self.encoding.text(stream)))
            finally:
                self.stream = None

    def reader(self, text: io.TextIOWrapper) -> Reader:
        return csv.reader(self._lines(text), **self.dialect)

    def position(self) -> int:
        return self.stream.tell() if self.stream else self.total_bytes

    def _lines(self, text: io.TextIOWrapper) -> Iterator[str]:
        """Lines without NULs; the first may be Excel's `sep=;`, which is no row."""
        for number, line in enumerate(iter(partial(text.readline, LINE_LIMIT), ""), start=1):
            if "\0" in line:
                self.note("nul_characters", number, line.count("\0"))
                line = line.replace("\0", "")
            if len(line) >= LINE_LIMIT:
                raise Refused("line_too_long", line=number, limit=LINE_LIMIT)
            if number == 1 and separators.declared_separator([line]):
                line = "\n"
            self.last_line = line
            yield line

    def _shaped(self, reader: Reader) -> Iterator[Row]:
        width, read, awaits_header = len(self.columns), 0, self.has_header
        for cells in _forgiving(reader):
            line, read = read + 1, reader.line_num
            if cells is None:
                yield Row(line, (), (Fault("cell_too_long", {"line": line, "limit": CELL_LIMIT}),))
            elif awaits_header:
                awaits_header = is_blank(cells)
            elif (
                len(cells) == width and read == line and len(self.last_line) < CELL_LIMIT and cells[0].strip()
            ):
                yield Row(line, tuple(cells))
            elif (row := self._looked_at(line, read, cells)) is not None:
                yield row

    def _looked_at(self, line: int, read: int, cells: list[str]) -> Row | None:
        """The slow way, for rows that are ragged, blank, long or over several lines."""
        if read > line and '"' not in self.last_line:
            return Row(line, tuple(cells), (Fault("quote_never_closed", {"line": line}),))
        if has_long_cell(cells):
            return Row(line, tuple(cells), (Fault("cell_too_long", {"line": line, "limit": CELL_LIMIT}),))
        return self.fit(line, cells)


def open_delimited(source: Source, has_header: bool | None = None) -> DelimitedTable:
    """Raises `Refused` for what is empty, no text, or too wide. `has_header` None means: look."""
    encoding = decoding.detect(source)
    if encoding.name in ("utf-8", "cp1252"):
        content.refuse_binary(source.head())
    dialect = separators.sniff(_sample_lines(source, encoding))
    table = DelimitedTable((), source.size, True, source=source, encoding=encoding, dialect=dialect)
    first = _first_row(table)
    table.has_header = not headers.looks_like_data(first) if has_header is None else has_header
    table.columns, table.opening = headers.name_columns(first if table.has_header else [""] * len(first))
    if not table.has_header:
        table.opening = {"no_header": 1}
    if encoding.is_mixed:
        table.opening["mixed_encodings"] = 1
    table.begin()
    return table


def _sample_lines(source: Source, encoding: Encoding) -> list[str]:
    """Whole lines from the start of the file, as many as a fair judgement needs."""
    with source.open() as stream:
        text = encoding.text(stream).read(SAMPLE_CHARACTERS).replace("\0", "")
    lines = list(io.StringIO(text, newline=""))
    return lines[:-1] if len(text) == SAMPLE_CHARACTERS and len(lines) > 1 else lines


def _first_row(table: DelimitedTable) -> list[str]:
    with table.source.open() as stream:
        for cells in _forgiving(table.reader(table.encoding.text(stream))):
            if cells is not None and not is_blank(cells):
                return cells
    raise Refused("file_empty")


def _forgiving(reader: Reader) -> Iterator[list[str] | None]:
    """The parser's rows; None for one that it gave up on. It goes on with the next line."""
    while True:
        try:
            yield from reader
        except csv.Error:
            yield None
        else:
            return
