"""Writing many clock rows in one statement each; what did not change is not written."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction

CACHED = {
    "started_at": "timestamptz",
    "due_at": "timestamptz",
    "next_step_at": "timestamptz",
    "next_percent": "smallint",
    "running": "boolean",
    "outcome": "text",
    "stopped_at": "timestamptz",
    "paused_at": "timestamptz",
    "elapsed_seconds": "bigint",
    "quarantined_until": "timestamptz",
}
"""The columns that are the fold of the ledger, with their types."""

WRITE = """
    UPDATE sla_clock AS clock SET {sets}
    FROM unnest(%s::bigint[], {arrays}) AS told(id, {columns})
    WHERE clock.id = told.id
""".format(
    sets=", ".join(f"{name} = told.{name}" for name in CACHED),
    arrays=", ".join(f"%s::{kind}[]" for kind in CACHED.values()),
    columns=", ".join(CACHED),
)
ASSIGN = """
    UPDATE sla_clock AS clock SET owner_id = told.owner_id, team_id = told.team_id
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS told(id, owner_id, team_id)
    WHERE clock.id = told.id
        AND (clock.owner_id, clock.team_id) IS DISTINCT FROM (told.owner_id, told.team_id)
"""

TERMS = """
    UPDATE sla_clock AS clock SET commitment_id = told.commitment_id, calendar_version_id = told.version_id,
        target_seconds = told.target_seconds
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[])
        AS told(id, commitment_id, version_id, target_seconds)
    WHERE clock.id = told.id
"""


def cached(clock: Any) -> tuple[Any, ...]:
    return tuple(getattr(clock, name) for name in CACHED)


def write_clocks(clocks: Iterable[Any]) -> None:
    rows: list[tuple[Any, ...]] = [(clock.pk, *cached(clock)) for clock in clocks]
    if rows:
        with connection.cursor() as cursor:
            columns: Any = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(WRITE, columns)


def write_owners(owners: Mapping[int, tuple[int | None, int | None]]) -> None:
    if owners:
        ids = sorted(owners)
        columns: Any = [ids, [owners[pk][0] for pk in ids], [owners[pk][1] for pk in ids]]
        with transaction.atomic(), connection.cursor() as cursor:
            # in the order in which everybody locks, so that nobody waits in a circle
            cursor.execute("SELECT id FROM sla_clock WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [ids])
            cursor.execute(ASSIGN, columns)


def write_terms(clocks: Iterable[Any]) -> None:
    """The promise, the calendar version and the target that these clocks run under from now on."""
    rows = [(one.pk, one.commitment_id, one.calendar_version_id, one.target_seconds) for one in clocks]
    if rows:
        with connection.cursor() as cursor:
            columns: Any = [list(column) for column in zip(*rows, strict=True)]
            cursor.execute(TERMS, columns)
