"""What a qualified lead brings in: the won revenue of a cohort, over all of its leads."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Model, Q, QuerySet, Sum
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

from .additive import Count as SoMany
from .additive import Part
from .funnel import OfLeads, grown, lag_days
from .kpi import KPI, OTHER, Measured, Reading, largest
from .opportunities import mean_of

GIANTS = 0.01
"""The share of leads whose revenue is brought down to that of the next."""


@dataclass
class Cohort:
    """So many leads of a day or group, and what those that brought something brought."""

    leads: int = 0
    won: int = 0
    brought: list[tuple[int, float]] = field(default_factory=list)
    """Each with its place among all that were read."""

    @cached_property
    def revenues(self) -> list[float]:
        """In one order, whichever way they were grouped, so that the same leads are resampled alike."""
        return [revenue for _place, revenue in sorted(self.brought)]

    @property
    def worths(self) -> NDArray[np.float64]:
        """What each of its leads brought, those that brought nothing too."""
        worths = np.zeros(self.leads)
        worths[: len(self.brought)] = self.revenues
        return worths

    def __add__(self, other: "Cohort") -> "Cohort":
        return Cohort(self.leads + other.leads, self.won + other.won, self.brought + other.brought)


@dataclass(frozen=True)
class MeasuredWorth(Measured):
    days: Mapping[date, Cohort]
    mature_until: date | None = None

    def over(self, window: Window) -> Reading:
        young = self.mature_until is not None and any(
            day > self.mature_until for day in self.days if day in window
        )
        return read_worth(self.whole(window), "immature" if young else "")

    def whole(self, window: Window) -> Cohort:
        inside = [cohort for day, cohort in self.days.items() if day in window]
        return Cohort(
            sum(one.leads for one in inside),
            sum(one.won for one in inside),
            [pair for one in inside for pair in one.brought],
        )


def read_worth(cohort: Cohort, trust: str = "") -> Reading:
    """The mean over all leads, giants cut (`value`); uncut in `spread` as "mean"."""
    parts = {"qualified": cohort.leads, "won": cohort.won, "paying": len(cohort.brought)}
    if not cohort.leads:
        return Reading(None, 0, parts, trust="few")
    mean, low, high = mean_of(winsorised(cohort.worths, GIANTS))
    few = "few" if cohort.leads < FEW else ""
    missing = "incomplete" if len(cohort.brought) < cohort.won else ""
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


class Entered(SoMany, OfLeads):
    """Not a number of its own: how many became MQLs, and how many of them were ever won."""

    key = "qualified"
    entry = MQL
    counted = {
        "qualified": Part(_("qualified leads"), (MQL,), Q()),
        "won": Part(_("won"), (WON,), Q(won_on__isnull=False)),
    }
    main_part = "qualified"


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
    entered = Entered()

    def dimensions(self) -> tuple[str, ...]:
        return DIMENSIONS

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredWorth:
        cohorts = self._cohorts(asked.over(span or asked.window), "day")
        return MeasuredWorth(cohorts, grown(asked, lag_days(asked, MQL, WON)))

    def evidence(self, asked: Asked) -> Amounts:
        return self.studied(asked)[1]

    def studied(self, asked: Asked, known: Measured | None = None) -> tuple[Reading, Amounts]:
        told = known if isinstance(known, MeasuredWorth) else self.measure(asked)
        return told.over(asked.window), Amounts(told.whole(asked.window).worths)

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        groups = self._cohorts(asked, dimension)
        shown, rest = largest(groups, lambda cohort: cohort.leads, own.is_own(dimension))
        read = {group: read_worth(groups[group]) for group in shown}
        if rest:
            read[OTHER] = read_worth(sum((groups[group] for group in rest), Cohort()))
        return read

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        counted = self.placements(asked).filter(
            {
                "qualified": Q(),
                "won": Q(won_on__isnull=False),
                "paying": Q(lead__in=PlacedOpportunity.objects.paid().values("lead")),
            }[part]
        )
        return Lead.objects.visible_to(asked.user).filter(pk__in=counted.values("pk"))

    def placements(self, asked: Asked) -> Any:
        entered = PlacedLead.objects.entered(MQL, asked.window.since, asked.window.until)
        return own.cut(entered.within(asked.within(self.dimensions())), asked.own, self.lead_path)

    def _cohorts(self, asked: Asked, group: str) -> dict[Any, Cohort]:
        """One query for how many, from sums of cells where these know; one for what those that paid brought, each lead once."""
        entered = self.entered.summed(asked, group)
        cohorts: dict[Any, Cohort] = defaultdict(Cohort)
        for row in entered:
            if row["qualified"]:
                cohorts[row[group]] = Cohort(row["qualified"], row["won"])
        column = "qualified_on" if group == "day" else group
        paid = PlacedOpportunity.objects.paid().qualified(asked.window.since, asked.window.until)
        seen = paid.within(asked.within(self.dimensions())).visible_to(asked.user)
        rows = own.cut(seen, asked.own, self.lead_path).annotate(stated=own.grouped(column, self.lead_path))
        brought = (
            rows.values("source", "lead", "stated").annotate(revenue=Sum("amount")).order_by("source", "lead")
        )
        for place, (value, revenue) in enumerate(brought.values_list("stated", "revenue")):
            cohorts[value].brought.append((place, float(revenue)))
        return dict(cohorts)
