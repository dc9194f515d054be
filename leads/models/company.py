"""Companies: what leads of one organisation have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Company(models.Model):
    """The organisation a lead works for, known by its domain or, failing that, by its name."""

    key = models.CharField(_("key"), max_length=1020, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=1000, blank=True)
    domain = models.CharField(_("domain"), max_length=253, null=True, blank=True, unique=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.domain or ""
