"""The rows behind the numbers: leads of sixty weeks with what became of them, as INSERT ... SELECT over a range of numbers.

Each lead draws its fate from the hash of its number: a third become MQLs, three in ten are handed off, and so on. Whatever
happens to a lead happens within `LONGEST` days of its arrival, and before the moment at which the rows are made.
"""

from collections.abc import Iterator, Sequence

from leads.models import Event, Handoff, Lead, Offer, Opportunity, StageChange, Verdict
from sla.models import Clock

from .rows import insert

DAYS, LONGEST = 420, 30
SOURCES = (
    "web",
    "event",
    "paid search",
    "social",
    "partner",
    "referral",
    "outbound",
    "webinar",
    "content",
    "fair",
)
SHARES = {"mql": 0.33, "handed_off": 0.30, "accepted": 0.19, "sql": 0.10, "opportunity": 0.06, "won": 0.02}
"""Which share of all leads ever reaches a stage; each is among those of the stage before."""
AFTER = {
    "mql": "20 minutes",
    "handed_off": "40 minutes",
    "accepted": "4 hours",
    "rejected": "4 hours",
    "sql": "1 day",
    "opportunity": "10 days",
    "won": "29 days",
}
REJECTED = (0.19, 0.27)

LUCK = "((hashint8(n) & 1048575) / 1048576.0)"
"""0..1, the lead's fate."""
CHANCE = "((hashint8({n} + 7000000000) & 1048575) / 1048576.0)"
"""0..1, of whatever a fate doesn't decide."""
CAPTURED = "%(day)s::timestamptz - n * 7919 %% %(days)s * interval '1 day' - n * 104729 %% 57600 * interval '1 second'"


def _reached(stage: str) -> str:
    if stage == "rejected":
        return f"{LUCK} >= {REJECTED[0]} AND {LUCK} < {REJECTED[1]}"
    return f"{LUCK} < {SHARES[stage]}"


def _stages() -> dict[str, str]:
    """Moment and local day of each stage; what would lie in the future has not happened."""
    columns = {"captured_at": CAPTURED, "captured_on": f"({CAPTURED})::date"}
    for stage, after in AFTER.items():
        moment = f"{CAPTURED} + interval '{after}'"
        reached = f"{_reached(stage)} AND {moment} < %(at)s"
        columns[f"{stage}_at"] = f"CASE WHEN {reached} THEN {moment} END"
        columns[f"{stage}_on"] = f"CASE WHEN {reached} THEN ({moment})::date END"
    return columns


def _drawn(values: Sequence[str], salt: int) -> str:
    """One of these, whatever else was drawn for the lead."""
    return f"(ARRAY{list(values)})[1 + (hashint8(n + {salt}00000000) & 1048575) %% {len(values)}]"


