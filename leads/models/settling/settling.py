"""What follows when facts about leads arrive: fold, score, cross, hand off, start and stop clocks. All in bulk."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from leads.signals import leads_changed
from leads.stages import HANDED_OFF, MQL
from sla.criteria import Criteria, catalogues, parse
from sla.models import DefinitionVersion

from ..facts import LeadChange, StageChange
from ..landing.arrivals import Arrival, Told
from ..landing.landing import land, state_events
from ..lead import Lead
from ..loop.handoff import Handoff, Offer
from ..loop.proposal import Proposal
from ..routing.router import Decision, route
from ..scoring.score import LeadScore
from .falling_back import fall_back, may_cross
from .hearing import hear
from .qualifying import qualify

CHECKLIST = ("email", "phone", "company_name", "industry", "employees", "job_title", "source", "consent")
"""Columns of Lead that a complete handoff has filled."""


@transaction.atomic
def settle(ids: Iterable[int], at: datetime, live: bool) -> None:
    """Bring everything derived from these leads' facts up to date; when `live`, let the definitions fire.

    History (`live=False`) is folded and scored and otherwise left alone: no handoff, clock or alert comes of it.
    """
    leads = list(ids)
    if not leads:
        return
    if live:
        hear(leads, at)
    Lead.objects.refold(leads)
    LeadScore.objects.settle(leads, at)
    if live:
        cross(leads, at)
        qualify(at, leads)
        fall_back(at, leads)
        Proposal.objects.follow(leads, at)
    persons = Lead.objects.families(leads)
    Handoff.objects.refold(persons)
    Handoff.objects.live().filter(lead__in=persons).follow(at)
    leads_changed.send(sender=Lead, ids=leads, at=at)


@transaction.atomic
def arrive(arrival: Arrival, system: str, at: datetime, snapshot: bool = False) -> Lead | None:
    """One live arrival lands and settles; None for a person who was erased."""
    landed = land([arrival], system, at, is_history=False, snapshot=snapshot)
    settle(landed.touched, at, live=True)
    return Lead.objects.filter(pk=arrival.lead_id).first() if arrival.lead_id else None


@transaction.atomic
def tell(told: Iterable[Told], origin: str, at: datetime, by: Any = None) -> set[int]:
    """Events that a person or a program states of leads it knows: appended once, then everything that follows."""
    touched = state_events(told, origin, at, by.pk if by else None)
    settle(sorted(touched), at, live=True)
    return touched


def cross(ids: list[int], at: datetime) -> list[int]:
    """Leads that the MQL definition in force now holds for, and that this cycle hasn't seen: append the crossing,
    once, and hand them off. Returns the leads that crossed.

    One that fell back and holds again is handed off, without a second crossing."""
    version = DefinitionVersion.objects.in_force(MQL, at)
    if version is None:
        return []
    leads = Lead.objects.standing().filter(pk__in=ids).filter(_meaning(version).condition(at))
    # the row lock makes two workers take turns; the second finds the crossing of the first
    crossing = list(
        leads.filter(may_cross()).select_related("score").select_for_update(of=("self",)).order_by("pk")
    )
    StageChange.objects.bulk_create(
        [
            _stage(lead, MQL, version, at, score=lead.score.score if hasattr(lead, "score") else None)
            for lead in crossing
        ],
        ignore_conflicts=True,
    )
    crossed = [lead.pk for lead in crossing]
    hand_off(crossed, at, version=version)
    return crossed


def _meaning(version: DefinitionVersion) -> Criteria:
    """Its criteria, where what a recycled lead did before it came back doesn't count."""
    return parse(version.criteria, catalogues["lead in its cycle"])


def hand_off(ids: list[int], at: datetime, version: Any = None, by: Any = None) -> list[Handoff]:
    """Open a handoff for each lead that has none in its cycle, offer it to the team or the person it is routed to.

    The caller settles the leads after it, which starts their clocks.
    """
    cause = f"definition:{version.pk}" if version else "hand"
    have = Handoff.objects.filter(lead=OuterRef("pk"), cycle=OuterRef("cycle"))
    leads = list(Lead.objects.filter(pk__in=ids).exclude(Exists(have)).order_by("pk"))
    routed = route(leads, at)
    taken = [lead for lead in leads if lead.pk in routed]
    handoffs = Handoff.objects.bulk_create(
        Handoff(
            lead=lead,
            cycle=lead.cycle,
            definition_version=version,
            opened_at=at,
            by=by,
            cause=cause,
            missing=missing(lead),
        )
        for lead in taken
    )
    Offer.objects.bulk_create(
        Offer(
            handoff=handoff,
            team_id=routed[handoff.lead_id].team_id,
            owner_id=routed[handoff.lead_id].owner_id,
            offered_at=at,
            why=routed[handoff.lead_id].why,
        )
        for handoff in handoffs
    )
    StageChange.objects.bulk_create(
        [_stage(lead, HANDED_OFF, None, at) for lead in taken], ignore_conflicts=True
    )
    _queue(handoffs, routed, at)
    Lead.objects.refold(ids)
    return handoffs


@transaction.atomic
def hand_over(ids: Iterable[int], by: Any, at: datetime) -> list[Handoff]:
    """A person hands these leads off; those that are with Sales already, or that no rule routes, stay as they are."""
    leads = Lead.objects.standing().filter(pk__in=list(ids)).order_by("pk")
    locked = list(leads.select_for_update().values_list("pk", flat=True))
    handoffs = hand_off(locked, at, by=by)
    settle([handoff.lead_id for handoff in handoffs], at, live=False)
    return handoffs


def missing(lead: Lead) -> list[str]:
    """The checklist's fields that are empty: named on the handoff, counted as Marketing's completeness."""
    return [name for name in CHECKLIST if getattr(lead, name) in ("", None)]


def _stage(lead: Lead, stage: str, version: Any, at: datetime, score: Any = None) -> StageChange:
    return StageChange(
        lead=lead,
        stage=stage,
        cycle=lead.cycle,
        definition_version=version,
        score=score,
        occurred_at=at,
        recorded_at=at,
        origin="rule" if version else "handoff",
        origin_key=f"{lead.pk}:{lead.cycle}:{stage}",
        cause=f"definition:{version.pk}" if version else "",
    )


def _queue(handoffs: list[Handoff], routed: dict[int, Decision], at: datetime) -> None:
    """To whom a lead was routed is a fact about the lead: the queue of the team or the person sees it."""
    LeadChange.objects.bulk_create(
        [
            LeadChange(
                lead_id=handoff.lead_id,
                values=routed[handoff.lead_id].values,
                occurred_at=at,
                recorded_at=at,
                origin="routing",
                origin_key=f"{handoff.lead_id}:{at.isoformat()}",
            )
            for handoff in handoffs
        ],
        ignore_conflicts=True,
    )
