"""What happened to the handoffs of a period, as columns: read once, held against any terms.

The facts are those that the live clocks follow (`leads.models.loop.happenings`). Leads that were handed off before this
house ran, and came with a file, count too where the file knew the moments; where it knew only days they are counted as
not known to the moment and stay out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from leads.models.loop.happenings import HAPPENED
from leads.occasions import WORDS

from .working import Moments, micros

Column = NDArray[np.int64]
ATTEMPT = "attempt"
OCCASIONS = (*WORDS, ATTEMPT)

CODED = """
SELECT id, array_position(%(words)s, occasion) - 1, (extract(epoch FROM at) * 1000000)::bigint, turn
FROM ({told}) told (id, occasion, at, key, turn) WHERE occasion = ANY(%(words)s)
"""
SUBJECTS = """
SELECT h.id, l.id, (extract(epoch FROM h.opened_at) * 1000000)::bigint, coalesce(l.team_id, 0),
    coalesce(l.owner_id, 0), l.source
FROM leads_handoff h JOIN leads_lead l ON l.id = h.lead_id
WHERE h.id = ANY(%(ids)s) ORDER BY h.id
"""
# what a file told of a lead that this house never handed off; its number is the lead's, below zero
CAME = """
SELECT s.lead_id AS id, s.cycle, min(s.occurred_at) AS opened_at, bool_or(s.precision = 'day') AS by_day
FROM leads_stagechange s JOIN leads_lead l ON l.id = s.lead_id
WHERE s.stage = 'handed_off' AND l.handed_off_at >= %(since)s AND l.handed_off_at < %(until)s
    AND l.merged_into_id IS NULL AND (%(team)s = 0 OR l.team_id = %(team)s)
    AND NOT EXISTS (SELECT 1 FROM leads_handoff h WHERE h.lead_id = s.lead_id)
    AND NOT EXISTS (SELECT 1 FROM leads_stagechange later WHERE later.supersedes_id = s.id)
GROUP BY s.lead_id, s.cycle
"""
FOLLOWED = f"""
WITH came AS ({CAME}), later AS (
    SELECT c.id, s.stage, s.occurred_at AS at, s.precision FROM came c JOIN leads_stagechange s ON s.lead_id = c.id
    WHERE s.stage IN ('accepted', 'rejected', 'recycled', 'sql', 'opportunity', 'won', 'lost', 'disqualified')
        AND s.occurred_at >= c.opened_at AND NOT EXISTS (SELECT 1 FROM leads_stagechange n WHERE n.supersedes_id = s.id)
), spoken AS (
    SELECT c.id, e.occurred_at AS at, e.precision, k.* FROM came c JOIN leads_event e ON e.lead_id = c.id
    JOIN leads_eventkind k ON k.key = e.kind
    WHERE (k.is_touch OR k.is_conversation OR k.key = 'feedback') AND e.occurred_at >= c.opened_at
        AND NOT EXISTS (SELECT 1 FROM leads_event n WHERE n.supersedes = e.id)
), vague AS (
    SELECT id FROM came WHERE by_day UNION SELECT id FROM later WHERE precision = 'day'
    UNION SELECT id FROM spoken WHERE precision = 'day'
)
"""
CAME_SUBJECTS = f"""{FOLLOWED}
SELECT -c.id, c.id, (extract(epoch FROM c.opened_at) * 1000000)::bigint, coalesce(l.team_id, 0),
    coalesce(l.owner_id, 0), l.source FROM came c JOIN leads_lead l ON l.id = c.id
