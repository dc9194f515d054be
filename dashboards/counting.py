"""The four rollups: leads through the funnel, handoffs and their answers, clocks and their outcomes, opportunities. SQL only."""

from leads.stages import FUNNEL as WAY
from leads.stages import STAGES

from .kept import Bundle, Values
from .rollup import Rollup

DIMS = ("source", "segment", "region", "channel", "team_id", "owner_id")
LEAD_DIMS = ", ".join(f"l.{name}" for name in DIMS)
STANDING = "l.merged_into_id IS NULL AND l.blocked_at IS NULL"
STAGE_DAYS = tuple(f"{stage}_on" for stage in STAGES)
ON_THE_WAY = ", ".join(f"({place}, '{stage}', p.{stage}_on)" for place, stage in enumerate(WAY))
LAGS = Values(
    table="dashboards_funnellag",
    keys=("cohort", "stage", "day", "days"),
    count="leads",
    # each later stage of the way that it reached, before or after
    spread=f"""
SELECT entry.stage AS cohort, later.stage, entry.day, later.day - entry.day AS days
FROM {{placements}} p CROSS JOIN LATERAL (VALUES {ON_THE_WAY}) entry(place, stage, day)
CROSS JOIN LATERAL (VALUES {ON_THE_WAY}) later(place, stage, day)
WHERE entry.day IS NOT NULL AND later.day IS NOT NULL AND later.place > entry.place
""",
)
CUTS = ", ".join(
    f"('{name}', p.{name}{'_id::text' if name in ('team', 'owner') else ''})"
    for name in ("source", "segment", "region", "team", "owner")
)
STANDING_VALUES = Values(
    table="dashboards_funnelvalue",
    keys=("day", "name", "value"),
    count="leads",
    spread=f"""
SELECT p.captured_on AS day, told.name, told.value
FROM {{placements}} p CROSS JOIN LATERAL (VALUES {CUTS}) told(name, value) WHERE p.captured_on IS NOT NULL
""",
)

FUNNEL = Rollup(
    name="funnel",
    placed="dashboards_placedlead",
    key="lead_id",
    columns=(*DIMS, *STAGE_DAYS),
    by="lead_id",
    by_column="l.id",
    truth=f"""
SELECT l.id AS lead_id, {LEAD_DIMS}, {", ".join(f"l.{day}" for day in STAGE_DAYS)}
FROM leads_lead l WHERE {STANDING} AND {{which}}
""",
    cells="dashboards_funnelday",
    totals="dashboards_funneltotal",
    total_keys=("cohort", "day"),
    keys=("cohort", "day", *DIMS),
    measures=STAGES,
    # a lead counts in the cohort of every stage it reached
    spread=f"""
SELECT entry.cohort, entry.day, {", ".join(f"p.{name}" for name in DIMS)},
    {", ".join(f"(p.{stage}_on IS NOT NULL)::int AS {stage}" for stage in STAGES)}
FROM {{placements}} p CROSS JOIN LATERAL (VALUES {", ".join(f"('{s}', p.{s}_on)" for s in STAGES)}) entry(cohort, day)
WHERE entry.day IS NOT NULL
""",
    mixes="dashboards_funnelmix",
    mix=("source", "segment", "channel"),
    values=(LAGS, STANDING_VALUES),
)

