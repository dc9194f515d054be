"""Recycling: a lead that is not for now waits in a list and comes back on a day, as a new cycle."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import Organisation

from .reason import RejectionReason


class RecyclingQuerySet(models.QuerySet["Recycling"]):
    def standing(self) -> Self:
        return self.filter(cancelled_at=None)

    def waiting(self) -> Self:
        """Those whose lead hasn't come back yet."""
        return self.standing().filter(entered_at=None)

    def due(self, today: date) -> Self:
        """Those to come back: leads that still count, and that no other way began a new cycle."""
        leads = Q(handoff__lead__merged_into=None, handoff__lead__blocked_at=None)
        return self.waiting().filter(leads, handoff__lead__cycle=F("handoff__cycle"), returns_on__lte=today)

    def lists(self) -> list[str]:
        """The names of lists in use, for the next who recycles."""
        named = self.exclude(nurture_list="").order_by("nurture_list")
        return list(named.values_list("nurture_list", flat=True).distinct()[:50])

    def cancel(self, at: datetime) -> int:
        return self.waiting().update(cancelled_at=at)


class Recycling(models.Model):
    """The decision that a lead comes back on a day: by Sales with a list, or by a rejection whose reason says when."""

    handoff = models.ForeignKey(
        "leads.Handoff", models.PROTECT, related_name="recyclings", verbose_name=_("handoff")
    )
    reason = models.ForeignKey(
        RejectionReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reason")
    )
    nurture_list = models.CharField(_("list"), max_length=80, blank=True, default="")
    returns_on = models.DateField(_("comes back on"))
    note = models.TextField(_("note"), blank=True, default="", max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    decided_at = models.DateTimeField(_("decided"))
    entered_at = models.DateTimeField(_("came back"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    objects = RecyclingQuerySet.as_manager()

    class Meta:
        verbose_name = _("recycling")
        verbose_name_plural = _("recyclings")
        constraints = [
            # of two that recycle at once the first stands
            models.UniqueConstraint(
                fields=["handoff"], condition=Q(cancelled_at=None), name="one_recycling_of_a_handoff_stands"
            ),
        ]
        indexes = [
            # the leads that come back today
            models.Index(
                fields=["returns_on"],
                name="recycling_due",
                condition=Q(entered_at=None, cancelled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handoff_id} {self.returns_on}"


def plan(handoff_id: int, reason: RejectionReason | None, by: Any, at: datetime) -> None:
    """What a rejection's reason says about coming back; nothing where it says nothing."""
    if reason is None or not reason.recycle_days:
        return
    today = at.astimezone(Organisation.current().zone).date()
    Recycling.objects.create(
        handoff_id=handoff_id,
        reason=reason,
        by=by,
        decided_at=at,
        returns_on=today + timedelta(days=reason.recycle_days),
    )
