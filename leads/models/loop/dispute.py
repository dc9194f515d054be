"""Disputes: Marketing holds that a rejection was wrong, and RevOps rules on it."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models import User

from ..lead import Lead
from .verdict import Verdict


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(verdict__offer__handoff__lead__in=Lead.objects.visible_to(user))

    def waiting(self) -> Self:
        """Those that nobody has ruled on."""
        return self.filter(ruling=None)

    def ruled(self) -> Self:
        return self.filter(ruling__isnull=False)


class Dispute(models.Model):
    """Marketing's argument against one rejection; the first that is raised stands, and one ruling ends it."""

    verdict = models.OneToOneField(
        Verdict, models.PROTECT, related_name="dispute", verbose_name=_("rejection")
    )
    argument = models.TextField(_("argument"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("disputed"))

    objects = DisputeQuerySet.as_manager()

    if TYPE_CHECKING:
        ruling: "Ruling"

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        indexes = [
            # the arbitration queue
            models.Index(fields=["at"], name="dispute_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict_id}"


class Ruling(models.Model):
    """What RevOps decided: the rejection stands, or the lead goes to Sales again."""

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("The rejection stands")
        OVERTURNED = "overturned", _("The rejection is overturned")

    dispute = models.OneToOneField(Dispute, models.PROTECT, related_name="ruling", verbose_name=_("dispute"))
    outcome = models.CharField(_("ruling"), max_length=10, choices=Outcome.choices)
    grounds = models.TextField(_("grounds"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("ruled"))

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")

    def __str__(self) -> str:
        return str(self.get_outcome_display())