# what a person said; an expiry is what nobody said
SAID = ("accepted", "rejected", "returned", "recycled")
# what ends a wait without a touch
SENT_AWAY = ("rejected", "returned", "recycled", "expired")
WAIT = ("opened_at", "ended_at", "calendar_id")
LOOP = ("was_rejected", "is_disputed", "is_overturned", "is_in_product")
ANSWERS = ("pending", "accepted", "rejected", "returned", "recycled", "expired")
WAITS = Bundle(
    table="dashboards_waitday",
    keys=("day", "calendar_id", "team_id", "owner_id"),
    # who still waits has no end: a moment that no handoff has
    columns={
        "days": "date_send(day)",
        "opened": "timestamptz_send(opened_at)",
        "ended": "timestamptz_send(coalesce(ended_at, 'infinity'))",
        "over": "boolsend(is_touched)",
    },
    order="handoff_id",
)
HANDOFFS = Rollup(
    name="handoffs",
    placed="dashboards_placedhandoff",
    key="handoff_id",
    columns=("lead_id", "day", *DIMS, *WAIT, "state", "reason", "is_touched", "is_complete", *LOOP),
    by="lead_id",
    by_column="h.lead_id",
    # a handoff counts by its last offer's answer; without one it waits
    truth=f"""
SELECT h.id AS handoff_id, h.lead_id, (h.opened_at AT TIME ZONE %(zone)s)::date AS day, {LEAD_DIMS}, h.opened_at,
    coalesce(h.first_touch_at, CASE WHEN last.kind = ANY(ARRAY{list(SENT_AWAY)}) THEN last.decided_at END) AS ended_at,
    promise.calendar_id, coalesce(last.kind, 'pending') AS state,
    CASE WHEN last.kind = 'rejected' THEN coalesce(last.reason_id, '') ELSE '' END AS reason,
    h.first_touch_at IS NOT NULL AS is_touched, h.missing = '[]'::jsonb AS is_complete,
    coalesce(way.was_rejected, false) AS was_rejected, coalesce(way.is_disputed, false) AS is_disputed,
    coalesce(way.is_overturned, false) AS is_overturned,
    coalesce(last.kind = ANY(ARRAY{list(SAID)}) AND last.by_id IS NOT NULL, false) AS is_in_product
FROM leads_handoff h JOIN leads_lead l ON l.id = h.lead_id
LEFT JOIN LATERAL (
    SELECT v.kind, v.reason_id, v.by_id, v.decided_at FROM leads_offer o LEFT JOIN leads_verdict v ON v.offer_id = o.id
    WHERE o.handoff_id = h.id ORDER BY o.number DESC LIMIT 1
) last ON true
LEFT JOIN LATERAL (
    SELECT c.calendar_version_id AS calendar_id FROM sla_clock c JOIN sla_commitment k ON k.id = c.commitment_id
    WHERE c.subject = 'handoff' AND c.subject_id = h.id AND k.kind = 'first_touch' ORDER BY c.id LIMIT 1
) promise ON true
LEFT JOIN LATERAL (
    SELECT bool_or(v.kind = 'rejected') AS was_rejected, bool_or(d.id IS NOT NULL) AS is_disputed,
        bool_or(r.outcome = 'overturned') AS is_overturned
    FROM leads_offer o JOIN leads_verdict v ON v.offer_id = o.id
    LEFT JOIN leads_dispute d ON d.verdict_id = v.id LEFT JOIN leads_ruling r ON r.dispute_id = d.id
    WHERE o.handoff_id = h.id AND NOT EXISTS (SELECT 1 FROM leads_retraction t WHERE t.verdict_id = v.id)
) way ON true
WHERE {STANDING} AND {{which}}
""",
    cells="dashboards_handoffday",
    totals="dashboards_handofftotal",
    total_keys=("day", "reason"),
    keys=("day", *DIMS, "reason"),
    measures=(
        "delivered",
        *ANSWERS,
        "touched",
        "untouched",
        "complete",
        "ever_rejected",
        "disputed",
        "overturned",
        "in_product",
    ),
    spread=f"""
SELECT day, {", ".join(DIMS)}, reason, 1 AS delivered,
    {", ".join(f"(state = '{state}')::int AS {state}" for state in ANSWERS)},
    is_touched::int AS touched, (NOT is_touched)::int AS untouched, is_complete::int AS complete,
    was_rejected::int AS ever_rejected, is_disputed::int AS disputed, is_overturned::int AS overturned,
    is_in_product::int AS in_product
FROM {{placements}} p
""",
    bundle=WAITS,
)

