"""Rescoring: every lead is to be scored by a version, in steps of their own commit. The row is the duty."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from ..lead import Lead

if TYPE_CHECKING:
    from .version import ScoringVersion

A_DAY = timedelta(days=1)


class RescoringQuerySet(models.QuerySet["Rescoring"]):
    def pending(self) -> Self:
        return self.filter(done_at=None).order_by("asked_at")

    def begin(self, version: "ScoringVersion", at: datetime) -> "Rescoring":
        """Score every lead by `version`, from the first on, whatever of it was done before."""
        anew = {"asked_at": at, "last_lead": 0, "scored": 0, "changed": 0, "done_at": None}
        duty, _new = self.update_or_create(version=version, defaults=anew | {"total": Lead.objects.count()})
        return duty

    def is_due(self, version: "ScoringVersion", at: datetime) -> bool:
        """Whether it was done so long ago that time alone may have changed what the rules give; or never."""
        return not self.filter(version=version).exclude(done_at__lte=at - A_DAY).exists()


class Rescoring(models.Model):
    """The duty to score all leads by one version: one row a version, taken up anew when it is asked for again.

    While `done_at` is empty a task goes on behind `last_lead`; a kill in between costs one step at most.
    """

    version = models.OneToOneField(
        "leads.ScoringVersion",
        models.CASCADE,
        primary_key=True,
        related_name="rescoring",
        verbose_name=_("version"),
    )
    asked_at = models.DateTimeField(_("asked"))
    last_lead = models.BigIntegerField(_("leads scored up to"), default=0)
    scored = models.PositiveIntegerField(_("leads scored"), default=0)
    changed = models.PositiveIntegerField(_("scores changed"), default=0)
    total = models.PositiveIntegerField(_("leads in all"), default=0)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = RescoringQuerySet.as_manager()

    class Meta:
        verbose_name = _("rescoring")
        verbose_name_plural = _("rescorings")

    def __str__(self) -> str:
        return f"{self.version}: {self.percent} %"

    @property
    def is_finished(self) -> bool:
        return self.done_at is not None

    @property
    def percent(self) -> int:
        return 100 if self.is_finished else min(99, 100 * self.scored // max(self.total, 1))

    def note(self, last_lead: int, scored: int, changed: int) -> None:
        """A step was done."""
        Rescoring.objects.filter(pk=self.pk).update(
            last_lead=last_lead, scored=F("scored") + scored, changed=F("changed") + changed
        )

    def close(self, at: datetime) -> None:
        Rescoring.objects.filter(pk=self.pk).update(done_at=at)
