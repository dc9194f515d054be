"""Handoffs and their offers: a lead passed from Marketing to Sales, turn by turn, until Sales answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from people.models import Role, Team, User

from . import happenings, touches
from .handoff_clock import HandoffClock
from .lead import Lead
from .reason import RejectionReason
from .verdict import Verdict


class HandoffQuerySet(models.QuerySet["Handoff"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(lead__in=Lead.objects.visible_to(user))

    def waiting(self) -> Self:
        """Those whose present offer Sales hasn't answered."""
        return self.filter(Exists(Offer.objects.open().filter(handoff=OuterRef("pk"))))

    def answered(self) -> Self:
        return self.exclude(Exists(Offer.objects.open().filter(handoff=OuterRef("pk"))))

    def in_state(self, state: str) -> Self:
        """Waiting, or by the last answer: accepted, rejected, returned, recycled, expired."""
        if state == "waiting":
            return self.waiting()
        if state not in Verdict.Kind.values:
            return self
        last = Verdict.objects.filter(offer__handoff=OuterRef("pk")).order_by("-offer__number")
        return (
            self.answered().annotate(last_answer=Subquery(last.values("kind")[:1])).filter(last_answer=state)
        )

    def of(self, user: User, whose: str) -> Self:
        """`mine`: offered to this person by name or owned by them; `team`: the team's that nobody took yet."""
        if whose == "mine":
            return self.filter(
                Q(lead__owner=user) | Exists(Offer.objects.filter(handoff=OuterRef("pk"), owner=user))
            )
        return self.filter(lead__team=user.team_id, lead__owner=None) if whose == "team" else self

    def with_answer_due(self) -> Self:
        """With the moment by which Sales promised to answer, if a clock runs for it."""
        clocks = HandoffClock.objects.filter(handoff=OuterRef("pk"), clock__running=True).order_by(
            "clock__due_at"
        )
        return self.annotate(answer_due_at=Subquery(clocks.values("clock__due_at")[:1]))

    def with_offers(self) -> Self:
        """With the lead and every turn, its team, its owner and what was answered."""
        offers = Offer.objects.select_related("team", "owner", "verdict__reason", "verdict__by").order_by(
            "number"
        )
        return self.select_related("lead__owner", "lead__score", "by").prefetch_related(
            Prefetch("offers", offers)
        )

    def live(self) -> Self:
        """Those that clocks may run for: not what was imported as history."""
        return self.filter(is_history=False)

    def follow(self, at: datetime, until: datetime | None = None) -> None:
        """Start, move and correct the clocks of these handoffs, so that they say what the facts say now."""
        happenings.follow(self, at, until)

    def refold(self, lead_ids: Iterable[int] | None = None) -> int:
        """Recompute first touch and count of touches from the events of these leads (all, when None)."""
        return touches.refold(lead_ids)

    def differences(self) -> list[int]:
        """Handoffs whose stored touches aren't what the events say."""
        return touches.differences()


class Handoff(models.Model):
    """The delivery of a lead (one a cycle) with its checklist; it waits until Sales answers."""

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="handoffs", verbose_name=_("lead"))
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    definition_version = models.ForeignKey(
        "sla.DefinitionVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("definition"),
    )
    opened_at = models.DateTimeField(_("handed off"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    cause = models.CharField(_("cause"), max_length=120, blank=True, default="")
    missing = models.JSONField(_("missing from the checklist"), default=list, blank=True)
    is_history = models.BooleanField(_("history"), default=False)
    # derived from the lead's events
    first_touch_at = models.DateTimeField(_("first human touch"), null=True, blank=True)
    touches = models.PositiveIntegerField(_("touches"), default=0)

    objects = HandoffQuerySet.as_manager()

    if TYPE_CHECKING:
        offers: Any

    class Meta:
        verbose_name = _("handoff")
        verbose_name_plural = _("handoffs")
        constraints = [
            models.UniqueConstraint(fields=["lead", "cycle"], name="one_handoff_per_lead_and_cycle"),
        ]
        indexes = [
            # queues, and the numbers by day of handoff
            models.Index(fields=["opened_at", "id"], name="handoff_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.lead} #{self.cycle}"

    def get_absolute_url(self) -> str:
        return reverse("handoffs:handoff-detail", args=[self.pk])

    def turns(self) -> list["Offer"]:
        """Every offer in order; without a query where `with_offers` brought them."""
        return list(self.offers.all())

    @property
    def last_offer(self) -> "Offer":
        return self.offers.order_by("-number")[0]

    @property
    def verdict(self) -> Verdict | None:
        return Verdict.objects.filter(offer__handoff=self).order_by("-offer__number").first()

    def accept(self, by: User, at: datetime) -> Verdict:
        return self.last_offer.decide(Verdict.Kind.ACCEPTED, by=by, at=at)

    def reject(self, by: User, at: datetime, reason: RejectionReason, note: str = "") -> Verdict:
        return self.last_offer.decide(Verdict.Kind.REJECTED, by=by, at=at, reason=reason, note=note)


class OfferQuerySet(models.QuerySet["Offer"]):
    def open(self) -> Self:
        return self.filter(verdict=None)

    def answerable_by(self, user: User) -> Self:
        """What this person may answer: Sales alone does, each within the leads they see."""
        if user.role not in {Role.SALES, Role.SALES_MANAGER}:
            return self.none()
        return self.filter(handoff__lead__in=Lead.objects.visible_to(user))

    def once_offered_to(self, user: User) -> Self:
        """What stood in this person's queue until a colleague answered it: they may learn who was first."""
        if user.role not in {Role.SALES, Role.SALES_MANAGER} or user.team_id is None:
            return self.none()
        return self.filter(team=user.team_id, owner=None, verdict__isnull=False)


class Offer(models.Model):
    """One turn of a handoff: to which team or person, and from when."""

    handoff = models.ForeignKey(Handoff, models.PROTECT, related_name="offers", verbose_name=_("handoff"))
    number = models.PositiveSmallIntegerField(_("turn"), default=1)
    team = models.ForeignKey(Team, models.PROTECT, related_name="offers", verbose_name=_("team"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offers",
        verbose_name=_("to"),
    )
    offered_at = models.DateTimeField(_("offered"))
    why = models.JSONField(_("why routed here"), default=dict, blank=True)

    objects = OfferQuerySet.as_manager()

    if TYPE_CHECKING:
        verdict: Verdict

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(fields=["handoff", "number"], name="offers_of_a_handoff_take_turns"),
        ]

    def __str__(self) -> str:
        return f"{self.handoff} / {self.number}"

    @transaction.atomic
    def decide(
        self, kind: str, by: User | None, at: datetime, reason: RejectionReason | None = None, note: str = ""
    ) -> Verdict:
        """Answer the offer. The first verdict stands: a second call returns it and changes nothing.

        ValueError when a rejection names no reason.
        """
        if kind == Verdict.Kind.REJECTED and reason is None:
            raise ValueError("a rejection names its reason")
        Offer.objects.select_for_update().get(pk=self.pk)
        if standing := Verdict.objects.filter(offer=self).first():
            return standing
        said: dict[str, Any] = {"kind": kind, "by": by, "reason": reason, "note": note}
        verdict = Verdict.objects.create(offer=self, decided_at=at, recorded_at=at, **said)
        verdict.take_effect()
        Handoff.objects.filter(pk=self.handoff_id).live().follow(at)
        return verdict
