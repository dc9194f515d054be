"""What stands already gets its totals and its waits. Both are derived: `rebuild --check` says whether this was right."""

from django.db import migrations

WAITS = """
UPDATE dashboards_placedhandoff p SET opened_at = h.opened_at, calendar_id = (
        SELECT c.calendar_version_id FROM sla_clock c JOIN sla_commitment k ON k.id = c.commitment_id
        WHERE c.subject = 'handoff' AND c.subject_id = h.id AND k.kind = 'first_touch' ORDER BY c.id LIMIT 1
    ), ended_at = coalesce(h.first_touch_at, (
        SELECT CASE WHEN v.kind IN ('rejected', 'returned', 'recycled', 'expired') THEN v.decided_at END
        FROM leads_offer o LEFT JOIN leads_verdict v ON v.offer_id = o.id
        WHERE o.handoff_id = h.id ORDER BY o.number DESC LIMIT 1
    ))
FROM leads_handoff h WHERE h.id = p.handoff_id AND p.opened_at IS NULL
"""
TOTALS = {
    "funnel": (
        ("cohort", "day"),
        (
            *("captured", "mql", "handed_off", "accepted", "rejected", "sql", "opportunity", "won", "lost"),
            *("recycled", "disqualified"),
        ),
    ),
    "handoff": (
        ("day", "reason"),
        (
            *("delivered", "pending", "accepted", "rejected", "returned", "recycled", "expired", "touched"),
            *("untouched", "complete", "ever_rejected", "disputed", "overturned", "in_product"),
        ),
    ),
    "clock": (
        ("day", "kind", "party"),
        ("met", "late", "open_late", "waived", "running", "cancelled", "excused"),
    ),
    "opportunity": (
        ("cohort", "day"),
        ("opportunities", "won", "lost", "standing", "valued", "revenue", "pipeline"),
    ),
}


def _total(noun: str, keys: tuple[str, ...], measures: tuple[str, ...]) -> str:
    named, sums = ", ".join(keys), ", ".join(f"sum({one}) AS {one}" for one in measures)
    key = ", ".join("day - date '2000-01-01'" if one == "day" else one for one in keys)
    some = " OR ".join(f"sum({one}) <> 0" for one in measures)
    return f"""
INSERT INTO dashboards_{noun}total (cell, {named}, {", ".join(measures)})
SELECT md5(ROW({key})::text)::uuid, {named}, {", ".join(measures)}
FROM (SELECT {named}, {sums} FROM dashboards_{noun}day GROUP BY {named} HAVING {some}) c ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0012_totals_and_waits"), ("leads", "0013_catching_up")]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (WAITS, *(_total(noun, *told) for noun, told in TOTALS.items()))
    ]
