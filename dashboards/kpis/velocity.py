"""How fast the pipeline makes money, and how fast it is filled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboards.asking import Asked, Window
from dashboards.models import DIMENSIONS
from dashboards.statistics import FEW
from leads.stages import MQL

from .additive import Count, Part
from .cycle import SalesCycle
from .daily import MeasuredDays
from .funnel import OfLeads
from .kpi import KPI, Measured, Reading
from .opportunities import SOURCES, AverageDeal, OpportunityVolume, WinRate


def velocity(opportunities: float, win_rate: float, deal: float, cycle_days: float) -> float | None:
    """Money a day: opportunities x win rate x average deal / cycle; None of a cycle of no days."""
    return opportunities * win_rate * deal / cycle_days if cycle_days > 0 else None


@dataclass(frozen=True)
class MeasuredVelocity(Measured):
    opened: Measured
    win_rate: Measured
    deal: Measured
    cycle: Measured

    def over(self, window: Window) -> Reading:
        return read_velocity(
            [one.over(window) for one in (self.opened, self.win_rate, self.deal, self.cycle)]
        )


def read_velocity(readings: Sequence[Reading]) -> Reading:
    """None where one of the four can't be told."""
    opened, win_rate, deal, cycle = readings
    parts = {
        "opened": opened.parts["opened"],
        "won": win_rate.parts["won"],
        "closed": win_rate.parts["closed"],
        "valued": deal.parts["valued"],
    }
    factors = [one.value for one in readings]
    trust = next((one.trust for one in readings if one.trust), "few" if opened.n < FEW else "")
    spread = {"win_rate": win_rate.value, "average_deal": deal.value, "cycle_days": cycle.value}
    value = None if None in factors else velocity(*factors)  # type: ignore[arg-type]
    return Reading(value, opened.n, parts, trust=trust, spread=spread)


class PipelineVelocity(KPI):
    key = "pipeline_velocity"
    name = _("Pipeline velocity")
    definition = _(
        "Money that the pipeline makes a day: opportunities opened in the period, times the win rate of those closed in "
        "it, times the average deal won in it, over the median cycle in days."
    )
    formula = _("opportunities x win rate x average deal / cycle days")
    unit = "money"
    cadence = "monthly"
    owner = "sales"
    sources = SOURCES
    cohort = _("day on which the opportunity was opened, and closed")
    lead_path = "lead"
    parts = {
        "opened": pgettext_lazy("opportunities", "opened"),
        "won": pgettext_lazy("opportunities", "won"),
        "closed": pgettext_lazy("opportunities", "closed"),
        "valued": _("won, with an amount"),
    }
    main_part = "opened"
    factors = (OpportunityVolume(), WinRate(), AverageDeal(), SalesCycle())

    def dimensions(self) -> tuple[str, ...]:
        return DIMENSIONS

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredVelocity:
        return MeasuredVelocity(*(factor.measure(_all(asked), span) for factor in self.factors))

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        """Groups in which something was opened and something was closed."""
        opened, *others = [factor.by(_all(asked), dimension) for factor in self.factors]
        return {
            group: read_velocity([reading, *(other[group] for other in others)])
            for group, reading in opened.items()
            if all(group in other for other in others)
        }

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        opened, win_rate, deal, _cycle = self.factors
        of = {"opened": opened, "won": win_rate, "closed": win_rate, "valued": deal}[part]
        return of.rows(asked, part)


def _all(asked: Asked) -> Asked:
    """The cycle of all, finished or not, whatever a page asks of times."""
    return asked.of(population="", clock="")


@dataclass(frozen=True)
class MeasuredGrowth(Measured):
    counts: MeasuredDays

    def over(self, window: Window) -> Reading:
        return read_growth(self.counts.over(window).n, self.counts.over(window.before()).n)


def read_growth(now: int, before: int) -> Reading:
    """From nothing there is no growth in per cent: it is new."""
    few = "few" if min(now, before) < FEW else ""
    value = (now - before) / before if before else None
    return Reading(value, now, {"qualified": now, "before": before}, now - before, before, trust=few)


class Qualified(Count, OfLeads):
    key = "qualified"
    entry = MQL
    counted = {"qualified": Part(_("qualified leads"), (MQL,), Q())}
    main_part = "qualified"


class LeadVelocity(KPI):
    key = "lead_velocity"
    name = _("Lead velocity")
    definition = _(
        "How much more leads became MQLs in the period than in the period of equal length before it. From nothing there "
        "is no growth to tell."
    )
    formula = _("(MQLs - MQLs before) / MQLs before")
    unit = "percent"
    cadence = "monthly"
    owner = "marketing"
    sources = ("leads.StageChange",)
    cohort = _("day on which the lead became an MQL")
    lead_path = "lead"
    parts = {"qualified": _("qualified leads"), "before": _("in the period before")}
    main_part = "qualified"
    qualified = Qualified()

    def dimensions(self) -> tuple[str, ...]:
        return DIMENSIONS

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredGrowth:
        """The days before the first window too, as many as the span has."""
        span = span or asked.window
        return MeasuredGrowth(self.qualified.measure(asked, span.joined(span.before())))

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        now = self.qualified.by(asked, dimension)
        before = self.qualified.by(asked.over(asked.window.before()), dimension)
        return {
            group: read_growth(reading.n, before[group].n if group in before else 0)
            for group, reading in now.items()
        }

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        window = {"qualified": asked.window, "before": asked.window.before()}[part]
        return self.qualified.rows(asked.over(window), "qualified")
