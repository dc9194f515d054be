"""Replies: what Marketing filled in when Sales returned a lead for data."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .verdict import Verdict


class Reply(models.Model):
    """Marketing's answer to one return: which fields it filled in, and a word for Sales. The lead goes back to who asked."""

    verdict = models.OneToOneField(Verdict, models.PROTECT, related_name="reply", verbose_name=_("return"))
    filled = models.JSONField(_("filled in"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True, default="", max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer to a return")
        verbose_name_plural = _("answers to returns")

    def __str__(self) -> str:
        return f"{self.verdict_id}"