WHERE c.id NOT IN (SELECT id FROM vague) ORDER BY -c.id
"""
CAME_HAPPENED = f"""{FOLLOWED}
SELECT -told.id, told.occasion, told.at, '', (told.occasion IN ('accepted', 'rejected', 'recycled'))::int FROM (
    SELECT id, 'handed_off' AS occasion, opened_at AS at FROM came
    UNION ALL SELECT id, CASE WHEN stage IN ('accepted', 'rejected', 'recycled') THEN stage
        WHEN stage IN ('lost', 'disqualified') THEN 'disqualified' ELSE 'qualified' END, at FROM later
    UNION ALL SELECT id, 'first_touch', min(at) FROM spoken WHERE is_touch GROUP BY id
    UNION ALL SELECT id, 'attempt', at FROM spoken WHERE is_touch AND direction = 'out'
    UNION ALL SELECT id, 'conversation', at FROM spoken WHERE is_conversation
    UNION ALL SELECT id, 'feedback', at FROM spoken WHERE key = 'feedback'
) told WHERE told.id NOT IN (SELECT id FROM vague)
"""
VAGUE = f"{FOLLOWED} SELECT count(*) FROM vague"
FRESHNESS = """
SELECT md5(concat_ws(' ', (SELECT max(id) FROM leads_event), (SELECT max(id) FROM leads_stagechange),
    (SELECT max(id) FROM leads_verdict), (SELECT max(id) FROM leads_offer), (SELECT max(id) FROM leads_handoff),
    (SELECT max(id) FROM leads_dispute), (SELECT max(id) FROM leads_ruling), (SELECT max(id) FROM leads_retraction),
    (SELECT count(cancelled_at) || '/' || count(*) FROM leads_recycling), (SELECT max(id) FROM leads_leadchange),
    (SELECT count(undone_at) || '/' || count(*) FROM leads_leadmerge),
    (SELECT string_agg(concat_ws('/', key, direction, is_touch, is_conversation), ' ' ORDER BY key)
        FROM leads_eventkind)))
"""


@dataclass(frozen=True)
class Facts:
    """Subjects (a handoff each, below zero a lead from a file) and, a row each, what happened to them."""

    subject: Column
    lead: Column
    opened: Moments
    team: Column
    owner: Column
    source: NDArray[np.object_]
    of: Column
    """Whose happening it is: the place of its subject."""
    occasion: NDArray[np.int8]
    at: Moments
    turn: NDArray[np.int16]
    vague: int = 0
    """Leads from files that are known to the day only."""

    def __len__(self) -> int:
        return len(self.subject)

    @classmethod
    def joined(cls, parts: Sequence["Facts"]) -> "Facts":
        begins = np.cumsum([0, *(len(part) for part in parts)])
        columns = {
            one.name: np.concatenate([getattr(part, one.name) for part in parts])
            for one in fields(cls)
            if one.name not in ("of", "vague")
        }
        of = np.concatenate([part.of + begin for part, begin in zip(parts, begins, strict=False)])
        return cls(**columns, of=of, vague=sum(part.vague for part in parts))

    @classmethod
    def of_rows(cls, subjects: list[Any], happened: list[Any], vague: int = 0) -> "Facts":
        numbers = np.array([row[:5] for row in subjects], np.int64).reshape(-1, 5).T
        events = np.array(happened, np.int64).reshape(-1, 4).T
        order = np.argsort(numbers[0])
        place = np.searchsorted(numbers[0], events[0], sorter=order)
        source = np.array([row[5] for row in subjects], object)
        of = order[place] if len(order) else place
        occasion, at, turn = events[1].astype(np.int8), events[2], events[3].astype(np.int16)
        subject, lead, opened, team, owner = numbers
        return cls(subject, lead, opened, team, owner, source, of, occasion, at, turn, vague)


def of_handoffs(ids: Sequence[int]) -> Facts:
    """Three statements, however many handoffs."""
    asked = {"ids": list(ids), "words": list(OCCASIONS)}
    return Facts.of_rows(list(_rows(SUBJECTS, asked)), list(_rows(CODED.format(told=HAPPENED), asked)))


def of_files(since: datetime, until: datetime, team: int = 0) -> Facts:
    """Leads that came with a file as handed off in [since, until); of one team, or of all."""
    asked = {"since": since, "until": until, "team": team, "words": list(OCCASIONS)}
    ((vague,),) = _rows(VAGUE, asked)
    happened = _rows(CODED.format(told=CAME_HAPPENED), asked)
    return Facts.of_rows(list(_rows(CAME_SUBJECTS, asked)), list(happened), vague)


def freshness() -> str:
    """Changes when any fact does that a replay reads: some index look-ups."""
    ((told,),) = _rows(FRESHNESS, {})
    return str(told)


def weeks_of(opened: Moments, starts: Iterable[datetime]) -> Column:
    """In which of these weeks, told by their beginnings, each moment lies."""
    edges = np.array([micros(at) for at in starts], np.int64)
    return np.searchsorted(edges, opened, side="right") - 1


def _rows(statement: str, asked: dict[str, Any]) -> Iterator[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        yield from cursor.fetchall()
