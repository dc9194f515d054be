"""Which values of the dimensions stand with leads at all: what whoever sees every lead may filter by."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

NUMBERS = ("team", "owner")


class FunnelValueQuerySet(models.QuerySet["FunnelValue"]):
    def standing(self, names: Sequence[str]) -> dict[str, list[Any]]:
        """{dimension: its values, in order, nobody's last}."""
        found: dict[str, list[Any]] = {name: [] for name in names}
        rows = self.filter(name__in=names, leads__gt=0).values_list("name", "value").distinct()
        for name, value in rows.order_by("name", "value"):
            found[name].append(int(value) if name in NUMBERS and value is not None else value)
        for name in found.keys() & NUMBERS:
            found[name].sort(key=lambda one: (one is None, one or 0))
        return found


class FunnelValue(models.Model):
    """So many leads of the whole company that arrived on a day have this value of a dimension; teams and people by number."""

    cell = models.UUIDField(primary_key=True, editable=False)
    day = models.DateField(_("day"))
    name = models.CharField(max_length=10)
    value = models.TextField(null=True)
    leads = models.IntegerField()

    objects = FunnelValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("value of a dimension")
        verbose_name_plural = _("values of dimensions")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
