"""Offering a lead to somebody else, because a clock's ladder asks for it. The step's row is the duty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from people.models import Absence, Organisation, User
from sla.models import StepReached

from .facts import LeadChange
from .handoff import Offer
from .happenings import SUBJECT
from .settling import settle
from .verdict import Verdict

BATCH = 200
MOST_REOFFERS = 3
"""So often a handoff goes to somebody else by itself; after that a person has to care."""
Reoffer = StepReached.Reoffer


@dataclass(frozen=True, slots=True)
class Turn:
    """The offer that ends, the step that ended it, and to whom of the same team the next goes (None: the queue)."""

    offer: Offer
    step: StepReached
    owner_id: int | None

    @property
    def why(self) -> dict[str, Any]:
        return {
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
    last, times = _offers(step.clock.subject_id for step in steps if step.clock.subject == SUBJECT)
    answered = set(Verdict.objects.filter(offer__in=last.values()).values_list("offer", flat=True))
    managers = _managers({offer.team_id for offer in last.values()}, at)
    turns: dict[int, Turn] = {}
    ends: dict[int, str] = {}
    for step in steps:
        offer = last.get(step.clock.subject_id) if step.clock.subject == SUBJECT else None
        if offer is None or offer.pk in answered or offer.handoff.lead.blocked_at:
            ends[step.pk] = Reoffer.ANSWERED
        elif offer.handoff_id in turns or offer.offered_at > step.declared_at:
            ends[step.pk] = Reoffer.DONE
        elif times[offer.handoff_id] >= MOST_REOFFERS:
            ends[step.pk] = Reoffer.CAPPED
        elif offer.owner_id is None and offer.team_id not in managers:
            ends[step.pk] = Reoffer.NOBODY
        else:
            owner_id = None if offer.owner_id else managers[offer.team_id]
            turns[offer.handoff_id] = Turn(offer, step, owner_id)
            ends[step.pk] = Reoffer.DONE
    return list(turns.values()), ends


def _offers(handoffs: Iterable[int]) -> tuple[dict[int, Offer], dict[int, int]]:
    """{handoff: its last offer} locked, and how often each went to somebody else by itself."""
    last: dict[int, Offer] = {}
    times: dict[int, int] = {}
    rows = Offer.objects.filter(handoff__in=set(handoffs)).select_related("handoff__lead")
    for offer in rows.select_for_update(of=("self",)).order_by("handoff", "number"):
        last[offer.handoff_id] = offer
        times[offer.handoff_id] = times.get(offer.handoff_id, 0) + ("reoffered" in offer.why)
    return last, times


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
            team_id=turn.offer.team_id,
            owner_id=turn.owner_id,
            offered_at=at,
            why=turn.why,
        )
        for turn in turns
    )
    LeadChange.objects.bulk_create(
        LeadChange(
            lead_id=turn.offer.handoff.lead_id,
            values={"owner_id": turn.owner_id, "team_id": turn.offer.team_id},
            occurred_at=at,
            recorded_at=at,
            origin="reoffer",
            origin_key=str(turn.offer.pk),
            cause=f"clock:{turn.step.clock_id}",
        )
        for turn in turns
    )
    settle(sorted(turn.offer.handoff.lead_id for turn in turns), at, live=False)
