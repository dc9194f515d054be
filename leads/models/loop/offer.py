"""Offers: the turns of a handoff, each to a team's queue or a person, until Sales answers."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from people.models import Role, Team, User

from ..lead import Lead
from . import announcing
from .verdict import Verdict


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

    handoff = models.ForeignKey(
        "leads.Handoff", models.PROTECT, related_name="offers", verbose_name=_("handoff")
    )
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
        self, kind: str, by: User | None, at: datetime, recorded_at: datetime | None = None, **said: Any
    ) -> Verdict:
        """Answer the offer. The first verdict stands: a second call returns it and changes nothing.

        `at` is when it was answered, `recorded_at` when we heard of it, if that was later.
        `said`: reason, note, duplicate_of, asked, heard_from. Unproved (a ValueError) when a rejection names no reason, or lacks the
        evidence that its reason asks for.
        """
        Offer.objects.select_for_update().get(pk=self.pk)
        if standing := Verdict.objects.filter(offer=self).first():
            return standing
        heard_at = recorded_at or at
        verdict = Verdict(offer=self, kind=kind, by=by, decided_at=at, recorded_at=heard_at, **said)
        verdict.check_evidence()
        verdict.stamp()
        verdict.save()
        verdict.take_effect()
        if kind == Verdict.Kind.RETURNED:
            announcing.returned(verdict, heard_at)
        self.handoff.follow(heard_at)
        return verdict

    def again(self, at: datetime, why: dict[str, Any], owner_id: int | None) -> "Offer":
        """The next turn, to the same team; the caller holds this offer and has seen that it is answered."""
        return Offer.objects.create(
            handoff_id=self.handoff_id,
            number=self.number + 1,
            team_id=self.team_id,
            owner_id=owner_id,
            offered_at=at,
            why=why,
        )
