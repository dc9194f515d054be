"""Rows in error: kept as they stood, to be corrected and sent again."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportFaultQuerySet(models.QuerySet["ImportFault"]):
    def after(self, number: int) -> Self:
        return self.filter(number__gt=number).order_by("number")


class ImportFault(models.Model):
    """A row that couldn't be read, kept as it stood: to be corrected in a download and sent again."""

    report = models.ForeignKey(
        "leads.Import", models.CASCADE, related_name="faulty_rows", verbose_name=_("import")
    )
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"))
    faults = models.JSONField(_("faults"))

    objects = ImportFaultQuerySet.as_manager()

    class Meta:
        verbose_name = _("row in error")
        verbose_name_plural = _("rows in error")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="a_row_is_in_error_once"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.number}"
