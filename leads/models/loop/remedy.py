"""Remedies: a criterion put into a draft of a definition, because a reason of rejection stood out."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sla.criteria import catalogues, parse
from sla.models import DefinitionVersion

from .reason import RejectionReason


class RemedyQuerySet(models.QuerySet["Remedy"]):
    def for_reading(self) -> Self:
        return self.select_related("reason", "version__definition", "by").order_by("-at", "-pk")


class Remedy(models.Model):
    """Somebody tried a suggestion: against which reason, with which criterion, and what it was said to do.

    Its measure is the share of the reason before and after its version went into force.
    """

    reason = models.ForeignKey(
        RejectionReason, models.PROTECT, related_name="remedies", verbose_name=_("reason")
    )
    version = models.ForeignKey(
        DefinitionVersion, models.CASCADE, related_name="+", verbose_name=_("definition")
    )
    # where the reason stood out; empty: everywhere
    dimension = models.CharField(_("by"), max_length=10, blank=True, default="")
    value = models.CharField(_("where"), max_length=1000, blank=True, default="")
    criterion = models.JSONField(_("criterion"))
    # as it was counted when it was tried: rejected ones kept out, of how many; good ones it costs, of how many
    kept_out = models.PositiveIntegerField(_("rejected ones kept out"))
    unwanted = models.PositiveIntegerField(_("rejected ones"))
    cost = models.PositiveIntegerField(_("accepted ones it costs"))
    good = models.PositiveIntegerField(_("accepted ones"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("tried"))

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = _("remedy")
        verbose_name_plural = _("remedies")

    def __str__(self) -> str:
        return f"{self.reason_id} → {self.version_id}"

    def sentence(self) -> str:
        """The criterion in words, in the language that is active."""
        return parse(self.criterion, catalogues["lead"]).sentence()

    def in_force_at(self) -> datetime | None:
        """Since when its version counts, or counted."""
        since: Any = self.version.in_force_from
        return since
