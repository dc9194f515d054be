"""How a verb takes hold of a handoff, states what it says, and lets lead and clocks follow."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from leads.handing import NEXT, State, TooLate, Verb
from leads.signals import leads_changed
from people.models import User

from ..facts import LeadChange, StageChange
from ..lead import Lead
from ..scoring.score import LeadScore
from .offer import Offer
from .proposal import Proposal

ORIGIN = "app"


class Holding:
    """Mixed into Handoff, under its verbs."""

    if TYPE_CHECKING:
        pk: Any
        lead_id: int
        cycle: int
        follow: Any

    def _hold(self) -> tuple[Offer, State]:
        """The last offer, locked, and the state as it is now."""
        held: Offer | None = None
        while (last := Offer.objects.filter(handoff=self.pk).order_by("-number")[0]) != held:
            held = Offer.objects.select_for_update().get(pk=last.pk)
        fresh: Any = type(self)
        now = fresh.objects.with_offers().get(pk=self.pk)
        return now.turns()[-1], now.state

    def _allow(self, state: State, verb: Verb) -> None:
        if (state, verb) not in NEXT:
            raise TooLate(state)

    def _change(self, values: dict[str, Any], key: str, by: User, at: datetime) -> None:
        LeadChange.objects.create(
            lead_id=self.lead_id,
            values=values,
            occurred_at=at,
            recorded_at=at,
            origin=ORIGIN,
            origin_key=key,
            by=by,
        )

    def _reach(
        self, stage: str, by: User | None, at: datetime, cause: str = "", version: Any = None
    ) -> StageChange:
        return StageChange.objects.create(
            lead_id=self.lead_id,
            stage=stage,
            cycle=self.cycle,
            definition_version=version,
            occurred_at=at,
            recorded_at=at,
            origin=ORIGIN,
            origin_key=f"handoff:{self.pk}:{stage}:{at.isoformat()}",
            by=by,
            cause=cause,
        )

    def _settle(self, at: datetime) -> None:
        """What follows for the lead and the clocks of both teams."""
        Lead.objects.refold([self.lead_id])
        LeadScore.objects.settle([self.lead_id], at)
        Proposal.objects.close([self.lead_id], at)
        self.follow(at)
        leads_changed.send(sender=Lead, ids=[self.lead_id], at=at)
