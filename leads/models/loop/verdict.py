"""Verdicts: what Sales answered to an offer, and what follows from it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.handing import Unproved
from leads.signals import leads_changed
from leads.stages import ACCEPTED, HANDED_OFF, RECYCLED, REJECTED
from sla.models import DefinitionVersion

from ..facts import LeadChange, StageChange
from ..lead import Lead
from ..scoring.score import LeadScore
from .proposal import Proposal
from .reason import RejectionReason
from .recycling import plan

SAL = "sal"


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def accepted(self) -> Self:
        return self.filter(kind=Verdict.Kind.ACCEPTED)

    def rejected(self) -> Self:
        return self.filter(kind=Verdict.Kind.REJECTED)

    def standing(self) -> Self:
        """Those that were neither taken back nor overturned."""
        return self.filter(retraction=None).exclude(dispute__ruling__outcome="overturned")

    def came_back(self) -> Self:
        """What Sales sent back to Marketing, for good or for data."""
        return self.standing().filter(kind__in=(Verdict.Kind.REJECTED, Verdict.Kind.RETURNED))

    def by_reason(self) -> list[dict[str, Any]]:
        """[{"kind", "reason" (or None), "n"}], the most frequent first."""
        counted = (
            self.order_by().values("kind", "reason").annotate(n=models.Count("pk")).order_by("-n", "reason")
        )
        reasons = RejectionReason.objects.in_bulk([row["reason"] for row in counted if row["reason"]])
        return [{"kind": row["kind"], "reason": reasons.get(row["reason"]), "n": row["n"]} for row in counted]


class Verdict(models.Model):
    """What Sales answered to one offer; kinds exclude each other, and the first stands."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        RETURNED = "returned", _("Returned for data")
        RECYCLED = "recycled", _("Recycled")
        EXPIRED = "expired", _("Expired")

    offer = models.OneToOneField(
        "leads.Offer", models.PROTECT, related_name="verdict", verbose_name=_("offer")
    )
    kind = models.CharField(_("answer"), max_length=10, choices=Kind.choices)
    reason = models.ForeignKey(
        RejectionReason,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="verdicts",
        verbose_name=_("reason"),
    )
    duplicate_of = models.ForeignKey(
        Lead,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("duplicate of"),
    )
    asked = models.JSONField(_("data asked for"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True, default="", max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    # what Sales accepts or refuses is what both teams call an SAL: a person says whether a lead is one
    definition_version = models.ForeignKey(
        "sla.DefinitionVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("definition of an SAL"),
    )
    heard_from = models.CharField(_("said in"), max_length=80, blank=True, default="")
    decided_at = models.DateTimeField(_("decided"))
    recorded_at = models.DateTimeField(_("recorded"))

    objects = VerdictQuerySet.as_manager()

    if TYPE_CHECKING:
        dispute: Any
        reply: Any
        retraction: Any

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="rejected") | Q(reason__isnull=False), name="a_rejection_says_why"
            ),
        ]
        indexes = [
            # acceptance by day
            models.Index(fields=["decided_at"], name="verdict_by_moment"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def stage(self) -> str | None:
        """The stage that this answer takes the lead to, if any."""
        return {"accepted": ACCEPTED, "rejected": REJECTED, "recycled": RECYCLED}.get(self.kind)

    @property
    def who(self) -> str:
        """Who gave it: a person, Sales in another system, or a rule."""
        if self.heard_from:
            said = {"who": self.by or _("Sales"), "system": self.heard_from}
            return gettext("%(who)s (in %(system)s)") % said
        return str(self.by or _("A rule"))

    def check_evidence(self) -> None:
        """Unproved when a rejection says no reason, or not what its reason asks for. A rule's answers need none,
        and what was said in a CRM was said under its own rules."""
        if self.kind == self.Kind.REJECTED and self.reason is None:
            raise Unproved("reason")
        if self.reason is not None and not self.heard_from:
            attempts = self.offer.handoff.attempts
            self.reason.demand(self.note, attempts, self.duplicate_of_id is not None)

    def stamp(self) -> None:
        """Which meaning of an SAL counted when Sales said whether this is one."""
        if self.kind in (self.Kind.ACCEPTED, self.Kind.REJECTED):
            self.definition_version = DefinitionVersion.objects.in_force(SAL, self.decided_at)

    def take_effect(self) -> None:
        """What follows from the answer for the lead: its stage and its owner. The clocks follow in `Offer.decide`."""
        lead = self.offer.handoff.lead_id
        if self.stage:
            StageChange.objects.create(
                lead_id=lead, stage=self.stage, cycle=self.offer.handoff.cycle, **self._stated("stage")
            )
        if self.kind == self.Kind.ACCEPTED and self.by_id and not self.offer.owner_id:
            values = {"owner_id": self.by_id, "team_id": self.offer.team_id}
            LeadChange.objects.create(lead_id=lead, values=values, **self._stated("owner"))
        if self.kind == self.Kind.REJECTED:
            plan(self.offer.handoff_id, self.reason, self.by, self.decided_at)
        Lead.objects.refold([lead])
        LeadScore.objects.settle([lead], self.recorded_at)
        Proposal.objects.close([lead], self.recorded_at)
        leads_changed.send(sender=Lead, ids=[lead], at=self.recorded_at)

    def unsay(self, by: Any, at: datetime) -> None:
        """It was a slip: its stage is corrected to what stood before, and who took the lead by it has it no more."""
        offer = self.offer
        if said := StageChange.objects.filter(origin="verdict", origin_key=f"{self.pk}:stage").first():
            StageChange.objects.create(
                lead_id=said.lead_id,
                stage=HANDED_OFF,
                cycle=said.cycle,
                supersedes=said,
                **(self._stated("stage") | {"recorded_at": at, "cause": "taken_back"}),
            )
        if self.kind == self.Kind.ACCEPTED and not offer.owner_id:
            stated = self._stated("unsaid") | {"occurred_at": at, "recorded_at": at, "cause": "taken_back"}
            values = {"owner_id": None, "team_id": offer.team_id}
            LeadChange.objects.create(lead_id=offer.handoff.lead_id, values=values, **stated)

    def _stated(self, what: str) -> dict[str, object]:
        return {
            "occurred_at": self.decided_at,
            "recorded_at": self.recorded_at,
            "origin": "verdict",
            "origin_key": f"{self.pk}:{what}",
            "by_id": self.by_id,
            "cause": self.kind,
        }
