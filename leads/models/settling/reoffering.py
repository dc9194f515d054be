"""Offering a lead to somebody else, because a clock's ladder asks for it. The step's row is the duty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from people.models import Absence, Organisation, User
from sla.models import StepReached

from ..facts import LeadChange
from ..lead import Lead
from ..loop.handoff import Offer
from ..loop.happenings import SUBJECT
from ..loop.verdict import Verdict
from ..routing.router import Decision, reroute
from .settling import settle

BATCH = 200
MOST_REOFFERS = 3
"""So often a handoff goes to somebody else by itself; after that a person has to care."""
Reoffer = StepReached.Reoffer


@dataclass(frozen=True, slots=True)
class Turn:
    """The offer that ends, the step that ended it, and to whom of the same team the next goes (None: the queue): by the
    rule that routed it, else from a person to the queue and from the queue to a manager."""

    offer: Offer
    step: StepReached
    owner_id: int | None
    routed: Decision | None = None

    @property
    def team_id(self) -> int:
        return self.routed.team_id if self.routed else self.offer.team_id

    @property
    def why(self) -> dict[str, Any]:
        return (self.routed.why if self.routed else {}) | {
            "reoffered": {"clock": self.step.clock_id, "percent": self.step.percent},
            "from": self.offer.owner_id,
        }


@transaction.atomic
def reoffer(at: datetime, limit: int = BATCH) -> int:
    """Heed the oldest steps that wait, in a fixed number of statements; how many. Safe in many workers: each step is
    held by one of them. Offers are locked before leads and clocks, as an answer does it."""
    asked = StepReached.objects.to_reoffer().select_related("clock")
    steps = list(asked.select_for_update(skip_locked=True, of=("self",))[:limit])
    if steps:
        turns, ends = _judge(steps, at)
        _take(turns, at)
        for outcome in set(ends.values()):
            StepReached.objects.filter(pk__in=[pk for pk, end in ends.items() if end == outcome]).update(
                reoffer=outcome
            )
    return len(steps)


def _judge(steps: Sequence[StepReached], at: datetime) -> tuple[list[Turn], dict[int, str]]:
    """The turns to take, and how each step ends. Of several steps about one handoff the first acts for all."""
    offers = _offers(step.clock.subject_id for step in steps if step.clock.subject == SUBJECT)
    last = {handoff: turns[-1] for handoff, turns in offers.items()}
    answered = set(Verdict.objects.filter(offer__in=last.values()).values_list("offer", flat=True))
    due: dict[int, StepReached] = {}
    ends: dict[int, str] = {}
    for step in steps:
        offer = last.get(step.clock.subject_id) if step.clock.subject == SUBJECT else None
        if offer is None or offer.pk in answered or offer.handoff.lead.blocked_at:
            ends[step.pk] = Reoffer.ANSWERED
        elif offer.handoff_id in due or offer.offered_at > step.declared_at:
            ends[step.pk] = Reoffer.DONE
        elif sum("reoffered" in one.why for one in offers[offer.handoff_id]) >= MOST_REOFFERS:
            ends[step.pk] = Reoffer.CAPPED
        else:
            due[offer.handoff_id] = step
    turns = _turns({handoff: offers[handoff] for handoff in due}, due, at)
    taken = {turn.step.pk for turn in turns}
    ends |= {step.pk: Reoffer.DONE if step.pk in taken else Reoffer.NOBODY for step in due.values()}
    return turns, ends


def _turns(offers: dict[int, list[Offer]], due: dict[int, StepReached], at: datetime) -> list[Turn]:
    """To whom each goes; those for whom nobody is there are left out."""
    last = [turns[-1] for turns in offers.values()]
    routed = _routed(offers, at)
    managers = _managers({offer.team_id for offer in last}, at)
    turns = []
    for offer in last:
        decision = routed.get(offer.handoff.lead_id)
        if decision:
            turns.append(Turn(offer, due[offer.handoff_id], decision.owner_id, decision))
        elif offer.owner_id or offer.team_id in managers:
            owner_id = None if offer.owner_id else managers[offer.team_id]
            turns.append(Turn(offer, due[offer.handoff_id], owner_id))
    return turns


def _routed(offers: dict[int, list[Offer]], at: datetime) -> dict[int, Decision]:
    """{lead: the next person by its rule}, none of those who were asked. Leads are locked before rules."""
    rule_of = {
        turns[0].handoff.lead_id: rule
        for turns in offers.values()
        if (rule := next((one.why["rule"] for one in reversed(turns) if "rule" in one.why), None))
    }
    if not rule_of:
        return {}
    leads = Lead.objects.filter(pk__in=list(rule_of)).select_for_update(of=("self",)).order_by("pk")
    had = {
        turns[0].handoff.lead_id: frozenset(one.owner_id for one in turns if one.owner_id)
        for turns in offers.values()
    }
    return reroute(list(leads), rule_of, had, at)


def _offers(handoffs: Iterable[int]) -> dict[int, list[Offer]]:
    """{handoff: its offers in order}, locked."""
    found: dict[int, list[Offer]] = {}
    rows = Offer.objects.filter(handoff__in=set(handoffs)).select_related("handoff__lead")
    for offer in rows.select_for_update(of=("self",)).order_by("handoff", "number"):
        found.setdefault(offer.handoff_id, []).append(offer)
    return found


def _managers(teams: set[int], at: datetime) -> dict[int, int]:
    """{team: a manager who is there today}."""
    today = at.astimezone(Organisation.current().zone).date()
    away = Absence.objects.on(today).values("user")
    present = User.objects.managing(teams).exclude(pk__in=away).order_by("-pk")
    return {team: pk for team, pk in present.values_list("team", "pk") if team is not None}


def _take(turns: Sequence[Turn], at: datetime) -> None:
    """Close the offers as expired, open the next, and let leads and clocks follow."""
    Verdict.objects.bulk_create(
        Verdict(offer=turn.offer, kind=Verdict.Kind.EXPIRED, decided_at=at, recorded_at=at) for turn in turns
    )
    Offer.objects.bulk_create(
        Offer(
            handoff=turn.offer.handoff,
            number=turn.offer.number + 1,
            team_id=turn.team_id,
            owner_id=turn.owner_id,
            offered_at=at,
            why=turn.why,
        )
        for turn in turns
    )
    LeadChange.objects.bulk_create(
        LeadChange(
            lead_id=turn.offer.handoff.lead_id,
            values={"owner_id": turn.owner_id, "team_id": turn.team_id},
            occurred_at=at,
            recorded_at=at,
            origin="reoffer",
            origin_key=str(turn.offer.pk),
            cause=f"clock:{turn.step.clock_id}",
        )
        for turn in turns
    )
    settle(sorted(turn.offer.handoff.lead_id for turn in turns), at, live=False)
