"""What happened to handoffs, told to their clocks: offers, answers, touches, attempts, stages and merges, in order."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from people.models import Team, TeamKind
from sla.models import Clock, Commitment, Happening, Timeline

from ..lead import Lead
from .clock import HandoffClock

SUBJECT = "handoff"

# the life of a handoff ends where the lead's next cycle begins; what was corrected or taken back is not told
HAPPENED = """
WITH mine AS (
    SELECT h.id, h.lead_id, h.cycle, h.opened_at, h.first_touch_at, coalesce((
        SELECT min(n.opened_at) FROM leads_handoff n WHERE n.lead_id = h.lead_id AND n.cycle > h.cycle
    ), 'infinity') AS closed_at
    FROM leads_handoff h WHERE h.id = ANY(%(ids)s)
), person AS (
    SELECT m.id, m.opened_at, m.closed_at, who.id AS lead_id FROM mine m CROSS JOIN LATERAL (
        SELECT m.lead_id AS id UNION ALL SELECT g.id FROM leads_lead g WHERE g.merged_into_id = m.lead_id
    ) who
), spoken AS (
    SELECT p.id, e.id AS event, e.occurred_at, k.key, k.direction, k.is_touch, k.is_conversation
    FROM person p JOIN leads_event e ON e.lead_id = p.lead_id JOIN leads_eventkind k ON k.key = e.kind
    WHERE (k.is_touch OR k.is_conversation OR k.key = 'feedback') AND e.precision = 'moment'
        AND e.occurred_at >= p.opened_at AND e.occurred_at < p.closed_at
        AND NOT EXISTS (SELECT 1 FROM leads_event later WHERE later.supersedes = e.id)
), answers AS (
    SELECT *, lag(kind) OVER turns AS before, lag(number) OVER turns AS turn FROM (
        SELECT o.handoff_id AS id, o.id AS offer, o.number, o.offered_at, v.decided_at, v.id AS verdict, d.id AS dispute,
            d.at AS disputed_at, r.id AS ruling, r.at AS ruled_at, CASE WHEN EXISTS (
                SELECT 1 FROM leads_retraction b WHERE b.verdict_id = v.id) THEN 'taken_back'
            WHEN r.outcome = 'overturned' THEN 'overruled' ELSE v.kind END AS kind
        FROM leads_offer o LEFT JOIN leads_verdict v ON v.offer_id = o.id
            LEFT JOIN leads_dispute d ON d.verdict_id = v.id LEFT JOIN leads_ruling r ON r.dispute_id = d.id
        WHERE o.handoff_id = ANY(%(ids)s)
    ) said WINDOW turns AS (PARTITION BY id ORDER BY number)
)
SELECT id, 'handed_off', opened_at, 'h', 0 FROM mine
UNION ALL SELECT id, CASE before WHEN 'returned' THEN 'answered' WHEN 'overruled' THEN 'overturned' ELSE 'reoffered' END,
    offered_at, 'o' || offer, turn FROM answers WHERE turn IS NOT NULL AND before IS DISTINCT FROM 'taken_back'
UNION ALL SELECT id, kind, decided_at, 'o' || offer, number FROM answers WHERE kind <> 'taken_back'
UNION ALL SELECT id, 'disputed', disputed_at, 'd' || dispute, number FROM answers WHERE dispute IS NOT NULL
UNION ALL SELECT id, 'ruled', ruled_at, 'd' || ruling, number FROM answers WHERE ruling IS NOT NULL
UNION ALL SELECT r.handoff_id, 'recycled', r.decided_at, 'r' || r.id, 0 FROM leads_recycling r
    WHERE r.handoff_id = ANY(%(ids)s) AND r.cancelled_at IS NULL
        AND EXISTS (SELECT 1 FROM answers a WHERE a.id = r.handoff_id AND a.kind = 'accepted')
UNION ALL SELECT id, 'first_touch', first_touch_at, '', 0 FROM mine WHERE first_touch_at IS NOT NULL
UNION ALL SELECT id, 'attempt', occurred_at, 'e' || event, 0 FROM spoken WHERE is_touch AND direction = 'out'
UNION ALL (SELECT DISTINCT ON (id) id, 'conversation', occurred_at, 'e' || event, 0
    FROM spoken WHERE is_conversation ORDER BY id, occurred_at, event)
