"""What a lead costs: what the ledger says was spent on winning leads, over the leads of the same months and sources."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Model, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked, Window
from dashboards.evidence import Price
from dashboards.models import FunnelMix, FunnelTotal, PlacedLead, Spend
from dashboards.statistics import FEW
from leads.models import Lead

from .kpi import KPI, Measured, Reading

CUTS = ("source", "channel")


@dataclass
class Month:
    """What was spent in a month (or on a group), in how many rows of the ledger, and the leads that came."""

    spent: Decimal = Decimal(0)
    entries: int = 0
    unpriced: int = 0
    leads: int = 0

    def __add__(self, other: "Month") -> "Month":
        return Month(
            self.spent + other.spent,
            self.entries + other.entries,
            self.unpriced + other.unpriced,
            self.leads + other.leads,
        )


def read_cost(month: Month, months_missing: bool = False) -> Reading:
    """None where no lead came or the ledger is empty: nothing spent is told by a row of 0."""
    parts = {"leads": month.leads, "entries": month.entries}
    told = month.leads and month.entries
    trust = "incomplete" if months_missing or month.unpriced or not month.entries else ""
    few = "few" if month.leads < FEW else ""
    return Reading(
        float(month.spent / month.leads) if told else None,
        month.leads,
        parts,
        float(month.spent),
        month.leads,
        trust=trust or few,
        amounts={"spent": month.spent},
    )


@dataclass(frozen=True)
class MeasuredCosts(Measured):
    months: Mapping[date, Month] = field(default_factory=dict)
    is_known: bool = True

    def over(self, window: Window) -> Reading:
        """The whole months of the window alone: the ledger knows no days."""
        whole = window.whole_months()
        if whole is None or not self.is_known:
            return Reading(None, 0, {"leads": 0, "entries": 0}, trust="incomplete")
        months = [self.months.get(one.since, Month()) for one in whole.months()]
        return read_cost(sum(months, Month()), any(one.leads and not one.entries for one in months))


class CostPer(KPI):
    """Spend over leads of one stage, month by month. Asked by what the ledger doesn't know, it says nothing."""

    unit = "money"
    better = "down"
    cadence = "monthly"
    owner = "marketing"
    sources = ("dashboards.Spend", "leads.StageChange")
    cohort = _("month of the stage; whole months of the period alone")
    clock = _("months of the calendar, in the company's time zone")
    parts = {"leads": _("leads"), "entries": _("rows of the ledger")}
    main_part = "leads"
    stage: str

    def dimensions(self) -> tuple[str, ...]:
        return CUTS

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredCosts:
        if not self._knows(asked):
            return MeasuredCosts(is_known=False)
        return MeasuredCosts(self._months(asked.over(span or asked.window), "month"))

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        whole = asked.window.whole_months()
        if whole is None or not self._knows(asked):
            return {}
        groups = self._months(asked.over(whole), dimension)
        read = {group: read_cost(month) for group, month in groups.items()}
        return dict(sorted(read.items(), key=lambda one: (-one[1].n, str(one[0]))))

    def evidence(self, asked: Asked) -> Price:
        return self.studied(asked)[1]

    def studied(self, asked: Asked, known: Measured | None = None) -> tuple[Reading, Price]:
        reading = (known or self.measure(asked)).over(asked.window)
        return reading, Price(float(reading.amounts.get("spent", 0)), reading.n)

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        whole = asked.window.whole_months()
        known = whole is not None and self._knows(asked)
        over = asked.over(whole or asked.window)
        if part == "entries":
            return self._ledger(over) if known else Spend.objects.none()
        if part != "leads":
            raise KeyError(part)
        placed = PlacedLead.objects.entered(self.stage, over.window.since, over.window.until)
        counted = placed.within(asked.within(CUTS)).values("pk")
        seen = Lead.objects.visible_to(asked.user)
        return seen.filter(pk__in=counted) if known else seen.none()

    def _knows(self, asked: Asked) -> bool:
        """The ledger is of all leads: whoever sees some of them, or asks by more, would get a wrong number."""
        return asked.user.sees_every_lead and set(asked.cuts) <= set(CUTS)

    def _ledger(self, asked: Asked) -> Any:
        months = Spend.objects.standing().for_channels().of_months(asked.window.since, asked.window.until)
        return months.within(asked.within(CUTS))

    def _months(self, asked: Asked, group: str) -> dict[Any, Month]:
        """One query for the ledger, one for the leads."""
        months: dict[Any, Month] = defaultdict(Month)
        spent = self._ledger(asked).order_by().values(group)
        unpriced = Count("pk", filter=Q(amount_base=None))
        for row in spent.annotate(s=Sum("amount_base", default=Decimal(0)), n=Count("pk"), u=unpriced):
            months[row[group]] = Month(row["s"], row["n"], row["u"])
        cells: Any = FunnelMix if asked.cuts or group != "month" else FunnelTotal
        entered = cells.objects.entered(self.stage, asked.window.since, asked.window.until)
        came = entered.within(asked.within(CUTS)).annotate(month=TruncMonth("day"))
        for row in came.values(group).annotate(n=Sum(self.stage)).order_by():
            months[row[group]].leads += row["n"]
        return dict(months)


class CostPerQualifiedLead(CostPer):
    key = "cost_per_qualified_lead"
    name = _("Cost per qualified lead")
    definition = _(
        "What was spent on winning leads in the whole months of the period, over the leads that became MQLs in them, "
        "matched by source. What the alignment program itself cost stays out."
    )
    formula = _("spend / leads that became MQLs")
    stage = "mql"


class CostPerLead(CostPer):
    key = "cost_per_lead"
    name = _("Cost per lead")
    definition = _(
        "What was spent on winning leads in the whole months of the period, over the leads that arrived in them, matched "
        "by source and channel."
    )
    formula = _("spend / leads captured")
    stage = "captured"
