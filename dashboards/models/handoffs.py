"""Handoffs by the day they were opened: what became of them, by their last answer."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from .cells import Cell, CountedQuerySet, Dimensioned, DimensionedQuerySet, Total
from .counts import CountedHandoffs


class PlacedHandoffQuerySet(DimensionedQuerySet["PlacedHandoff"]):
    def opened(self, since: date, until: date) -> "PlacedHandoffQuerySet":
        return self.filter(day__range=(since, until))


class PlacedHandoff(Dimensioned):
    """Where one handoff counts: its day, the dimensions of its lead, and its state by the last answer."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        RETURNED = "returned", _("Returned for data")
        RECYCLED = "recycled", _("Recycled")
        EXPIRED = "expired", _("Expired")

    handoff = models.OneToOneField(
        "leads.Handoff", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    lead_id = models.BigIntegerField()
    day = models.DateField(_("day"))
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    """Until when it waited for a person: the first touch, else when Sales sent it away; None while it waits."""
    calendar_id = models.BigIntegerField(null=True)
    """The version of the calendar by which its first touch was promised."""
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=20, default="")
    is_touched = models.BooleanField(default=False)
    is_complete = models.BooleanField(default=False)
    was_rejected = models.BooleanField(default=False)
    """By any of its answers, whatever came after; one that was taken back at once was none."""
    is_disputed = models.BooleanField(default=False)
    is_overturned = models.BooleanField(default=False)
    is_in_product = models.BooleanField(default=False)
    """A person gave its last answer here, not a rule and not a CRM."""

    objects = PlacedHandoffQuerySet.as_manager()

    class Meta:
        verbose_name = _("handoff as counted")
        verbose_name_plural = _("handoffs as counted")
        indexes = [
            # the rows behind a number, and response times
            models.Index(fields=["day"], name="placed_handoff_day"),
            # the drain, which goes by lead
            models.Index(fields=["lead_id"], name="placed_handoff_lead"),
        ]

    def __str__(self) -> str:
        return f"{self.handoff_id} {self.state}"


class HandoffDayQuerySet(DimensionedQuerySet["HandoffDay"]):
    def opened(self, since: date, until: date) -> "HandoffDayQuerySet":
        return self.filter(day__range=(since, until))


class HandoffDay(CountedHandoffs, Cell):
    """The handoffs of one combination of dimensions, by day."""

    objects = HandoffDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of handoffs")
        verbose_name_plural = _("days of handoffs")
        indexes = [
            # acceptance, reasons and completeness by a dimension
            models.Index(fields=["day"], name="handoffs_by_day"),
        ]


class HandoffTotalQuerySet(CountedQuerySet["HandoffTotal"]):
    def opened(self, since: date, until: date) -> "HandoffTotalQuerySet":
        return self.filter(day__range=(since, until))


class HandoffTotal(CountedHandoffs, Total):
    """The handoffs of the whole company, by day."""

    objects = HandoffTotalQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of all handoffs")
        verbose_name_plural = _("days of all handoffs")
        indexes = [
            # acceptance, reasons and completeness of all
            models.Index(fields=["day"], name="handoff_totals_by_day"),
        ]
