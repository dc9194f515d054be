"""Reads leads as they were known at a moment of their own: a day (or a week) after they came in, never later.

Fields are taken from the facts, not from the lead's row, so that what Sales corrected or filled in afterwards isn't taken
for something that was known before. A file that says nothing of when its values came to be is believed for all times, and
its fields are held against the outcome (`leakage`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from django.db import connection

from .encoding import Values
from .frame import EVENT, INTEREST, Frame, is_told
from .leakage import Filling

OUTCOMES = ("won", "opportunity")
LONGEST_VALUE = 200
MOST_LEADS = 200_000


@dataclass(frozen=True)
class Plan:
    """What is foretold, and of which leads: `outcome` within `horizon_days` of coming in, told from what is known after
    `known_days`. Leads came in from `since` until before `until`, long enough ago to know what became of them."""

    outcome: str
    horizon_days: int
    known_days: int
    since: datetime
    until: datetime
    fields: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            raise ValueError(self.outcome)

    @property
    def params(self) -> dict[str, Any]:
        return {
            "since": self.since,
            "until": self.until,
            "horizon": timedelta(days=self.horizon_days),
            "known": timedelta(days=self.known_days),
            "fields": [*{*filter(is_told, self.fields), "source"}],
        }

    def sql(self, text: str) -> str:
        """With the columns of the outcome, which is one of OUTCOMES."""
        return text.format(outcome=f"l.{self.outcome}_at")


_STANDING = "l.merged_into_id IS NULL AND l.blocked_at IS NULL"
_OF_PLAN = f"""
{_STANDING} AND l.captured_at >= %(since)s AND l.captured_at < %(until)s
    AND ({{outcome}} IS NULL OR {{outcome}} > l.captured_at + %(known)s)
"""
_HAPPENED = "coalesce({outcome} <= l.captured_at + %(horizon)s, false)"
COUNT = f"SELECT count(*), count(*) FILTER (WHERE {_HAPPENED}) FROM leads_lead l WHERE {_OF_PLAN}"
DECIDED = f"""
SELECT count(*) FROM leads_lead l WHERE {_STANDING} AND l.captured_at >= %(since)s AND l.captured_at < %(until)s
    AND {{outcome}} <= l.captured_at + %(known)s
"""
IDS = f"SELECT l.id FROM leads_lead l WHERE {_OF_PLAN} ORDER BY l.captured_at DESC, l.id DESC LIMIT %(most)s"
_MINE = (
    "(SELECT l.id UNION ALL SELECT gone.id FROM leads_lead gone WHERE gone.merged_into_id = l.id) mine(id)"
)
_SEEN = "least(l.captured_at + %(known)s, %(at)s)"
# a file's values have the moment of the reading: when they came to be isn't known
_UNDATED = f"(f.is_history AND f.occurred_at >= f.recorded_at AND f.occurred_at > {_SEEN})"
_FILLED = "kv.key = ANY(%(fields)s) AND btrim(coalesce(kv.value #>> '{{}}', '')) <> ''"

READ = f"""
SELECT l.id, l.captured_on, {_HAPPENED}, coalesce(l.team_id, 0), coalesce(known.said, '{{{{}}}}'::jsonb),
    coalesce(did.times, '{{{{}}}}'::jsonb)
FROM leads_lead l
CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(key, btrim(left(value #>> '{{{{}}}}', {LONGEST_VALUE}))) AS said FROM (
        SELECT DISTINCT ON (kv.key) kv.key, kv.value
        FROM {_MINE} JOIN leads_leadchange f ON f.lead_id = mine.id CROSS JOIN LATERAL jsonb_each(f.values) kv
        WHERE kv.key = ANY(%(fields)s) AND (f.occurred_at <= {_SEEN} OR {_UNDATED})
        ORDER BY kv.key, f.occurred_at DESC, kv.value::text DESC
    ) newest
) known
CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(kind, times) AS times FROM (
        SELECT e.kind, count(*) AS times FROM {_MINE} JOIN leads_event e ON e.lead_id = mine.id
        WHERE e.kind IN (SELECT key FROM leads_eventkind WHERE is_engagement) AND e.occurred_at <= {_SEEN}
            AND NOT EXISTS (SELECT 1 FROM leads_event later WHERE later.supersedes = e.id)
        GROUP BY e.kind
    ) each
) did
WHERE l.id = ANY(%(ids)s) ORDER BY l.captured_at, l.id
"""
FILLING = f"""
SELECT key, count(*) FILTER (WHERE happened AND first_at IS NOT NULL),
    count(*) FILTER (WHERE happened AND first_at >= outcome_at),
    count(*) FILTER (WHERE happened AND first_at IS NULL), count(*) FILTER (WHERE NOT happened AND first_at IS NULL)
FROM (
    SELECT l.id, kv.key, {_HAPPENED} AS happened, {{outcome}} AS outcome_at,
        min(f.occurred_at) FILTER (WHERE NOT {_UNDATED}) AS first_at
    FROM leads_lead l CROSS JOIN LATERAL {_MINE} JOIN leads_leadchange f ON f.lead_id = mine.id
    CROSS JOIN LATERAL jsonb_each(f.values) kv
    WHERE l.id = ANY(%(ids)s) AND {_FILLED} GROUP BY 1, 2, 3, 4
) filled GROUP BY key
"""


def counted(plan: Plan) -> tuple[int, int]:
    """(leads, those with the outcome) of a plan: what the data floor asks about."""
    ((leads, hits),) = _rows(plan, COUNT)
    return leads, hits


def decided(plan: Plan) -> int:
    """Leads that had the outcome before anything could be foretold; they are left out."""
    (((n),),) = _rows(plan, DECIDED)
    return int(n)


def ids_of(plan: Plan) -> list[int]:
    """The leads of a plan as they came in; of very many the newest."""
    found = [pk for (pk,) in _rows(plan, IDS, most=MOST_LEADS)]
    return found[::-1]


def read(plan: Plan, ids: Sequence[int], at: datetime) -> Frame:
    """These leads as columns, in the order in which they came in; one statement."""
    rows = _rows(plan, READ, ids=list(ids), at=at)
    said = [json.loads(row[4]) for row in rows]
    columns = {name: _column([one.get(name) for one in said]) for name in plan.params["fields"]}
    did = [json.loads(row[5]) for row in rows]
    if INTEREST in plan.fields:
        columns[INTEREST] = _column([str(sum(one.values())) for one in did])
    for name in plan.fields:
        if name.startswith(EVENT):
            kind = name.removeprefix(EVENT)
            columns[name] = _column(["yes" if kind in one else "no" for one in did])
    return Frame(
        np.array([row[0] for row in rows], dtype=np.int64),
        [row[1] for row in rows],
        np.array([row[2] for row in rows], dtype=np.float64),
        np.array([row[3] for row in rows], dtype=np.int64),
        columns,
    )


def _column(values: list[str | None]) -> Values:
    """An empty text is nothing stated."""
    column = np.empty(len(values), dtype=object)
    column[:] = [value or None for value in values]
    return column


def filling(plan: Plan, frame: Frame, at: datetime) -> dict[str, Filling]:
    """How the fields of these leads were filled; one statement."""
    told = {name: rest for name, *rest in _rows(plan, FILLING, ids=frame.ids.tolist(), at=at)}
    hits, others = frame.hits, len(frame) - frame.hits
    return {
        name: Filling(hits, others, *told.get(name, (0, 0, 0, 0))) for name in plan.fields if is_told(name)
    }


def _rows(plan: Plan, text: str, **more: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(plan.sql(text), plan.params | more)
        return cursor.fetchall()
