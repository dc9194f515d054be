"""Clocks by the day they were due: which promises were kept."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User
from sla.models.reach import within_reach

from .cells import Cell, CountedQuerySet, Dimensioned, DimensionedQuerySet, Row, Total
from .counts import CountedClocks


class DueQuerySet(DimensionedQuerySet[Row]):
    def due(self, since: date, until: date) -> Self:
        return self.filter(day__range=(since, until))

    def visible_to(self, user: User) -> Self:
        """The same clocks as `Clock.visible_to`."""
        return self.filter(within_reach(user))


class PlacedClockQuerySet(DueQuerySet["PlacedClock"]):
    pass


class PlacedClock(Dimensioned):
    """Where one clock counts: the day it is due, the promise, and whether it was kept.

    A clock of a shadow period counts nowhere. Excused ones are met; waived ones are neither kept nor broken.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("Running, not yet due")
        MET = "met", _("Met")
        LATE = "late", _("Answered late")
        OPEN_LATE = "open_late", _("Past due and still open")
        WAIVED = "waived", _("Waived")
        CANCELLED = "cancelled", _("Cancelled")

    clock = models.OneToOneField(
        "sla.Clock", models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+"
    )
    day = models.DateField(_("due on"))
    kind = models.CharField(_("promise"), max_length=20)
    party = models.CharField(_("who promises"), max_length=10)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    is_excused = models.BooleanField(default=False)

    objects = PlacedClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock as counted")
        verbose_name_plural = _("clocks as counted")
        indexes = [
            # the rows behind a number
            models.Index(fields=["day"], name="placed_clock_day"),
        ]

    def __str__(self) -> str:
        return f"{self.clock_id} {self.state}"


class ClockDayQuerySet(DueQuerySet["ClockDay"]):
    pass


class ClockDay(CountedClocks, Cell):
    """Clocks of one promise due on a day."""

    objects = ClockDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of clocks")
        verbose_name_plural = _("days of clocks")
        indexes = [
            # compliance by a dimension
            models.Index(fields=["day"], name="clocks_by_day"),
        ]


class ClockTotalQuerySet(CountedQuerySet["ClockTotal"]):
    def due(self, since: date, until: date) -> "ClockTotalQuerySet":
        return self.filter(day__range=(since, until))


class ClockTotal(CountedClocks, Total):
    """Clocks of one promise of the whole company, due on a day."""

    objects = ClockTotalQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of all clocks")
        verbose_name_plural = _("days of all clocks")
        indexes = [
            # compliance of all
            models.Index(fields=["day"], name="clock_totals_by_day"),
        ]
