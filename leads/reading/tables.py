"""Opens a file of rows, whatever its encoding, separator or kind."""

from pathlib import Path

from leads.reading import content
from leads.reading.decoding import Source
from leads.reading.delimited import open_delimited
from leads.reading.rows import Cell, Note, Row, Table, plain
from leads.reading.workbooks import open_workbook

__all__ = ["Cell", "Note", "Row", "Table", "open_table", "plain"]


def open_table(
    file: Path | str | bytes, *, has_header: bool | None = None, sheet: str | None = None
) -> Table:
    """The table in a CSV or XLSX file, told apart by content. Raises `faults.Refused`.

    `file` is a path, or the content itself as bytes. `has_header` None means: look. `sheet` names a sheet of
    a
    workbook; without it the first one that holds anything is read.
    """
    source = Source(file if isinstance(file, bytes) else Path(file))
    head = source.head()
    if content.is_zip(head):
        return open_workbook(source, has_header, sheet)
    content.refuse_what_is_no_table(head)
    return open_delimited(source, has_header)
