"""What a qualified lead brings in: the won revenue of a cohort, over all of its leads."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Count, F, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from numpy.typing import NDArray

from dashboards import own
from dashboards.asking import Asked, Window
from dashboards.evidence import Amounts
from dashboards.models import DIMENSIONS, PlacedLead, PlacedOpportunity
from dashboards.statistics import FEW
from dashboards.statistics.resampling import winsorised
from leads.models import Lead
from leads.stages import MQL, WON

from .funnel import grown, lag_days
from .kpi import KPI, OTHER, Measured, Reading, largest
from .opportunities import mean_of

GIANTS = 0.01
"""The share of leads whose revenue is brought down to that of the next."""


@dataclass
class Cohort:
    """So many leads of a day or group, and what those that brought something brought."""

    leads: int = 0
    won: int = 0
    revenues: list[float] = field(default_factory=list)

    @property
    def worths(self) -> NDArray[np.float64]:
        """What each of its leads brought, those that brought nothing too."""
        worths = np.zeros(self.leads)
        worths[: len(self.revenues)] = self.revenues
        return worths

    def __add__(self, other: "Cohort") -> "Cohort":
        return Cohort(self.leads + other.leads, self.won + other.won, self.revenues + other.revenues)


@dataclass(frozen=True)
class MeasuredWorth(Measured):
    days: Mapping[date, Cohort]
    mature_until: date | None = None

    def over(self, window: Window) -> Reading:
        inside = {day: cohort for day, cohort in self.days.items() if day in window}
        young = self.mature_until is not None and any(day > self.mature_until for day in inside)
        return read_worth(sum(inside.values(), Cohort()), "immature" if young else "")


def read_worth(cohort: Cohort, trust: str = "") -> Reading:
    """The mean over all leads, giants cut (`value`); uncut in `spread` as "mean"."""
    parts = {"qualified": cohort.leads, "won": cohort.won, "paying": len(cohort.revenues)}
    if not cohort.leads:
        return Reading(None, 0, parts, trust="few")
    mean, low, high = mean_of(winsorised(cohort.worths, GIANTS))
    few = "few" if cohort.leads < FEW else ""
    missing = "incomplete" if len(cohort.revenues) < cohort.won else ""
    revenue = sum(cohort.revenues)
    return Reading(
        mean,
        cohort.leads,
        parts,
        revenue,
        cohort.leads,
        low,
        high,
        trust=few or trust or missing,
        spread={"mean": revenue / cohort.leads},
    )


class RevenuePerQualifiedLead(KPI):
    key = "revenue_per_qualified_lead"
    name = _("Revenue per qualified lead")
    definition = _(
        "Won revenue of the leads that became MQLs in the period, over all of these leads, those that brought nothing too. "
        "The largest one in a hundred is brought down to the next, so that one giant deal doesn't make the number; the "
        "interval is from resampling."
    )
    formula = _("won revenue of the cohort / qualified leads of the cohort")
    unit = "money"
    cadence = "monthly"
    cohort = _("day on which the lead became an MQL")
    sources = ("leads.StageChange", "leads.Opportunity")
    lead_path = "lead"
    parts = {
        "qualified": _("qualified leads"),
        "won": pgettext_lazy("leads", "won"),
        "paying": _("won, with an amount"),
    }
    main_part = "qualified"

    def dimensions(self) -> tuple[str, ...]:
        return DIMENSIONS

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredWorth:
        cohorts = self._cohorts(asked.over(span or asked.window), f"{MQL}_on")
        return MeasuredWorth(cohorts, grown(asked, lag_days(asked, MQL, WON)))

    def evidence(self, asked: Asked) -> Amounts:
        return Amounts(sum(self._cohorts(asked, "source").values(), Cohort()).worths)

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        groups = self._cohorts(asked, dimension)
        shown, rest = largest(groups, lambda cohort: cohort.leads, own.is_own(dimension))
        read = {group: read_worth(groups[group]) for group in shown}
        if rest:
            read[OTHER] = read_worth(sum((groups[group] for group in rest), Cohort()))
        return read

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        counted = self.placements(asked).filter(
            {"qualified": Q(), "won": Q(won_on__isnull=False), "paying": Q(lead__in=_paid().values("lead"))}[
                part
            ]
        )
        return Lead.objects.visible_to(asked.user).filter(pk__in=counted.values("pk"))

    def placements(self, asked: Asked) -> Any:
        entered = PlacedLead.objects.entered(MQL, asked.window.since, asked.window.until)
        return own.cut(entered.within(asked.within(self.dimensions())), asked.own, self.lead_path)

    def _cohorts(self, asked: Asked, group: str) -> dict[Any, Cohort]:
        """One query for how many, one for what those that paid brought, each lead once."""
        stated = own.value_of(group, self.lead_path) if own.is_own(group) else F(group)
        rows = self.placements(asked).visible_to(asked.user).annotate(stated=stated)
        cohorts: dict[Any, Cohort] = defaultdict(Cohort)
        counted = rows.values("stated").annotate(leads=Count("pk"), won=Count("won_on")).order_by()
        for value, leads, won in counted.values_list("stated", "leads", "won"):
            cohorts[value] = Cohort(leads, won)
        group_of = Subquery(rows.filter(pk=OuterRef("lead")).values("stated")[:1])
        paid = _paid().filter(lead__in=rows.values("pk")).values("lead").annotate(revenue=Sum("amount"))
        for value, revenue in paid.annotate(stated=group_of).values_list("stated", "revenue").order_by():
            cohorts[value].revenues.append(float(revenue))
        return dict(cohorts)


def _paid() -> Any:
    return PlacedOpportunity.objects.won().filter(amount__isnull=False)
