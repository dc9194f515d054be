"""Human touches since the handoff, gathered from events: what answers a lead and stops its first-contact clock."""

from collections.abc import Iterable

from django.db import connection, transaction

# the day of a touch known only by its date can't answer "how fast", so it stays out of response times
COMPUTED = """
SELECT h.id, touched.first_touch_at, touched.touches
FROM leads_handoff h CROSS JOIN LATERAL (
    SELECT min(e.occurred_at) AS first_touch_at, count(*) AS touches
    FROM (SELECT h.lead_id UNION ALL SELECT gone.id FROM leads_lead gone WHERE gone.merged_into_id = h.lead_id) mine(id)
    JOIN leads_event e ON e.lead_id = mine.id
    WHERE e.kind IN (SELECT key FROM leads_eventkind WHERE is_touch)
      AND e.occurred_at >= h.opened_at AND e.precision = 'moment'
      AND NOT EXISTS (SELECT 1 FROM leads_event later WHERE later.supersedes = e.id)
      AND NOT EXISTS (SELECT 1 FROM leads_handoff n WHERE n.lead_id = h.lead_id AND n.cycle > h.cycle
                      AND n.opened_at <= e.occurred_at)
) touched
WHERE {which}
"""
SOME = "h.lead_id = ANY(%s)"
EVERY = "true"
LOCK = "SELECT id FROM leads_handoff WHERE lead_id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
DIFFERS = "h.id = new.id AND (h.first_touch_at, h.touches) IS DISTINCT FROM (new.first_touch_at, new.touches)"


def refold(lead_ids: Iterable[int] | None) -> int:
    """Write the handoffs whose touches changed; how many."""
    computed = COMPUTED.format(which=EVERY if lead_ids is None else SOME)
    with transaction.atomic(), connection.cursor() as cursor:
        if lead_ids is not None:
            lead_ids = list(lead_ids)
            # taken before the events are read: of two workers the second counts what the first has told
            cursor.execute(LOCK, [lead_ids])
        cursor.execute(
            f"UPDATE leads_handoff h SET first_touch_at = new.first_touch_at, touches = new.touches "
            f"FROM ({computed}) new WHERE {DIFFERS}",
            None if lead_ids is None else [lead_ids],
        )
        return cursor.rowcount


def differences() -> list[int]:
    """Handoffs whose row isn't what the events say."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT h.id FROM leads_handoff h JOIN ({COMPUTED.format(which=EVERY)}) new ON {DIFFERS}"
        )
        return [row[0] for row in cursor.fetchall()]
