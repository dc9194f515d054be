"""Catching up: leads for which a new definition holds already cross now, because somebody said so. The row is the duty."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from leads.stages import MQL
from sla.criteria import catalogues, parse
from sla.models import DefinitionVersion

from ..facts import StageChange
from ..lead import Lead
from .settling import settle

STEP = 200
"""Leads a commit: each brings its handoff, offer and clocks."""


class CatchUpQuerySet(models.QuerySet["CatchUp"]):
    def pending(self) -> Self:
        return self.filter(done_at=None).order_by("asked_at")

    @transaction.atomic
    def ask(self, version: DefinitionVersion, by: Any, at: datetime) -> "CatchUp":
        """Put the version in force, and let those for whom it holds already cross. The first who asks stands."""
        version.put_in_force(by=by, at=at)
        asked = {"asked_at": at, "by": by, "total": would_cross(version, at).count()}
        return self.get_or_create(version=version, defaults=asked)[0]


class CatchUp(models.Model):
    """Somebody decided, when a version went into force, that the leads it held for at that moment go to Sales too.

    While `done_at` is empty a task goes on behind `last_lead`; a kill in between costs one step at most.
    """

    version = models.OneToOneField(
        "sla.DefinitionVersion", models.PROTECT, related_name="+", verbose_name=_("version")
    )
    asked_at = models.DateTimeField(_("asked"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    last_lead = models.BigIntegerField(_("leads looked at up to"), default=0)
    crossed = models.PositiveIntegerField(_("leads that crossed"), default=0)
    total = models.PositiveIntegerField(_("leads in all"), default=0)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = CatchUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("catching up")
        verbose_name_plural = _("catching up")

    def __str__(self) -> str:
        return f"{self.version}: {self.crossed} / {self.total}"

    @property
    def is_finished(self) -> bool:
        return self.done_at is not None

    @transaction.atomic
    def go_on(self, at: datetime) -> bool:
        """The next step, as if something new had been heard of these leads; False when nothing is left."""
        mine = CatchUp.objects.select_for_update().select_related("version").get(pk=self.pk)
        if mine.is_finished:
            return False
        ids: list[int] = []
        if mine.version.state == DefinitionVersion.State.IN_FORCE:
            waiting = would_cross(mine.version, at).filter(pk__gt=mine.last_lead).order_by("pk")
            ids = list(waiting.values_list("pk", flat=True)[:STEP])
        if ids:
            settle(ids, at, live=True)
            mine.last_lead, mine.crossed = ids[-1], mine.crossed + len(ids)
        else:
            mine.done_at = at
        mine.save(update_fields=["last_lead", "crossed", "done_at"])
        return bool(ids)


def would_cross(version: DefinitionVersion, at: datetime) -> Any:
    """Leads it holds for at `at` that were no MQL yet in their cycle."""
    return Lead.objects.standing().filter(_holds(version, at)).exclude(_crossed())


def would_not(version: DefinitionVersion, at: datetime) -> Any:
    """Leads that crossed, that Sales hasn't got, and that it doesn't hold for: they stay what they are."""
    waiting = Lead.objects.standing().filter(stage=MQL)
    return waiting.exclude(_holds(version, at))


def _holds(version: DefinitionVersion, at: datetime) -> Any:
    """As `settling` asks it: what a recycled lead did before it came back doesn't count."""
    return parse(version.criteria, catalogues["lead in its cycle"]).condition(at)


def _crossed() -> Any:
    return Exists(StageChange.objects.filter(lead=OuterRef("pk"), cycle=OuterRef("cycle"), stage=MQL))
