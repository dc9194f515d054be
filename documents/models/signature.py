"""Signatures: somebody's word under one version of a document."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A signature that may not be given; its text is a sentence for the person who tried."""


class Signature(models.Model):
    """One party's word under one version: who gave it, in which role, when, and the hash of exactly what was signed."""

    version = models.ForeignKey(
        "documents.DocumentVersion", models.PROTECT, related_name="signatures", verbose_name=_("version")
    )
    capacity = models.CharField(_("for"), max_length=40)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    role = models.CharField(_("role"), max_length=20)
    signed_at = models.DateTimeField(_("signed"))
    hash = models.CharField(_("hash of the document"), max_length=64)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "capacity"], name="one_signature_for_each_capacity"),
        ]
        triggers = [pgtrigger.Protect(name="given_for_good", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.by} ({self.capacity})"
