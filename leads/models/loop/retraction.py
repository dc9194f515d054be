"""Retractions: an answer that whoever gave it took back at once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .verdict import Verdict


class Retraction(models.Model):
    """A verdict given by a slip of the hand: it stays on record and is told to no clock; the next turn asks again."""

    verdict = models.OneToOneField(
        Verdict, models.PROTECT, related_name="retraction", verbose_name=_("answer")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("taken back"))

    class Meta:
        verbose_name = _("answer taken back")
        verbose_name_plural = _("answers taken back")

    def __str__(self) -> str:
        return f"{self.verdict_id}"
