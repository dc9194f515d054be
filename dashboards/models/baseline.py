"""Baselines: what every number said of a period, kept for good before something was changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from people.models import User
from sla.guards import Refused

from .signing import Signed, Word, given_for_good


class BaselineQuerySet(models.QuerySet["Baseline"]):
    def for_page(self) -> Self:
        return self.select_related("frozen_by").prefetch_related("signatures__by")

    @transaction.atomic
    def freeze(
        self, baseline: "Baseline", numbers: Sequence["BaselineNumber"], by: User, at: datetime
    ) -> "Baseline":
        """Keep it with all its numbers. Refused where B0 or B1 stands already: neither is ever overwritten."""
        kind = Baseline.Kind(baseline.kind)
        if kind != Baseline.Kind.OWN and self.select_for_update().filter(kind=kind).exists():
            raise Refused(
                _now("%(name)s is frozen already and is never overwritten. Freeze one of your own beside it.")
                % {"name": kind.value}
            )
        baseline.frozen_by, baseline.frozen_at = by, at
        baseline.save(force_insert=True)
        for number in numbers:
            number.baseline = baseline
        BaselineNumber.objects.bulk_create(numbers)
        return baseline


class Baseline(Signed, models.Model):
    """What all numbers said of the days from `since` to `until`, on the day they were frozen, for the whole company.

    `gate` keeps how good the data were; `reason` is what RevOps wrote to freeze them all the same.
    """

    class Kind(models.TextChoices):
        B0 = "B0", _("B0: before")
        B1 = "B1", _("B1: after implementation")
        OWN = "own", _("of our own")

    kind = models.CharField(_("which"), max_length=3, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=80, blank=True, default="")
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    gate = models.JSONField(_("quality of the data"), default=list)
    reason = models.TextField(_("why below the gate"), blank=True, default="")
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("frozen by")
    )
    frozen_at = models.DateTimeField(_("frozen"))

    objects = BaselineQuerySet.as_manager()
    signatures: Any
    numbers: Any

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering = ["frozen_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=~Q(kind="own"), name="before_and_after_frozen_once"
            ),
            models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="baseline_in_order"),
            models.CheckConstraint(condition=~Q(kind="own") | ~Q(name=""), name="own_baseline_has_a_name"),
        ]
        triggers = [given_for_good("frozen_for_good")]

    def __str__(self) -> str:
        return self.name if self.kind == self.Kind.OWN else self.kind

    @property
    def is_below_gate(self) -> bool:
        return bool(self.reason)


class BaselineNumber(models.Model):
    """What one KPI said then, with what it stood on."""

    baseline = models.ForeignKey(Baseline, models.PROTECT, related_name="numbers", verbose_name=_("baseline"))
    kpi = models.CharField(_("KPI"), max_length=80)
    value = models.FloatField(_("value"), null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    n = models.IntegerField(_("n"))
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    trust = models.CharField(_("trust"), max_length=10, default="")
    parts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("number of a baseline")
        verbose_name_plural = _("numbers of baselines")
        constraints = [
            models.UniqueConstraint(fields=["kpi", "baseline"], name="baseline_says_each_number_once")
        ]
        triggers = [given_for_good("frozen_for_good")]

    def __str__(self) -> str:
        return f"{self.kpi} {self.value}"


class BaselineSignature(Word):
    """A manager's word: these were the numbers."""

    of = models.ForeignKey(Baseline, models.PROTECT, related_name="signatures", verbose_name=_("baseline"))

    class Meta(Word.Meta):
        verbose_name = _("signature of a baseline")
        verbose_name_plural = _("signatures of baselines")
        constraints = [models.UniqueConstraint(fields=["of", "party"], name="baseline_signed_once_a_team")]
        triggers = [given_for_good()]
