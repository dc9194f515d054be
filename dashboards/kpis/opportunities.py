"""Opportunities: how many, how many were won, what they brought and how long they took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from numpy.typing import NDArray

from dashboards import own
from dashboards.asking import Asked, Window
from dashboards.models import DIMENSIONS, OpportunityDay, OpportunityTotal, PlacedOpportunity
from dashboards.statistics import FEW, Z95
from dashboards.statistics.resampling import Values, mean_interval
from leads.models import Lead, Opportunity

from .additive import Additive, Amount, Part, Rate
from .additive import Count as SoMany
from .kpi import KPI, OTHER, Measured, Parts, Reading, largest

WON, LOST, STANDING = Q(outcome="won"), Q(outcome="lost"), Q(outcome="")
VALUED = WON & Q(amount__isnull=False)
SOURCES = ("leads.Opportunity", "leads.OpportunityChange")
RESAMPLED = 5000
"""Up to so many values the mean is resampled; of more, the normal distribution says the same."""


def seen(asked: Asked) -> QuerySet[Any]:
    """Opportunities of leads that the reader sees, of those that were merged into them too."""
    leads = Lead.objects.visible_to(asked.user)
    return Opportunity.objects.filter(Q(lead__in=leads) | Q(lead__merged_into__in=leads))


class OfOpportunities(Additive):
    """Opportunities by the day they were opened or closed."""

    entry: str = "closed"
    cohort = _("day on which the opportunity was closed")
    owner = "sales"
    sources = SOURCES
    lead_path = "lead"
    own_cuts = ()

    @property
    def day(self) -> str:  # type: ignore[override]
        return f"{self.entry}_on"

    def cells(self, asked: Asked) -> Any:
        return OpportunityDay.objects.entered(self.entry, asked.window.since, asked.window.until)

    def totals(self, window: Window) -> Any:
        return OpportunityTotal.objects.entered(self.entry, window.since, window.until)

    def placements(self, asked: Asked) -> Any:
        return PlacedOpportunity.objects.entered(self.entry, asked.window.since, asked.window.until)

    def subjects(self, asked: Asked) -> QuerySet[Any]:
        return seen(asked)


class OpportunityVolume(SoMany, OfOpportunities):
    key = "opportunity_volume"
    name = _("Opportunities opened")
    definition = _("Opportunities that were opened in the period, and what became of them so far.")
    formula = _("number of opportunities")
    entry = "opened"
    cohort = _("day on which the opportunity was opened")
    counted = {
        "opened": Part(pgettext_lazy("opportunities", "opened"), ("opportunities",), Q()),
        "won": Part(pgettext_lazy("opportunities", "won"), ("won",), WON),
        "lost": Part(pgettext_lazy("opportunities", "lost"), ("lost",), LOST),
        "standing": Part(_("still open"), ("standing",), STANDING),
    }
    main_part = "opened"


CLOSED = {
    "won": Part(pgettext_lazy("opportunities", "won"), ("won",), WON),
    "lost": Part(pgettext_lazy("opportunities", "lost"), ("lost",), LOST),
    "closed": Part(pgettext_lazy("opportunities", "closed"), ("opportunities",), Q()),
}


class WinRate(Rate, OfOpportunities):
    key = "win_rate"
    name = _("Win rate of closed opportunities")
    definition = _(
        "Opportunities won, of all that were closed in the period, won or lost. What is still open says nothing yet."
    )
    formula = _("won / (won + lost)")
    cadence = "monthly"
    counted = CLOSED
    numerator, denominator, main_part = "won", "closed", "closed"


class RevenueWon(OfOpportunities):
    key = "revenue_won"
    name = _("Revenue won")
    definition = _(
        "Sum of the amounts of opportunities won in the period, in the company's currency. Those without an amount in "
        "it are counted and add nothing."
    )
    formula = _("sum of amounts won")
    unit = "money"
    cadence = "monthly"
    owner = "both"
    counted = {
        "won": Part(pgettext_lazy("opportunities", "won"), ("won",), WON),
        "valued": Part(_("won, with an amount"), ("valued",), VALUED),
    }
    amounts = {"revenue": Amount("revenue", WON)}
    main_part = "won"

    def reading(self, counts: Parts, trust: str = "") -> Reading:
        parts = {name: counts[name] for name in self.counted}
        incomplete = "incomplete" if counts["valued"] < counts["won"] else ""
        revenue = counts["revenue"]
        return Reading(
            float(revenue), counts["won"], parts, trust=incomplete or trust, amounts={"revenue": revenue}
        )


@dataclass(frozen=True)
class MeasuredDeals(Measured):
    deals: Sequence[tuple[date, Any, float | None]]

    def over(self, window: Window) -> Reading:
        first, last = window.since.toordinal(), window.until.toordinal()
        inside = np.flatnonzero((self._days >= first) & (self._days <= last))
        return read_deals([self.deals[place][2] for place in inside.tolist()])

    @cached_property
    def _days(self) -> NDArray[np.int64]:
        return np.array([day.toordinal() for day, _group, _amount in self.deals], dtype=np.int64)


def read_deals(amounts: Sequence[float | None]) -> Reading:
    """The mean of what has an amount; resampled, because a few giants may make it."""
    told = [amount for amount in amounts if amount is not None]
    parts = {"won": len(amounts), "valued": len(told)}
    mean, low, high = mean_of(told)
    trust = "few" if len(told) < FEW else "incomplete" if len(told) < len(amounts) else ""
    spread = {"p50": float(np.median(told))} if told else {}
    return Reading(mean, len(told), parts, sum(told), len(told), low, high, trust=trust, spread=spread)


def mean_of(values: Values) -> tuple[float | None, float | None, float | None]:
    """(mean, low, high)."""
    if len(values) > RESAMPLED:
        told = np.asarray(values)
        mean, half = float(told.mean()), float(Z95 * told.std(ddof=1) / np.sqrt(len(told)))
        return mean, mean - half, mean + half
    if (found := mean_interval(values)) is None:
        return None, None, None
    mean, (low, high) = found
    return mean, low, high


class AverageDeal(KPI):
    key = "average_deal"
    name = _("Average deal")
    definition = _(
        "Mean amount of the opportunities won in the period, in the company's currency; with what resampling says of it, "
        "because one giant deal can make it."
    )
    formula = _("revenue won / won, with an amount")
    unit = "money"
    cadence = "monthly"
    owner = "sales"
    sources = SOURCES
    cohort = OfOpportunities.cohort
    lead_path = "lead"
    parts = {"won": pgettext_lazy("opportunities", "won"), "valued": _("won, with an amount")}
    main_part = "valued"

    def dimensions(self) -> tuple[str, ...]:
        return DIMENSIONS

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredDeals:
        return MeasuredDeals(self.deals(asked.over(span or asked.window), ""))

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        groups: dict[Any, list[float | None]] = {}
        for _day, group, amount in self.deals(asked, dimension):
            groups.setdefault(group, []).append(amount)
        shown, rest = largest(groups, len, own.is_own(dimension))
        read = {group: read_deals(groups[group]) for group in shown}
        if rest:
            read[OTHER] = read_deals([amount for group in rest for amount in groups[group]])
        return read

    def placements(self, asked: Asked) -> Any:
        closed = PlacedOpportunity.objects.entered("closed", asked.window.since, asked.window.until).won()
        return own.cut(closed.within(asked.within(self.dimensions())), asked.own, self.lead_path)

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        condition = {"won": WON, "valued": VALUED}[part]
        return seen(asked).filter(pk__in=self.placements(asked).filter(condition).values("pk"))

    def deals(self, asked: Asked, group: str) -> list[tuple[date, Any, float | None]]:
        stated = own.grouped(group, self.lead_path)
        rows = self.placements(asked).visible_to(asked.user).annotate(stated=stated)
        return [
            (day, value, None if amount is None else float(amount))
            for day, value, amount in rows.values_list("closed_on", "stated", "amount")
        ]
