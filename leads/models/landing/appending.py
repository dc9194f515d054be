"""The statements that append facts in bulk, each fact once: changes of values, stages, events."""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

_INCOMING = 'jsonb_to_recordset(%(rows)s) AS i(subject bigint, name text, key text, at timestamptz, "on" date, values jsonb)'
_WHOLE = "SELECT subject, key, at, \"on\", values FROM {incoming} WHERE values <> '{{}}'::jsonb"
# only what differs from what this origin said last, field by field
_PATCH = """
SELECT i.subject, i.key, i.at, i."on", patch.values FROM {incoming}
CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(kv.key, kv.value) AS values FROM jsonb_each(i.values) kv
    WHERE kv.value IS DISTINCT FROM (
        SELECT f.values -> kv.key FROM {table} f
        WHERE f.{subject} = i.subject AND f.origin = %(origin)s AND f.values ? kv.key
        ORDER BY f.occurred_at DESC, f.id DESC LIMIT 1
    )
) patch WHERE patch.values IS NOT NULL
"""
_APPEND = """
INSERT INTO {table} ({subject}, values, origin_key, occurred_at, occurred_on, precision, recorded_at, origin, is_history, cause)
SELECT subject, values, key, at, "on", CASE WHEN "on" IS NULL THEN 'moment' ELSE 'day' END,
       %(recorded_at)s, %(origin)s, %(is_history)s, ''
FROM ({source}) stated
ON CONFLICT DO NOTHING RETURNING {subject}
"""


def state_values(
    table: str, subject: str, rows: list[dict[str, Any]], common: dict[str, Any], snapshot: bool
) -> set[int]:
    """Append changes to a table of facts about `subject`; returns the subjects that got one."""
    if not rows:
        return set()
    source = (_PATCH if snapshot else _WHOLE).format(incoming=_INCOMING, table=table, subject=subject)
    return _append(
        _APPEND.format(table=table, subject=subject, source=source),
        common | {"rows": _json(rows)},
    )


# the last row under a key is the one that stands; another moment under that key supersedes it
STAGES = """
INSERT INTO leads_stagechange (lead_id, stage, cycle, origin_key, occurred_at, occurred_on, precision, recorded_at, origin,
                               is_history, cause, supersedes_id)
SELECT i.subject, i.name, coalesce(old.cycle, l.cycle), i.key, i.at, i."on", CASE WHEN i."on" IS NULL THEN 'moment' ELSE 'day' END,
       %(recorded_at)s, %(origin)s, %(is_history)s, '', old.id
FROM {incoming} JOIN leads_lead l ON l.id = i.subject
LEFT JOIN LATERAL (
    SELECT * FROM leads_stagechange said WHERE said.origin = %(origin)s AND said.origin_key = i.key ORDER BY said.id DESC LIMIT 1
) old ON true
WHERE old.id IS NULL OR (old.stage, old.occurred_on, CASE WHEN i."on" IS NULL THEN old.occurred_at END)
      IS DISTINCT FROM (i.name, i."on", CASE WHEN i."on" IS NULL THEN i.at END)
ON CONFLICT DO NOTHING RETURNING lead_id
"""
EVENTS = """
INSERT INTO leads_event (lead_id, kind, values, origin_key, occurred_at, occurred_on, precision, recorded_at, origin,
                         is_history, by_id, cause, supersedes)
SELECT i.subject, i.name, i.values, i.key, i.at, i."on", CASE WHEN i."on" IS NULL THEN 'moment' ELSE 'day' END,
       %(recorded_at)s, %(origin)s, %(is_history)s, %(by)s, '', old.id
FROM {incoming}
LEFT JOIN LATERAL (
    SELECT * FROM leads_event said WHERE said.origin = %(origin)s AND said.origin_key = i.key ORDER BY said.id DESC LIMIT 1
) old ON true
WHERE old.id IS NULL OR (old.kind, old.values, old.occurred_on, CASE WHEN i."on" IS NULL THEN old.occurred_at END)
      IS DISTINCT FROM (i.name, i.values, i."on", CASE WHEN i."on" IS NULL THEN i.at END)
ON CONFLICT DO NOTHING RETURNING lead_id
"""


def state_moments(statement: str, rows: list[dict[str, Any]], common: dict[str, Any]) -> set[int]:
    """Append stages or events; a key that comes twice in one batch counts with its last row."""
    once = list({row["key"]: row for row in rows}.values())
    return _append(statement.format(incoming=_INCOMING), common | {"rows": _json(once)}) if once else set()


def _append(statement: str, values: dict[str, Any]) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {row[0] for row in cursor.fetchall()}


def _json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder)
