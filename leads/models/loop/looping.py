"""The verbs of a handoff, each as `leads.handing` allows it: locked first, asked after, and quiet when done twice.

Every verb holds the last offer before it looks at the state, so that of two workers the second sees what the first did.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from leads.handing import State, TooLate, Verb, may_dispute, may_take_back, state_of
from leads.stages import DISQUALIFIED, HANDED_OFF, RECYCLED, SQL
from people.models import User

from ..facts import StageChange
from ..lead import Lead
from . import announcing
from .dispute import Dispute, Ruling
from .holding import Holding
from .offer import Offer
from .reason import RejectionReason
from .recycling import Recycling
from .reply import Reply
from .retraction import Retraction
from .rules import LoopRules
from .stamping import stamp
from .verdict import Verdict

DISPOSED = {Verb.QUALIFY: SQL, Verb.DISQUALIFY: DISQUALIFIED}


class Looping(Holding):
    """Mixed into Handoff."""

    if TYPE_CHECKING:
        touches: int
        recyclings: Any
        turns: Any

        @property
        def last_offer(self) -> Offer: ...

    @property
    def state(self) -> State:
        """Where it stands; without a query where `with_offers` brought the turns."""
        last = self.turns()[-1]
        verdict = getattr(last, "verdict", None)
        dispute = getattr(verdict, "dispute", None)
        ruling = getattr(dispute, "ruling", None)
        return state_of(
            verdict.kind if verdict else "",
            is_disputed=dispute is not None,
            ruling=ruling.outcome if ruling else "",
            is_recycled=self.recycling is not None,
        )

    @property
    def recycling(self) -> Recycling | None:
        """The decision that stands about its coming back."""
        return next((one for one in self.recyclings.all() if one.cancelled_at is None), None)

    def accept(self, by: User, at: datetime) -> Verdict:
        return self.last_offer.decide(Verdict.Kind.ACCEPTED, by=by, at=at)

    def reject(
        self,
        by: User,
        at: datetime,
        reason: RejectionReason,
        note: str = "",
        duplicate_of: Lead | None = None,
    ) -> Verdict:
        return self.last_offer.decide(
            Verdict.Kind.REJECTED, by=by, at=at, reason=reason, note=note, duplicate_of=duplicate_of
        )

    def give_back(self, by: User, at: datetime, asked: list[str], note: str = "") -> Verdict:
        """Return it to Marketing for data that is missing; Sales' clocks pause, Marketing's begins."""
        return self.last_offer.decide(Verdict.Kind.RETURNED, by=by, at=at, asked=asked, note=note)

    @transaction.atomic
    def recycle(
        self,
        by: User | None,
        at: datetime,
        returns_on: date,
        nurture_list: str = "",
        note: str = "",
        reason: RejectionReason | None = None,
    ) -> Recycling:
        """Not now: the lead waits in a list and comes back on that day, as a new cycle. TooLate after another answer."""
        offer, state = self._hold()
        if state is State.RECYCLED and self.recycling:
            return self.recycling
        self._allow(state, Verb.RECYCLE)
        if reason is not None:
            reason.demand(note, self.touches, False)
        if state is State.WAITING:
            offer.decide(Verdict.Kind.RECYCLED, by=by, at=at, note=note)
        else:
            self._reach(RECYCLED, by, at)
        recycling = Recycling.objects.create(
            handoff_id=self.pk,
            reason=reason,
            nurture_list=nurture_list,
            returns_on=returns_on,
            note=note,
            by=by,
            decided_at=at,
        )
        self._settle(at)
        return recycling

    @transaction.atomic
    def answer(self, by: User, at: datetime, values: Mapping[str, Any], note: str = "") -> Reply:
        """Marketing fills in what was asked for; the lead is offered again to who asked. The first answer stands."""
        offer, state = self._hold()
        if state is not State.RETURNED:
            if given := Reply.objects.filter(verdict__offer__handoff=self.pk).order_by("-pk").first():
                return given
            raise TooLate(state)
        filled = sorted(name for name, value in values.items() if value not in (None, ""))
        reply = Reply.objects.create(verdict=offer.verdict, filled=filled, note=note, by=by, at=at)
        if values:
            self._change(dict(values), f"reply:{reply.pk}", by, at)
        asker = offer.owner_id or offer.verdict.by_id
        announcing.answered(reply, at)
        offer.again(at, {"answered": offer.verdict.pk}, asker)
        self._change({"owner_id": asker, "team_id": offer.team_id}, f"reply:{reply.pk}:owner", by, at)
        self._settle(at)
        return reply

    @transaction.atomic
    def dispute(self, by: User, at: datetime, argument: str) -> Dispute:
        """Marketing holds that the rejection is wrong. TooLate when its days are over, or where there is none."""
        offer, state = self._hold()
        standing = Dispute.objects.filter(verdict__offer__handoff=self.pk).order_by("-pk").first()
        if standing and state is not State.REJECTED:
            return standing
        self._allow(state, Verb.DISPUTE)
        if not may_dispute(offer.verdict.decided_at, at, LoopRules.current().to_dispute):
            raise TooLate(state)
        dispute = Dispute.objects.create(verdict=offer.verdict, argument=argument, by=by, at=at)
        announcing.disputed(dispute, at)
        self._settle(at)
        return dispute

    @transaction.atomic
    def rule(self, by: User, at: datetime, outcome: str, grounds: str) -> Ruling:
        """RevOps ends the dispute; overturned, the lead goes to Sales again. The first ruling stands."""
        offer, state = self._hold()
        if state is not State.DISPUTED:
            rulings = Ruling.objects.filter(dispute__verdict__offer__handoff=self.pk)
            if given := rulings.order_by("-pk").first():
                return given
            raise TooLate(state)
        ruling = Ruling.objects.create(
            dispute=offer.verdict.dispute, outcome=outcome, grounds=grounds, by=by, at=at
        )
        announcing.ruled(ruling, at)
        if outcome == Ruling.Outcome.OVERTURNED:
            self.recyclings.cancel(at)
            offer.again(at, {"overturned": offer.verdict.pk}, offer.owner_id)
            self._reach(HANDED_OFF, by, at)
        self._settle(at)
        return ruling

    @transaction.atomic
    def take_back(self, by: User, at: datetime) -> Retraction:
        """Unsay one's own answer of a moment ago; the offer is asked again, and no clock has heard of it."""
        offer, state = self._hold()
        gone = Retraction.objects.filter(verdict__offer__handoff=self.pk, by=by).order_by("-pk").first()
        if state is State.WAITING and gone:
            return gone
        self._allow(state, Verb.TAKE_BACK)
        verdict: Verdict = offer.verdict
        went_on = verdict.kind != state
        if went_on or verdict.by_id != by.pk or not may_take_back(verdict.decided_at, at):
            raise TooLate(state)
        retraction = Retraction.objects.create(verdict=verdict, by=by, at=at)
        self.recyclings.cancel(at)
        offer.again(at, {"taken_back": verdict.pk}, offer.owner_id)
        verdict.unsay(by, at)
        self._settle(at)
        return retraction

    @transaction.atomic
    def dispose(
        self, verb: Verb, by: User, at: datetime, reason: RejectionReason | None = None
    ) -> StageChange:
        """What became of an accepted lead: an SQL, or disqualified with a reason. Said twice it is said once."""
        _offer, state = self._hold()
        self._allow(state, verb)
        stage = DISPOSED[verb]
        said = StageChange.objects.effective().filter(lead=self.lead_id, stage=stage, cycle=self.cycle)
        if told := said.first():
            return told
        version = stamp(stage, self.lead_id, self.cycle, at)
        change = self._reach(stage, by, at, cause=reason.pk if reason else "", version=version)
        self._settle(at)
        return change
