"""Rows by the hundred thousand: one INSERT ... SELECT from what the SQL of each column says."""

from typing import Any

BLANKS = {
    "CharField": "''",
    "TextField": "''",
    "JSONField": "'{}'",
    "BooleanField": "false",
    "PositiveIntegerField": "0",
    "PositiveSmallIntegerField": "1",
}


def insert(model: Any, said: dict[str, str]) -> str:
    """INSERT ... SELECT of a row in which everything else is blank."""
    columns = dict(said)
    for one in model._meta.concrete_fields:
        if not one.null and not one.primary_key and one.column not in columns:
            default = f"'{one.default}'" if isinstance(one.default, str) and one.default else ""
            columns[one.column] = default or BLANKS[one.get_internal_type()]
    return f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) SELECT {', '.join(columns.values())}"
