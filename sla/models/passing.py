"""The plain case of the sweep: a clock to which nothing happened since it started.

Its row already says which rung was passed and when, and the rungs above follow from its start alone; so a thousand of
them are declared without reading one ledger. Whatever is odd (a pause, an answer, other terms, a calendar that can't be
read) is left to `judging`, which reads everything.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from people.rows import arrays_of
from sla.ledger import WorkingTime

from .commitment import BREACH, Commitment, Ladder
from .declaring import Rung
from .timing import hours_for

# one entry, and that the start; never under other terms
PLAIN = """
    SELECT clock_id FROM sla_clockentry WHERE clock_id = ANY(%(ids)s)
    GROUP BY clock_id HAVING count(*) = 1 AND min(kind) = 'start'
    EXCEPT SELECT clock_id FROM sla_clockrebase WHERE clock_id = ANY(%(ids)s)
"""
NEXT = {"id": "bigint", "next_step_at": "timestamptz", "next_percent": "smallint", "broken": "boolean"}
WRITE = """
    UPDATE sla_clock AS clock SET next_step_at = told.next_step_at, next_percent = told.next_percent,
        quarantined_until = NULL, outcome = CASE WHEN told.broken THEN 'breached' ELSE clock.outcome END
    FROM unnest({arrays}) AS told({names}) WHERE clock.id = told.id
""".format(arrays=", ".join(f"%s::{kind}[]" for kind in NEXT.values()), names=", ".join(NEXT))


class Seen(NamedTuple):
    """A clock's row, as far as declaring a step asks for it."""

    pk: int
    commitment_id: int
    calendar_version_id: int | None
    owner_id: int | None
    team_id: int | None
    started_at: datetime
    target_seconds: int
    due_at: datetime | None
    next_step_at: datetime
    next_percent: int | None
    paused_at: datetime | None
    shadow: bool
    commitment: Any = None


COLUMNS = Seen._fields[:-1]


@dataclass
class Passed:
    """What the plain ones passed, where they stand now, and the ids of the odd ones."""

    rungs: list[Rung] = field(default_factory=list)
    rows: list[tuple[int, datetime | None, int | None, bool]] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)

    def write(self) -> None:
        if self.rows:
            with connection.cursor() as cursor:
                cursor.execute(WRITE, arrays_of(NEXT.values(), self.rows))


def passed(clocks: Sequence[Seen], at: datetime) -> Passed:
    """Judge locked rows, in four queries."""
    plain = _plain([clock.pk for clock in clocks])
    commitments = Commitment.objects.prefetch_related("steps").in_bulk(
        {clock.commitment_id for clock in clocks}
    )
    ladders = {pk: commitment.ladder() for pk, commitment in commitments.items()}
    hours = hours_for(clock.calendar_version_id for clock in clocks)
    found = Passed()
    for clock in clocks:
        counts = hours.get(clock.calendar_version_id)
        if counts is None or clock.pk not in plain or not _is_whole(clock, ladders):
            found.odd.append(clock.pk)
            continue
        seen = clock._replace(commitment=commitments[clock.commitment_id])
        try:
            _climb(seen, ladders[clock.commitment_id], counts, at, found)
        except LookupError:  # beyond what its calendar has built
            found.odd.append(clock.pk)
    return found


def _plain(ids: list[int]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, {"ids": ids})
        return {pk for (pk,) in cursor.fetchall()}


def _is_whole(clock: Seen, ladders: Mapping[int, Ladder]) -> bool:
    rung = clock.next_percent
    return clock.paused_at is None and clock.due_at is not None and rung in ladders[clock.commitment_id]


def _climb(clock: Seen, ladder: Ladder, hours: WorkingTime, at: datetime, found: Passed) -> None:
    """From the rung that the row names upwards, as far as `at` reaches; the ladder's rungs rise."""
    rungs: list[Rung] = []
    ahead: tuple[datetime, int] | None = None
    for percent, step in ladder.items():
        if clock.next_percent is not None and percent >= clock.next_percent:
            moment = _moment(clock, percent, hours)
            if moment >= at:
                ahead = (moment, percent)
                break
            rungs.append(Rung(clock, step, moment, 1))
    broken = any(rung.percent == BREACH for rung in rungs)
    found.rungs += rungs
    found.rows.append((clock.pk, *(ahead or (None, None)), broken))


def _moment(clock: Seen, percent: int, hours: WorkingTime) -> datetime:
    if percent == clock.next_percent:
        return clock.next_step_at
    if percent == BREACH and clock.due_at:
        return clock.due_at
    return hours.due(clock.started_at, -(-clock.target_seconds * percent // 100))
