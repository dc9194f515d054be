"""What stands already gets its mixes, lags, values and waits. All are derived: `rebuild --check` says whether this was right."""

from django.db import migrations

WAY = ("captured", "mql", "handed_off", "accepted", "sql", "opportunity", "won")
STAGES = ", ".join(f"({place}, '{stage}', p.{stage}_on)" for place, stage in enumerate(WAY))
LAGS = f"""
INSERT INTO dashboards_funnellag (cell, cohort, stage, day, days, leads)
SELECT md5(ROW(cohort, stage, day - date '2000-01-01', days)::text)::uuid, cohort, stage, day, days, leads FROM (
    SELECT entry.stage AS cohort, later.stage, entry.day, later.day - entry.day AS days, count(*) AS leads
    FROM dashboards_placedlead p CROSS JOIN LATERAL (VALUES {STAGES}) entry(place, stage, day)
    CROSS JOIN LATERAL (VALUES {STAGES}) later(place, stage, day)
    WHERE entry.day IS NOT NULL AND later.day IS NOT NULL AND later.place > entry.place
    GROUP BY 1, 2, 3, 4
) lags ON CONFLICT DO NOTHING
"""
MEASURES = (*WAY[:4], "rejected", *WAY[4:], "lost", "recycled", "disqualified")
SUMS = ", ".join(f"sum({one}) AS {one}" for one in MEASURES)
MIXES = f"""
INSERT INTO dashboards_funnelmix (cell, cohort, day, source, segment, channel, {", ".join(MEASURES)})
SELECT md5(ROW(cohort, day - date '2000-01-01', source, segment, channel)::text)::uuid, * FROM (
    SELECT cohort, day, source, segment, channel, {SUMS} FROM dashboards_funnelday
    GROUP BY 1, 2, 3, 4, 5 HAVING {" OR ".join(f"sum({one}) <> 0" for one in MEASURES)}
) mixes ON CONFLICT DO NOTHING
"""
VALUES = """
INSERT INTO dashboards_funnelvalue (cell, day, name, value, leads)
SELECT md5(ROW(day - date '2000-01-01', name, value)::text)::uuid, day, name, value, leads FROM (
    SELECT p.captured_on AS day, told.name, told.value, count(*) AS leads
    FROM dashboards_placedlead p CROSS JOIN LATERAL (VALUES ('source', p.source), ('segment', p.segment),
        ('region', p.region), ('team', p.team_id::text), ('owner', p.owner_id::text)) told(name, value)
    WHERE p.captured_on IS NOT NULL GROUP BY 1, 2, 3
) told ON CONFLICT DO NOTHING
"""
QUALIFIED = """
UPDATE dashboards_placedopportunity p SET qualified_on = l.mql_on FROM leads_lead l
WHERE l.id = p.lead_id AND p.qualified_on IS DISTINCT FROM l.mql_on
"""
WAITS = """
INSERT INTO dashboards_waitday (cell, day, calendar_id, team_id, owner_id, days, opened, ended, over)
SELECT md5(ROW(day - date '2000-01-01', calendar_id, team_id, owner_id)::text)::uuid, day, calendar_id, team_id, owner_id,
    string_agg(date_send(day), ''::bytea ORDER BY handoff_id),
    string_agg(timestamptz_send(opened_at), ''::bytea ORDER BY handoff_id),
    string_agg(timestamptz_send(coalesce(ended_at, 'infinity')), ''::bytea ORDER BY handoff_id),
    string_agg(boolsend(is_touched), ''::bytea ORDER BY handoff_id)
FROM dashboards_placedhandoff GROUP BY day, calendar_id, team_id, owner_id ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0014_lags_mixes_and_waits")]

    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in (QUALIFIED, MIXES, LAGS, VALUES, WAITS)
    ]
