"""Keeping the rollups true: follow what changed, rebuild all, say where they differ from the facts."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from people.models import Organisation

from .counting import CLOCKS, FUNNEL, HANDOFFS, OPPORTUNITIES, ROLLUPS
from .models import Followed, Stale
from .rollup import Rollup

BATCH = 5000
# what a page waits for; the task takes the rest
INLINE = 4

# merged leads count where the kept one counts, so both are looked at whichever of them changed; a clock that moved to
# another calendar makes its handoff's wait another one
TOUCHED_LEADS = """
WITH told AS (SELECT DISTINCT subject_id AS id FROM dashboards_stale WHERE id = ANY(%(rows)s) AND subject = 'lead')
SELECT id FROM told
UNION SELECT l.merged_into_id FROM leads_lead l JOIN told USING (id) WHERE l.merged_into_id IS NOT NULL
UNION SELECT l.id FROM leads_lead l JOIN told ON l.merged_into_id = told.id
UNION SELECT p.lead_id FROM dashboards_stale s JOIN sla_clock c ON s.subject = 'clock' AND c.id = s.subject_id
    JOIN sla_commitment k ON k.id = c.commitment_id AND k.kind = 'first_touch'
    JOIN dashboards_placedhandoff p ON c.subject = 'handoff' AND p.handoff_id = c.subject_id
    WHERE s.id = ANY(%(rows)s) AND p.calendar_id IS DISTINCT FROM c.calendar_version_id
"""
TOUCHED_CLOCKS = """
SELECT subject_id FROM dashboards_stale WHERE id = ANY(%(rows)s) AND subject = 'clock'
UNION SELECT c.id FROM sla_clock c JOIN leads_handoff h ON c.subject = 'handoff' AND c.subject_id = h.id
WHERE h.lead_id = ANY(%(leads)s)
"""


@dataclass(frozen=True)
class Difference:
    """A row that stands on one side only: `stored` in the rollup, or `facts` as the rows below it say."""

    rollup: str
    side: str
    row: dict[str, Any]


def freshen(batches: int = INLINE) -> int:
    """Count what changed, up to so many batches; how many marks were taken. One counts, the others wait."""
    taken = 0
    for _turn in range(batches):
        if not Stale.objects.are_waiting():
            break
        taken += _drain()
    return taken


@transaction.atomic
def _drain() -> int:
    """Marks are only added: those seen here are of committed changes, later ones stay for the next turn."""
    take_turns()
    rows = list(Stale.objects.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if rows:
        leads = _ids(TOUCHED_LEADS, rows=rows)
        clocks = _ids(TOUCHED_CLOCKS, rows=rows, leads=leads)
        _count(leads, clocks)
        Followed.objects.reach(rows)
        Stale.objects.filter(pk__in=rows).delete()
    return len(rows)


def _count(leads: list[int], clocks: list[int]) -> None:
    zone = Organisation.current().time_zone
    with connection.cursor() as cursor:
        for rollup, ids in ((FUNNEL, leads), (HANDOFFS, leads), (OPPORTUNITIES, leads), (CLOCKS, clocks)):
            if ids:
                cursor.execute(rollup.freshen(), {"ids": ids, "zone": zone})
                _bundle(rollup, cursor)


def _bundle(rollup: Rollup, cursor: Any) -> None:
    """Columns don't add up: those that the last statement touched are made anew, from the placements that it left."""
    touched = cursor.fetchall()
    if rollup.bundle and touched:
        cells, days = zip(*touched, strict=True)
        cursor.execute(rollup.bundle.freshen(rollup.placed), {"cells": list(cells), "days": list(set(days))})


def differences() -> list[Difference]:
    """Where the rollups aren't what the facts say.

    What waits in the queue is counted first: a change that isn't counted yet is no difference.
    """
    catch_up()
    with transaction.atomic():
        take_turns()
        return _differences()


def rebuild() -> int:
    """Count everything anew where anything differs; how many rows differed (a hundred of a kind are looked for)."""
    catch_up()
    with transaction.atomic():
        take_turns()
        found = _differences()
        if found:
            _write_all()
    return len(found)


def catch_up() -> None:
    while freshen(batches=100):
        pass


def _differences() -> list[Difference]:
    """What is kept beside the cells is held against them and their placements once these are right."""
    found: list[Difference] = []
    for rollup in ROLLUPS:
        apart = [*_apart(rollup, rollup.misplaced()), *_apart(rollup, rollup.miscounted())]
        found += apart or [one for statement in rollup.beside() for one in _apart(rollup, statement)]
    return found


def _apart(rollup: Rollup, statement: str) -> list[Difference]:
    with connection.cursor() as cursor:
        cursor.execute(statement, _zone())
        return [Difference(rollup.name, side, row) for side, row in cursor.fetchall()]


def _write_all() -> None:
    with connection.cursor() as cursor:
        for rollup in ROLLUPS:
            for statement in rollup.write_all():
                cursor.execute(statement, _zone())


def _zone() -> dict[str, str]:
    return {"zone": Organisation.current().time_zone}


def take_turns() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('dashboards.rollups'))")


def _ids(statement: str, **values: Any) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]