OUTCOMES = ("met", "late", "open_late", "waived", "running", "cancelled")
CLOCKS = Rollup(
    name="clocks",
    placed="dashboards_placedclock",
    key="clock_id",
    columns=("day", "kind", "party", *DIMS, "state", "is_excused"),
    by="clock_id",
    by_column="c.id",
    # waived: every breach that wasn't excused has a waiver
    truth="""
SELECT c.id AS clock_id, (c.due_at AT TIME ZONE %(zone)s)::date AS day, k.kind, k.party,
    coalesce(c.dimensions->>'source', '') AS source, coalesce(c.dimensions->>'segment', '') AS segment,
    coalesce(c.dimensions->>'region', '') AS region, coalesce(c.dimensions->>'channel', '') AS channel,
    c.team_id, c.owner_id,
    CASE WHEN c.outcome <> 'breached' THEN c.outcome
         WHEN told.waived > 0 AND told.waived = told.standing THEN 'waived'
         WHEN c.running THEN 'open_late' ELSE 'late' END AS state,
    coalesce(told.excused, 0) > 0 AND c.outcome = 'met' AS is_excused
FROM sla_clock c JOIN sla_commitment k ON k.id = c.commitment_id
LEFT JOIN LATERAL (
    SELECT count(e.id) AS excused, count(*) FILTER (WHERE e.id IS NULL) AS standing,
        count(w.id) FILTER (WHERE e.id IS NULL) AS waived
    FROM sla_breach b LEFT JOIN sla_excuse e ON e.breach_id = b.id LEFT JOIN sla_waiver w ON w.breach_id = b.id
    WHERE b.clock_id = c.id
) told ON true
WHERE NOT c.shadow AND c.due_at IS NOT NULL AND {which}
""",
    cells="dashboards_clockday",
    totals="dashboards_clocktotal",
    total_keys=("day", "kind", "party"),
    keys=("day", "kind", "party", *DIMS),
    measures=(*OUTCOMES, "excused"),
    spread=f"""
SELECT day, kind, party, {", ".join(DIMS)},
    {", ".join(f"(state = '{state}')::int AS {state}" for state in OUTCOMES)}, is_excused::int AS excused
FROM {{placements}} p
""",
)

OPPORTUNITIES = Rollup(
    name="opportunities",
    placed="dashboards_placedopportunity",
    key="opportunity_id",
    columns=("lead_id", *DIMS, "qualified_on", "opened_on", "closed_on", "outcome", "amount", "cycle_days"),
    by="lead_id",
    by_column="l.id",
    # an opportunity of a merged lead counts where the kept one counts
    truth=f"""
SELECT o.id AS opportunity_id, l.id AS lead_id, {LEAD_DIMS}, l.mql_on AS qualified_on, days.opened_on, days.closed_on,
    o.outcome, o.amount_base AS amount, days.closed_on - days.opened_on AS cycle_days
FROM leads_lead l
CROSS JOIN LATERAL (
    SELECT l.id UNION ALL SELECT gone.id FROM leads_lead gone WHERE gone.merged_into_id = l.id
) mine(id)
JOIN leads_opportunity o ON o.lead_id = mine.id
CROSS JOIN LATERAL (
    SELECT coalesce(o.opened_on, (o.opened_at AT TIME ZONE %(zone)s)::date) AS opened_on,
        CASE WHEN o.outcome <> '' THEN coalesce(o.closed_on, (o.closed_at AT TIME ZONE %(zone)s)::date) END AS closed_on
) days
WHERE {STANDING} AND {{which}}
""",
    cells="dashboards_opportunityday",
    totals="dashboards_opportunitytotal",
    total_keys=("cohort", "day"),
    keys=("cohort", "day", *DIMS),
    measures=("opportunities", "won", "lost", "standing", "valued", "revenue", "pipeline"),
    money=("revenue", "pipeline"),
    # one counts on the day it was opened and on the day it was closed
    spread=f"""
SELECT entry.cohort, entry.day, {", ".join(f"p.{name}" for name in DIMS)}, 1 AS opportunities,
    (p.outcome = 'won')::int AS won, (p.outcome = 'lost')::int AS lost, (p.outcome = '')::int AS standing,
    (p.outcome = 'won' AND p.amount IS NOT NULL)::int AS valued,
    CASE WHEN p.outcome = 'won' THEN coalesce(p.amount, 0) ELSE 0 END AS revenue,
    CASE WHEN p.outcome = '' THEN coalesce(p.amount, 0) ELSE 0 END AS pipeline
FROM {{placements}} p CROSS JOIN LATERAL (VALUES ('opened', p.opened_on), ('closed', p.closed_on)) entry(cohort, day)
WHERE entry.day IS NOT NULL
""",
)

ROLLUPS = (FUNNEL, HANDOFFS, CLOCKS, OPPORTUNITIES)