REGION = "(1 + (hashint8(n + 400000000) & 1048575) %% 4)"
LEADS = _stages() | {
    "recorded_at": CAPTURED,
    "email": "'p' || n || '@bench.test'",
    "source": _drawn(SOURCES, 1),
    "channel": _drawn(("online", "live", "sales"), 2),
    "segment": _drawn(("small", "mid market", "enterprise"), 3),
    "region": f"(ARRAY['north', 'south', 'east', 'west'])[{REGION}]",
    "campaign": "'campaign ' || (hashint8(n + 500000000) & 1048575) %% 40",
    # whoever is handed off has a team, by region, and those that are accepted have an owner in it
    "team_id": f"CASE WHEN {LUCK} < {SHARES['handed_off']} THEN (%(teams)s::bigint[])[{REGION}] END",
    "owner_id": f"CASE WHEN {LUCK} < {SHARES['accepted']} THEN (%(owners)s::bigint[])[{REGION} "
    "+ 4 * ((hashint8(n + 600000000) & 1048575) %% (%(people)s / 4))] END",
}
NEW = "FROM leads_lead l WHERE l.email = ANY(SELECT 'p' || n || '@bench.test' FROM generate_series(%(first)s::bigint, %(last)s::bigint) n)"
FACT = {"occurred_at": "%(at)s", "recorded_at": "%(at)s", "precision": "'moment'", "origin": "'bench'"}
EVENTS = FACT | {
    "lead_id": "l.id",
    "kind": "(ARRAY['page_view', 'email_click', 'content_download', 'webinar'])[1 + (l.id * 7 + e) %% 4]",
    "occurred_at": "l.captured_at + e * interval '90 seconds'",
    "recorded_at": "l.captured_at + e * interval '90 seconds'",
    "origin_key": "l.id || ':' || e",
    "is_history": "false",
}
CHANGES = FACT | {
    "lead_id": "l.id",
    "stage": "told.stage",
    "occurred_at": "told.at",
    "recorded_at": "told.at",
    "origin_key": "l.id || ':' || told.stage",
    "cycle": "1",
}
TOLD = ", ".join(f"('{stage}', l.{stage}_at)" for stage in ("captured", *AFTER))
HANDOFFS = {
    "lead_id": "l.id",
    "cycle": "1",
    "opened_at": "l.handed_off_at",
    "missing": f"CASE WHEN {CHANCE.format(n='l.id')} < 0.2 THEN '[\"phone\"]' ELSE '[]' END::jsonb",
    "first_touch_at": f"CASE WHEN {CHANCE.format(n='l.id + 1')} < 0.8 THEN least(%(at)s, l.handed_off_at + "
    f"{CHANCE.format(n='l.id + 2')} * {CHANCE.format(n='l.id + 3')} * interval '5 days') END",
    "touches": "0",
}  # fmt: skip
OFFERS = {
    "handoff_id": "h.id",
    "number": "1",
    "team_id": "l.team_id",
    "owner_id": "l.owner_id",
    "offered_at": "h.opened_at",
}
VERDICTS = {
    "offer_id": "o.id",
    "kind": "CASE WHEN l.accepted_at IS NOT NULL THEN 'accepted' ELSE 'rejected' END",
    "reason_id": "CASE WHEN l.accepted_at IS NULL THEN (%(reasons)s::text[])[1 + l.id %% 5] END",
    "by_id": "coalesce(l.owner_id, (%(owners)s::bigint[])[1])",
    "decided_at": "coalesce(l.accepted_at, l.rejected_at)",
    "recorded_at": "coalesce(l.accepted_at, l.rejected_at)",
}
CLOCKS = {
    "commitment_id": "%(commitment)s",
    "calendar_version_id": "%(calendar)s",
    "cycle": "1",
    "subject": "'handoff'",
    "subject_id": "h.id",
    "owner_id": "l.owner_id",
    "team_id": "l.team_id",
    "dimensions": "jsonb_build_object('source', l.source, 'segment', l.segment, 'region', l.region, 'channel', l.channel)",
    "target_seconds": "14400",
    "started_at": "h.opened_at",
    "due_at": "h.opened_at + interval '1 day'",
    "running": "false",
    "outcome": "CASE WHEN h.first_touch_at < h.opened_at + interval '1 day' THEN 'met' ELSE 'breached' END",
    "shadow": "false",
}
OPPORTUNITIES = {
    "lead_id": "l.id",
    "system": "'bench'",
    "external_id": "'o' || l.id",
    "amount": "1000 + l.id %% 9000",
    "amount_base": "1000 + l.id %% 9000",
    "currency": "'EUR'",
    "opened_at": "l.opportunity_at",
    "opened_on": "l.opportunity_on",
    "closed_at": "l.won_at",
    "closed_on": "l.won_on",
    "outcome": "CASE WHEN l.won_at IS NOT NULL THEN 'won' ELSE '' END",
}
ANSWERED = "coalesce(l.accepted_at, l.rejected_at) IS NOT NULL"


def statements() -> Iterator[str]:
    """In their order; each reads `first`, `last`, `at`, `day`, `days` and whom and what leads are given to."""
    yield f"{insert(Lead, LEADS)} FROM generate_series(%(first)s::bigint, %(last)s::bigint) n"
    yield f"CREATE TEMP TABLE new_lead AS SELECT l.* {NEW}"
    yield f"{insert(Event, EVENTS)} FROM new_lead l, generate_series(1, 3) e"
    yield f"{insert(StageChange, CHANGES)} FROM new_lead l, LATERAL (VALUES {TOLD}) told(stage, at) WHERE told.at IS NOT NULL"
    yield f"{insert(Handoff, HANDOFFS)} FROM new_lead l WHERE l.handed_off_at IS NOT NULL"
    handed = "FROM new_lead l JOIN leads_handoff h ON h.lead_id = l.id"
    yield f"{insert(Offer, OFFERS)} {handed}"
    yield f"{insert(Verdict, VERDICTS)} {handed} JOIN leads_offer o ON o.handoff_id = h.id WHERE {ANSWERED}"
    yield f"{insert(Clock, CLOCKS)} {handed}"
    yield f"{insert(Opportunity, OPPORTUNITIES)} FROM new_lead l WHERE l.opportunity_at IS NOT NULL"
    yield "DROP TABLE new_lead"
