"""How long leads took from one stage of the way to a later one: how many took so many days, by day of entry."""

from datetime import date

from django.db import models
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _


class FunnelLagQuerySet(models.QuerySet["FunnelLag"]):
    def taken(self, first: str, last: str, since: date, until: date) -> list[tuple[int, int]]:
        """[(days, so many leads took them)] of those that entered `first` on one of these days; the fewest days first."""
        rows = self.filter(cohort=first, stage=last, day__range=(since, until)).values("days")
        counted = rows.annotate(n=Sum("leads")).filter(n__gt=0)
        return list(counted.order_by("days").values_list("days", "n"))


class FunnelLag(models.Model):
    """So many leads of the whole company entered `cohort` on a day and ever reached `stage`, `days` after it or, below 0,
    before."""

    cell = models.UUIDField(primary_key=True, editable=False)
    cohort = models.CharField(_("cohort"), max_length=12)
    stage = models.CharField(_("stage"), max_length=12)
    day = models.DateField(_("day"))
    days = models.IntegerField()
    leads = models.IntegerField()

    objects = FunnelLagQuerySet.as_manager()

    class Meta:
        verbose_name = _("days from stage to stage")
        verbose_name_plural = _("days from stage to stage")
        indexes = [
            # since when a cohort has had its time
            models.Index(fields=["cohort", "stage", "day"], name="funnel_lags_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.cohort} {self.stage}"
