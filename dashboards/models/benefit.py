"""Benefits of the program: lines of money with how each is found, what can't be turned into money, and which line counts."""

from datetime import datetime
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from people.models import User

WITHDRAWN = ("withdrawn_at", "withdrawn_by")


class WrittenQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def withdrawn(self) -> Self:
        return self.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at", "-pk")

    def for_page(self) -> Self:
        return self.select_related("written_by", "withdrawn_by")


class Written(models.Model):
    """Put down once, not edited; taken back it stays readable."""

    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = WrittenQuerySet.as_manager()

    class Meta:
        abstract = True

    def withdraw(self, by: User, at: datetime) -> None:
        """Twice changes nothing."""
        rows = type(self).objects.filter(pk=self.pk, withdrawn_at=None)
        rows.update(withdrawn_at=at, withdrawn_by=by)


class Pool(models.TextChoices):
    """Which money a line counts: two lines of one pool would count it twice."""

    REVENUE = "revenue", _("Revenue")
    WINNING = "winning", _("Cost of winning leads")
    HOURS = "hours", _("Hours of work")
    OTHER = "other", _("Other")


class Benefit(Written):
    """One line of benefit. `kpi` and `pilot` say whose effect is taken; amounts and isolation are the least, the likely and
    the most that is plausible. `amount` is hours each lead or money a month, `hour` what an hour costs."""

    class Method(models.TextChoices):
        WINS = "wins", _("More wins")
        WORTH = "worth", _("Revenue per qualified lead")
        COST = "cost", _("Cost per qualified lead saved")
        HOURS = "hours", _("Hours saved")
        DECLARED = "declared", _("Declared amount a month")

    name = models.CharField(_("name"), max_length=120)
    method = models.CharField(_("method"), max_length=8, choices=Method.choices)
    pool = models.CharField(_("which money"), max_length=8, choices=Pool.choices)
    kpi = models.CharField(_("number"), max_length=80, blank=True, default="")
    pilot = models.CharField(_("pilot"), max_length=1000, blank=True, default="")
    stage = models.CharField(_("leads at the stage"), max_length=12, blank=True, default="")
    amount_low = models.FloatField(_("least"), null=True, blank=True)
    amount_likely = models.FloatField(_("likely"), null=True, blank=True)
    amount_high = models.FloatField(_("most"), null=True, blank=True)
    hour_low = models.FloatField(_("an hour, least"), null=True, blank=True)
    hour_likely = models.FloatField(_("an hour, likely"), null=True, blank=True)
    hour_high = models.FloatField(_("an hour, most"), null=True, blank=True)
    margin = models.FloatField(_("margin"), null=True, blank=True)
    isolation_low = models.FloatField(_("isolation, least"))
    isolation_likely = models.FloatField(_("isolation, likely"))
    isolation_high = models.FloatField(_("isolation, most"))
    evidence = models.TextField(_("evidence"), blank=True, default="")

    class Meta:
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    isolation_low__gte=0,
                    isolation_likely__gte=F("isolation_low"),
                    isolation_high__gte=F("isolation_likely"),
                    isolation_high__lte=1,
                ),
                name="isolation_is_a_share_that_rises",
            ),
            models.CheckConstraint(
                condition=Q(margin=None) | Q(margin__gt=0, margin__lte=1), name="margin_is_a_share"
            ),
            # a method's money is what it is, whatever its writer would call it
            models.CheckConstraint(
                condition=Q(method__in=["wins", "worth"], pool="revenue", margin__isnull=False)
                | Q(method="cost", pool="winning")
                | Q(method="hours", pool="hours")
                | Q(method="declared"),
                name="pool_fits_the_method",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="benefit_written_once", exclude=list(WITHDRAWN)),
            pgtrigger.Protect(name="benefit_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return str(self.pk)


class QualitativeBenefit(Written):
    """What the program brought that nobody turns into money: never in a sum."""

    name = models.CharField(_("name"), max_length=120)
    words = models.TextField(_("what changed"))
    evidence = models.TextField(_("evidence"), blank=True, default="")

    class Meta:
        verbose_name = _("qualitative benefit")
        verbose_name_plural = _("qualitative benefits")
        ordering = ["pk"]
        triggers = [
            pgtrigger.ReadOnly(name="quality_written_once", exclude=list(WITHDRAWN)),
            pgtrigger.Protect(name="quality_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class PoolChoiceQuerySet(models.QuerySet["PoolChoice"]):
    def standing(self) -> dict[str, str]:
        """{pool: key of the benefit that somebody chose}; pools that go by the most careful line are missing."""
        rows = self.order_by("pool", "-pk").distinct("pool").values_list("pool", "benefit")
        return {pool: str(benefit) for pool, benefit in rows if benefit is not None}

    def choose(self, pool: str, benefit: Benefit | None, by: User, at: datetime) -> None:
        """From now on this line counts in the pool; None: the most careful one again. The same again adds nothing."""
        if self.standing().get(pool) != (benefit.key if benefit else None):
            self.create(pool=pool, benefit=benefit, by=by, at=at)


class PoolChoice(models.Model):
    """Somebody decided which line of a pool counts; the last word stands."""

    pool = models.CharField(_("which money"), max_length=8, choices=Pool.choices)
    benefit = models.ForeignKey(
        Benefit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("benefit")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("decided"))

    objects = PoolChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of a pool")
        verbose_name_plural = _("choices of pools")
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="choice_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.pool} {self.benefit_id or ''}"