UNION ALL (SELECT DISTINCT ON (id) id, 'feedback', occurred_at, 'e' || event, 0
    FROM spoken WHERE key = 'feedback' ORDER BY id, occurred_at, event)
UNION ALL (SELECT DISTINCT ON (p.id, what) p.id, told.what, told.at, 's' || s.id, 0
    FROM person p JOIN leads_stagechange s ON s.lead_id = p.lead_id CROSS JOIN LATERAL (SELECT
        CASE WHEN s.stage IN ('sql', 'opportunity', 'won') THEN 'qualified' ELSE 'disqualified' END AS what,
        CASE s.precision WHEN 'day' THEN least(s.recorded_at, s.occurred_at + interval '1 day')
            ELSE s.occurred_at END AS at) told
    WHERE s.stage IN ('sql', 'opportunity', 'won', 'lost', 'disqualified')
        AND told.at >= p.opened_at AND told.at < p.closed_at
        AND NOT EXISTS (SELECT 1 FROM leads_stagechange later WHERE later.supersedes_id = s.id)
    ORDER BY p.id, what, told.at, s.id)
UNION ALL SELECT m.id, 'gone', g.at, 'm' || g.id, 0
    FROM mine m JOIN leads_leadmerge g ON g.gone_id = m.lead_id AND g.undone_at IS NULL
"""


@transaction.atomic
def follow(handoffs: Any, at: datetime, until: datetime | None = None) -> None:
    """See `HandoffQuerySet.follow`. The handoffs are locked first, so that of two workers the second reads what the first
    has written. `until` leaves out what happened after it: a past is told day by day."""
    held = list(handoffs.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if not held:
        return
    clocks = Clock.objects.follow(
        timelines(held, until), at, lambda commitments, ids: covers(commitments, ids, at)
    )
    HandoffClock.objects.bulk_create(
        [HandoffClock(handoff_id=clock.subject_id, clock=clock) for clock in clocks], ignore_conflicts=True
    )


def timelines(handoffs: Sequence[Any], until: datetime | None = None) -> list[Timeline]:
    """One for each handoff, from its facts: three queries."""
    ids = [handoff.pk for handoff in handoffs]
    happened: dict[int, list[Happening]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(HAPPENED, {"ids": ids})
        for pk, occasion, moment, key, turn in cursor.fetchall():
            if until is None or moment <= until:
                happened[pk].append(Happening(occasion, moment, key, turn))
    leads = Lead.objects.in_bulk([handoff.lead_id for handoff in handoffs])
    marketing = (
        Team.objects.filter(kind=TeamKind.MARKETING).order_by("pk").values_list("pk", flat=True).first()
    )
    return [_timeline(one, leads[one.lead_id], happened[one.pk], marketing) for one in handoffs]


def _timeline(handoff: Any, lead: Lead, happened: Iterable[Happening], marketing: int | None) -> Timeline:
    in_order = sorted(happened, key=lambda one: (one.at, one.occasion, one.key))
    return Timeline(
        subject=SUBJECT,
        subject_id=handoff.pk,
        cycle=handoff.cycle,
        happened=tuple(one for one in in_order if one.occasion != "attempt"),
        attempts=tuple((one.at, one.key) for one in in_order if one.occasion == "attempt"),
        owner_id=lead.owner_id,
        team_id=lead.team_id,
        marketing_id=marketing,
        dimensions={name: getattr(lead, name) for name in ("source", "segment", "region", "channel")},
    )


def covers(commitments: Iterable[Commitment], ids: Iterable[int], at: datetime) -> dict[int, set[int]]:
    """{commitment: which of these handoffs it is about}; asked of the database only where a scope says something."""
    asked = set(ids)
    return {commitment.pk: _covered(commitment, asked, at) for commitment in commitments}


def _covered(commitment: Commitment, ids: set[int], at: datetime) -> set[int]:
    if not commitment.scope and commitment.version.scope in ({}, {"all": []}):
        return ids
    agreed, own = commitment.version.covers().condition(at), commitment.covers().condition(at)
    about = Lead.objects.filter(agreed, own, handoffs__in=ids)
    return set(about.values_list("handoffs", flat=True)) & ids
