"""Handoffs and their offers: a lead passed from Marketing to Sales, turn by turn, until Sales answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from leads.handing import ROLES, State, Verb
from people.models import User
from people.querystrings import key_of

from ..lead import Lead
from . import happenings, touches
from .clock import HandoffClock
from .dispute import Dispute
from .looping import Looping
from .offer import Offer
from .recycling import Recycling
from .rules import LoopRules
from .verdict import Verdict

SAID = (
    *("verdict__reason", "verdict__by", "verdict__retraction"),
    *("verdict__reply__by", "verdict__dispute__by", "verdict__dispute__ruling__by"),
)
"""What was said to an offer, and what was said to that."""


class HandoffQuerySet(models.QuerySet["Handoff"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(lead__in=Lead.objects.visible_to(user))

    def open_to(self, user: User, verb: Verb) -> Self:
        """Those to which this person's role may do this, as far as they see."""
        return self.visible_to(user) if user.role in ROLES[verb] else self.none()

    def waiting(self) -> Self:
        """Those whose present offer Sales hasn't answered."""
        return self.filter(Exists(Offer.objects.open().filter(handoff=OuterRef("pk"))))

    def answered(self) -> Self:
        return self.exclude(Exists(Offer.objects.open().filter(handoff=OuterRef("pk"))))

    def in_state(self, state: str) -> Self:
        """Waiting, disputed, or by the last answer: accepted, rejected, returned, recycled, expired."""
        if state == "waiting":
            return self.waiting()
        if state == State.DISPUTED:
            disputes = Dispute.objects.waiting().filter(verdict__offer__handoff=OuterRef("pk"))
            return self.filter(Exists(disputes))
        if state not in Verdict.Kind.values:
            return self
        last = Verdict.objects.filter(offer__handoff=OuterRef("pk")).order_by("-offer__number")
        return (
            self.answered().annotate(last_answer=Subquery(last.values("kind")[:1])).filter(last_answer=state)
        )

    def came_back(self, state: str, at: datetime) -> Self:
        """What Marketing has to see to: returned, disputed, or rejected within the days in which it may dispute.

        The rejected ones know when that was: `said_at`.
        """
        if state != State.REJECTED:
            return self.in_state(state)
        since = LoopRules.current().disputable_since(at)
        fresh = Verdict.objects.rejected().standing().filter(decided_at__gte=since, dispute=None)
        mine = fresh.filter(offer__handoff=OuterRef("pk")).order_by("-decided_at")
        return self.answered().filter(Exists(mine)).annotate(said_at=Subquery(mine.values("decided_at")[:1]))

    def ruled(self) -> Self:
        """Whose dispute was ruled on, the newest ruling first."""
        return self.filter(offers__verdict__dispute__ruling__isnull=False).order_by(
            "-offers__verdict__dispute__ruling__at"
        )

    def of(self, user: User, whose: str) -> Self:
        """`mine`: offered to this person by name or owned by them; `team`: the team's that nobody took yet.

        A person's key: of the leads they own.
        """
        if whose == "mine":
            return self.filter(
                Q(lead__owner=user) | Exists(Offer.objects.filter(handoff=OuterRef("pk"), owner=user))
            )
        if whose == "team":
            return self.filter(lead__team=user.team_id, lead__owner=None)
        person = key_of(whose)
        return self if person is None else self.filter(lead__owner=person)

    def with_answer_due(self) -> Self:
        """With the moment by which somebody promised to answer, if a clock runs for it."""
        clocks = HandoffClock.objects.filter(
            handoff=OuterRef("pk"), clock__running=True, clock__paused_at=None
        ).order_by("clock__due_at")
        return self.annotate(answer_due_at=Subquery(clocks.values("clock__due_at")[:1]))

    def with_offers(self) -> Self:
        """With the lead and every turn, its team, its owner and what was answered."""
        offers = Offer.objects.select_related("team", "owner", *SAID).order_by("number")
        return self.select_related("lead__owner", "lead__score", "by").prefetch_related(
            Prefetch("offers", offers), Prefetch("recyclings", Recycling.objects.standing())
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


class Handoff(Looping, models.Model):
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

    @property
    def attempts(self) -> int:
        """How often somebody tried to reach the lead since it was handed off."""
        return self.touches

    def follow(self, at: datetime) -> None:
        """Bring its clocks in line with what happened; what was imported as history has none."""
        Handoff.objects.filter(pk=self.pk).live().follow(at)
