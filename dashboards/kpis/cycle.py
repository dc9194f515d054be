"""How long opportunities take, with the open ones inside the statistic."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboards import own
from dashboards.asking import Asked
from dashboards.models import DIMENSIONS, PlacedOpportunity

from .lapses import Lapse, OfLapses
from .opportunities import SOURCES, STANDING, seen


class SalesCycle(OfLapses):
    key = "sales_cycle"
    name = _("Sales cycle")
    definition = _(
        "Days from the opening of an opportunity to its close, won or lost, of those opened in the period: the median, "
        "with the open ones counted as open (Kaplan-Meier). Over closed ones alone it looks shorter than it is."
    )
    formula = _("median of (closed - opened)")
    cohort = _("day on which the opportunity was opened")
    clock = _("days of the calendar from the opening of the opportunity to its close")
    owner = "sales"
    sources = SOURCES
    lead_path = "lead"
    parts: Mapping[str, Any] = {
        "entered": pgettext_lazy("opportunities", "opened"),
        "reached": pgettext_lazy("opportunities", "closed"),
        "waiting": _("still open"),
        "in_order": _("in order"),
        "backwards": pgettext_lazy("several", "ended before it began"),
    }
    conditions = {
        "entered": Q(),
        "reached": ~STANDING,
        "waiting": STANDING,
        "in_order": ~STANDING & ~Q(cycle_days__lt=0),
        "backwards": Q(cycle_days__lt=0),
    }

    def dimensions(self) -> tuple[str, ...]:
        return (*DIMENSIONS, "outcome")

    def placements(self, asked: Asked) -> Any:
        opened = PlacedOpportunity.objects.entered("opened", asked.window.since, asked.window.until)
        return own.cut(opened.within(asked.within(self.dimensions())), asked.own, self.lead_path)

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        return seen(asked).filter(pk__in=self.placements(asked).filter(self.conditions[part]).values("pk"))

    def lapses(self, asked: Asked, group: str) -> list[Lapse]:
        """One row for all that took equally long."""
        stated = own.grouped(group, self.lead_path)
        rows = self.placements(asked).visible_to(asked.user).annotate(stated=stated)
        closed = Case(When(~STANDING, then=True), default=False)
        days = Coalesce("cycle_days", Value(None, IntegerField()))
        counted = rows.annotate(over=closed, took=days).values("opened_on", "stated", "took", "over")
        return [
            Lapse(day, value, self._days(day, took, over, asked.today), over, n)
            for day, value, took, over, n in counted.annotate(n=Count("pk"))
            .values_list("opened_on", "stated", "took", "over", "n")
            .order_by()
        ]

    @staticmethod
    def _days(day: date, took: int | None, is_over: bool, today: date) -> float | None:
        """An open one has taken until today; one that closed on a day that nobody knows says nothing."""
        return float(took) if took is not None else None if is_over else float((today - day).days)
