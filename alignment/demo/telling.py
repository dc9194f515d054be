"""Writes the demo's year into the database, through the doors that real facts use, a day at a time where clocks run."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from leads.models import (
    Handoff,
    Lead,
    LeadChange,
    Offer,
    StageChange,
    Verdict,
)
from leads.models.settling.settling import missing
from people.models import Delivery, Notification, TeamKind
from sla.models import Clock, DefinitionVersion

from .cast import Company
from .story import Passage, by_day
from .turns import tell_after, tell_turns


class Telling:
    """Hands the leads off, answers them and runs their clocks."""

    def __init__(self, company: Company, loose: DefinitionVersion, agreed: DefinitionVersion) -> None:
        self.company, self.loose, self.agreed = company, loose, agreed
        self.team = company.teams[TeamKind.SALES]
        self.handoffs: dict[int, Handoff] = {}
        self.offers: dict[int, Offer] = {}

    def hand_over(self, passages: list[Passage]) -> None:
        """Handoffs, offers and answers."""
        self._hand_off(passages)
        self._answer(passages)

    def _hand_off(self, passages: list[Passage]) -> None:
        leads = Lead.objects.select_related("score").in_bulk([passage.lead_id for passage in passages])
        handoffs = [
            Handoff(
                lead_id=passage.lead_id,
                definition_version=self._version(passage),
                opened_at=passage.opened_at,
                cause=f"definition:{self._version(passage).pk}",
                missing=missing(leads[passage.lead_id]),
            )
            for passage in passages
        ]
        self.handoffs = {handoff.lead_id: handoff for handoff in Handoff.objects.bulk_create(handoffs)}
        offers = [
            Offer(handoff=handoff, team=self.team, offered_at=handoff.opened_at) for handoff in handoffs
        ]
        self.offers = {offer.handoff.lead_id: offer for offer in Offer.objects.bulk_create(offers)}
        self.offers |= tell_turns(self.company, self.offers, passages)
        StageChange.objects.bulk_create(
            change
            for passage in passages
            for change in self._crossing(passage, leads[passage.lead_id].score.score)
        )
        LeadChange.objects.bulk_create(
            self._change(passage, "routing", {"team_id": self.team.pk}, passage.opened_at)
            for passage in passages
        )

    def _version(self, passage: Passage) -> DefinitionVersion:
        return self.agreed if passage.under_agreement else self.loose

    def _crossing(self, passage: Passage, score: Decimal) -> Iterable[StageChange]:
        at, key = passage.opened_at, f"{passage.lead_id}:1"
        common = {"lead_id": passage.lead_id, "occurred_at": at, "recorded_at": at, "is_history": True}
        rule = {"definition_version": self._version(passage), "score": score, "origin": "rule"}
        yield StageChange(stage="mql", origin_key=f"{key}:mql", **rule, **common)
        yield StageChange(stage="handed_off", origin="handoff", origin_key=f"{key}:handed_off", **common)

    def _change(self, passage: Passage, origin: str, values: dict[str, Any], at: datetime) -> LeadChange:
        key = f"{passage.lead_id}:{at.isoformat()}"
        return LeadChange(
            lead_id=passage.lead_id,
            values=values,
            occurred_at=at,
            recorded_at=at,
            origin=origin,
            origin_key=key,
        )

    def _answer(self, passages: list[Passage]) -> None:
        verdicts = [
            Verdict(
                offer=self.offers[passage.lead_id],
                kind=passage.kind,
                reason_id=passage.reason or None,
                asked=list(passage.asked),
                note=passage.note,
                by=self.company.people.get(passage.by),
                decided_at=passage.answered_at,
                recorded_at=passage.answered_at,
            )
            for passage in passages
            if passage.answered_at
        ]
        Verdict.objects.bulk_create(verdicts)
        tell_after(self.company, verdicts, passages)
        StageChange.objects.bulk_create(
            StageChange(
                lead_id=verdict.offer.handoff.lead_id,
                stage=verdict.stage,
                occurred_at=verdict.decided_at,
                recorded_at=verdict.decided_at,
                origin="verdict",
                origin_key=f"{verdict.pk}:stage",
                by=verdict.by,
                cause=verdict.kind,
                is_history=True,
            )
            for verdict in verdicts
            if verdict.stage
        )
        LeadChange.objects.bulk_create(
            self._change(passage, "verdict", {"owner_id": self.company[passage.by].pk}, passage.answered_at)
            for passage in passages
            if passage.kind == "accepted" and passage.answered_at
        )

    def run_clocks(self, passages: list[Passage], until: datetime) -> None:
        """Day by day, each with what was known by its end, and the sweep after it."""
        for day, opened, went_on in by_day(passages):
            at = min(day, until)
            known = {self.handoffs[passage.lead_id].pk for passage in (*opened, *went_on)}
            Handoff.objects.filter(pk__in=known).follow(at, until=at)
            self._sweep(at)
        self._sweep(until)

    def _sweep(self, at: datetime) -> None:
        while Clock.objects.sweep(at):
            pass


def quieten(at: datetime) -> None:
    """What the demo's past would have sent is not sent; what is older than two days has been read."""
    Notification.objects.filter(created_at__lt=at - timedelta(days=2)).update(read_at=at)
    Delivery.objects.filter(state=Delivery.State.PENDING).update(state=Delivery.State.CANCELLED)
