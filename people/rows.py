"""Writing many rows in one statement: each column travels as one array.

Arrays are written out as text, which the driver would do value by value at twenty times the cost.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

DO_NOTHING = "ON CONFLICT DO NOTHING"
NULL = "NULL"


def insert(
    table: str, columns: Mapping[str, str], rows: Iterable[Sequence[Any]], conflict: str = DO_NOTHING
) -> list[tuple[Any, ...]]:
    """Rows of `columns` ({name: type of PostgreSQL}) into `table`; what to do with known keys says `conflict`, and what
    to give back of the rows that were written, if it ends in RETURNING."""
    listed = list(rows)
    if not listed:
        return []
    names = ", ".join(columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) {conflict}",
            arrays_of(columns.values(), listed),
        )
        return list(cursor.fetchall()) if cursor.description else []


def arrays_of(kinds: Iterable[str], rows: Sequence[Sequence[Any]]) -> list[str]:
    """The columns of these rows as arrays, as PostgreSQL reads them; there is at least one row."""
    return [array(kind, column) for kind, column in zip(kinds, zip(*rows, strict=True), strict=True)]


def array(kind: str, values: Iterable[Any]) -> str:
    write = WRITERS.get(kind, _text)
    return "{" + ",".join([NULL if value is None else write(value) for value in values]) + "}"


def _text(value: Any) -> str:
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _json(value: Any) -> str:
    return _text(json.dumps(value))


def _boolean(value: bool) -> str:
    return "t" if value else "f"


WRITERS: dict[str, Callable[[Any], str]] = {
    "bigint": str,
    "smallint": str,
    "boolean": _boolean,
    "timestamptz": datetime.isoformat,
    "jsonb": _json,
}
