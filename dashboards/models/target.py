"""Targets: where a number shall stand, and by when."""

from datetime import date, datetime
from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dashboards.targets.aim import Aim, Kind
from people.models import User

from .signing import Signed, Word, given_for_good

ENDED = ("ended_at", "ended_by")


class TargetQuerySet(models.QuerySet["Target"]):
    def standing(self) -> Self:
        """Those that count: neither replaced nor withdrawn."""
        return self.filter(ended_at=None)

    def ended(self) -> Self:
        return self.filter(ended_at__isnull=False).order_by("-ended_at", "-pk")

    def for_page(self) -> Self:
        return self.select_related("decided_by", "recorded_by", "replaces").prefetch_related("signatures__by")

    @transaction.atomic
    def decide(self, target: "Target", by: User, at: datetime) -> "Target":
        """Put it down; the standing one of the same number and scope ends with it."""
        earlier = self.standing().select_for_update().filter(kpi=target.kpi, scope=target.scope).first()
        if earlier:
            earlier.end(by, at)
        target.replaces, target.recorded_by, target.recorded_at = earlier, by, at
        target.save(force_insert=True)
        return target


class Target(Signed, models.Model):
    """One number shall move by so much from where it stood, until a day. What was decided is not edited: a later one replaces it.

    `scope` narrows the number as an address does: {"source": ["web"]}; empty, the whole company. `amount` is of `kind`:
    a part of the value, points of it, or the level itself.
    """

    kpi = models.CharField(_("KPI"), max_length=80)
    scope = models.JSONField(_("only for"), default=dict, blank=True)
    kind = models.CharField(_("how it is meant"), max_length=8, choices=Kind.choices)
    amount = models.FloatField(_("by how much"))
    from_value = models.FloatField(_("from"))
    from_n = models.IntegerField(_("n"), default=0)
    from_low = models.FloatField(null=True, blank=True)
    from_high = models.FloatField(null=True, blank=True)
    is_stated = models.BooleanField(
        _("stated, not counted"),
        default=False,
        help_text=_("The company said where it stands; it was not counted here."),
    )
    value = models.FloatField(_("target"))
    since = models.DateField(_("reference from"))
    until = models.DateField(_("reference to"))
    matures_on = models.DateField(_("by"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = TargetQuerySet.as_manager()
    signatures: Any

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["matures_on", "pk"]
        constraints = [
            # a number has one target at a time
            models.UniqueConstraint(
                fields=["kpi", "scope"], condition=Q(ended_at=None), name="one_standing_target"
            ),
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="target_reference_in_order"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="decided_once", exclude=list(ENDED)),
            pgtrigger.Protect(name="target_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.kpi} {self.value:g}"

    @property
    def aim(self) -> Aim:
        return Aim(Kind(self.kind), self.amount)

    @property
    def has_start(self) -> bool:
        """It began somewhere else: a level that was set where nothing was counted begins at itself."""
        return self.from_value != self.value

    @property
    def cuts(self) -> dict[str, tuple[Any, ...]]:
        """The scope as a question takes it."""
        return {name: tuple(values) for name, values in self.scope.items()}

    def end(self, by: User, at: datetime) -> None:
        """Withdrawn or replaced; what it was stays readable. Twice changes nothing."""
        ended = Target.objects.filter(pk=self.pk, ended_at=None).update(ended_at=at, ended_by=by)
        if ended:
            self.ended_at, self.ended_by = at, by

    def days_left(self, today: date) -> int:
        return (self.matures_on - today).days


class TargetSignature(Word):
    """A manager's yes to a target: a goal of one team alone is none."""

    of = models.ForeignKey(Target, models.PROTECT, related_name="signatures", verbose_name=_("target"))

    class Meta(Word.Meta):
        verbose_name = _("signature of a target")
        verbose_name_plural = _("signatures of targets")
        constraints = [models.UniqueConstraint(fields=["of", "party"], name="target_signed_once_a_team")]
        triggers = [given_for_good()]
