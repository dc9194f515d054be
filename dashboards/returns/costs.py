"""What the program cost: its rows of the ledger, before the change and month by month since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, Q, Sum
from django.urls import reverse

from dashboards.asking import Window
from dashboards.models import Spend

from .question import ALL, Question


@dataclass(frozen=True)
class Cost:
    """A sum, of how many rows, and how many of them could not be added for their currency."""

    spent: Decimal = Decimal(0)
    entries: int = 0
    unpriced: int = 0
    url: str = ""


@dataclass(frozen=True)
class Costs:
    before: Cost
    """What was spent before the month of the change; nothing where that isn't asked."""
    months: Sequence[tuple[Window, Cost]]

    @property
    def _all(self) -> list[Cost]:
        return [self.before, *(cost for _month, cost in self.months)]

    @property
    def total(self) -> Decimal:
        return sum((one.spent for one in self._all), Decimal(0))

    @property
    def entries(self) -> int:
        return sum(one.entries for one in self._all)

    @property
    def unpriced(self) -> int:
        return sum(one.unpriced for one in self._all)

    @property
    def url(self) -> str:
        first = None if self.before.entries else self.months[0][0].since if self.months else None
        return ledger_url(first, self.months[-1][0].since if self.months else None)


def ledger_url(since: date | None, until: date | None) -> str:
    """The rows of the program from one month to another, both included."""
    said = {"purpose": "program"} | {
        name: f"{month:%Y-%m}" for name, month in (("from", since), ("to", until)) if month
    }
    return f"{reverse('dashboards:cost-list')}?{urlencode(said)}"


def costs_of(question: Question) -> Costs:
    """One query."""
    if not question.months:
        return Costs(Cost(), [])
    first, last = question.months[0].since, question.months[-1].since
    rows = Spend.objects.standing().for_program().filter(month__lte=last).order_by().values("month")
    unpriced = Count("pk", filter=Q(amount_base=None))
    told = {
        row["month"]: Cost(row["s"], row["n"], row["u"], ledger_url(row["month"], row["month"]))
        for row in rows.annotate(s=Sum("amount_base", default=Decimal(0)), n=Count("pk"), u=unpriced)
    }
    months = [(month, told.get(month.since, Cost())) for month in question.months]
    earlier = [cost for month, cost in told.items() if month < first] if question.costs == ALL else []
    return Costs(_sum(earlier, first), months)


def _sum(costs: Sequence[Cost], first: date) -> Cost:
    return Cost(
        sum((one.spent for one in costs), Decimal(0)),
        sum(one.entries for one in costs),
        sum(one.unpriced for one in costs),
        ledger_url(None, _month_before(first)),
    )


def _month_before(first: date) -> date:
    year, month = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
    return date(year, month, 1)
