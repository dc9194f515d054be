"""Months that are closed: what was said of the promises then, kept beside what later facts made of it."""

from datetime import date, datetime, timedelta
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from dashboards.months import following

from .cells import DIMENSIONS, Dimensioned
from .clocks import ClockDay, DueQuerySet
from .counts import CLOCK_COUNTS, CountedClocks

GRACE = timedelta(days=3)
"""So long after its end a month stays open for what arrives late."""


def kept() -> pgtrigger.Trigger:
    return pgtrigger.Protect(name="said_once", operation=pgtrigger.Update | pgtrigger.Delete)


class ClosedMonthQuerySet(models.QuerySet["ClosedMonth"]):
    def to_close(self, today: date) -> list[date]:
        """First days of the months that are over, with their grace, and that nobody closed yet; in order."""
        last = self.order_by("-month").values_list("month", flat=True).first()
        first = ClockDay.objects.order_by("day").values_list("day", flat=True).first()
        begins = following(last) if last else first and first.replace(day=1)
        found: list[date] = []
        while begins and following(begins) + GRACE <= today:
            found.append(begins)
            begins = following(begins)
        return found

    def close(self, month: date, at: datetime) -> "ClosedMonth":
        """Keep what its cells say now. The caller has counted what waited, and holds the turn."""
        closed = self.create(month=month, closed_at=at)
        keys = (
            "kind",
            "party",
            *(f"{name}_id" if name in ("team", "owner") else name for name in DIMENSIONS),
        )
        cells = ClockDay.objects.due(month, following(month) - timedelta(days=1)).values(*keys)
        rows = cells.annotate(**{f"in_{name}": Sum(name) for name in CLOCK_COUNTS}).order_by()
        ClosedClocks.objects.bulk_create(
            (
                ClosedClocks(
                    closed=closed,
                    day=month,
                    **{key: row[key] for key in keys},
                    **{name: row[f"in_{name}"] for name in CLOCK_COUNTS},
                )
                for row in rows.iterator()
            ),
            batch_size=5000,
        )
        return closed


class ClosedMonth(models.Model):
    """A month was closed: from here on its numbers may be restated, and what they were stays readable."""

    month = models.DateField(_("month"), unique=True)
    closed_at = models.DateTimeField(_("closed"))

    objects = ClosedMonthQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed month")
        verbose_name_plural = _("closed months")
        ordering = ["month"]
        triggers = [kept()]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class ClosedClocksQuerySet(DueQuerySet["ClosedClocks"]):
    def whole(self, since: date, until: date) -> Self:
        """Of the months that lie whole within these days."""
        first = since if since.day == 1 else following(since.replace(day=1))
        ended = until + timedelta(days=1)
        return self.filter(day__gte=first, day__lt=ended.replace(day=1))


class ClosedClocks(CountedClocks, Dimensioned):
    """The clocks of one promise and combination of dimensions, as a month counted them when it was closed.

    `day` is the first of the month; the counts are those of `ClockDay`.
    """

    closed = models.ForeignKey(ClosedMonth, models.PROTECT, related_name="clocks", verbose_name=_("month"))
    day = models.DateField(_("month"))

    objects = ClosedClocksQuerySet.as_manager()

    class Meta:
        verbose_name = _("clocks of a closed month")
        verbose_name_plural = _("clocks of closed months")
        indexes = [
            # what was said then
            models.Index(fields=["day"], name="closed_clocks_by_month"),
        ]
        triggers = [kept()]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m} {self.kind}"


class ClosedNumber(models.Model):
    """What one KPI said of a closed month, for the whole company, on the day the month was closed."""

    closed = models.ForeignKey(ClosedMonth, models.PROTECT, related_name="numbers", verbose_name=_("month"))
    kpi = models.CharField(_("KPI"), max_length=80)
    value = models.FloatField(_("value"), null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.IntegerField(_("n"))
    trust = models.CharField(_("trust"), max_length=10, default="")
    parts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("number of a closed month")
        verbose_name_plural = _("numbers of closed months")
        constraints = [
            models.UniqueConstraint(fields=["kpi", "closed"], name="number_said_once"),
        ]
        triggers = [kept()]

    def __str__(self) -> str:
        return f"{self.kpi} {self.value}"
