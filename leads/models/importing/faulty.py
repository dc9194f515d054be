"""Rows in error: kept as they stood, to be corrected and sent again."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from leads.reading.dates import AmbiguousDates
from leads.reading.faults import Fault, Refused
from leads.reading.mapping import BadMapping


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


def fault_of(trouble: Exception) -> dict[str, Any]:
    """What goes to the page: codes and parameters, put into words there."""
    if isinstance(trouble, Refused):
        return _as_json(trouble.fault)
    if isinstance(trouble, BadMapping):
        return {"code": "mapping", "faults": [_as_json(fault) for fault in trouble.faults]}
    if isinstance(trouble, AmbiguousDates):
        columns = [
            {"column": d.column, "orders": list(d.orders), "examples": list(d.examples)}
            for d in (trouble, *trouble.also)
        ]
        return {"code": "dates_ambiguous", "columns": columns}
    return {"code": "file_gone"}


def _as_json(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "params": {name: str(value) for name, value in fault.params.items()},
        "column": fault.column,
    }
