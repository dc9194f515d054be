"""What the rows of the ledger add up to: by month and purpose, by source and channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from dashboards.models import Spend

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Month:
    month: date
    spent: Mapping[str, Decimal]

    @property
    def total(self) -> Decimal:
        return sum(self.spent.values(), NOTHING)

    @property
    def channels(self) -> Decimal:
        return self.spent.get(Spend.Purpose.CHANNEL, NOTHING)

    @property
    def program(self) -> Decimal:
        return self.spent.get(Spend.Purpose.PROGRAM, NOTHING)


@dataclass(frozen=True)
class Group:
    """Of one source and channel of one purpose."""

    purpose: str
    source: str
    channel: str
    spent: Decimal
    entries: int

    @property
    def purpose_label(self) -> Any:
        return Spend.Purpose(self.purpose).label


@dataclass(frozen=True)
class Sums:
    months: Sequence[Month]
    groups: Sequence[Group]
    entries: int
    unpriced: int

    @property
    def total(self) -> Decimal:
        return sum((month.total for month in self.months), NOTHING)


def sums_of(rows: Any) -> Sums:
    """Of the rows that stand; what is in another currency is counted and not added. Two queries."""
    standing = rows.standing().order_by()
    spent = Sum("amount_base", default=NOTHING)
    by_month: dict[date, dict[str, Decimal]] = {}
    for row in standing.values("month", "purpose").annotate(s=spent):
        by_month.setdefault(row["month"], {})[row["purpose"]] = row["s"]
    groups, entries, unpriced = [], 0, 0
    told = standing.values("purpose", "source", "channel")
    for row in told.annotate(s=spent, n=Count("pk"), u=Count("pk", filter=Q(amount_base=None))):
        groups.append(Group(row["purpose"], row["source"], row["channel"], row["s"], row["n"]))
        entries, unpriced = entries + row["n"], unpriced + row["u"]
    groups.sort(key=lambda one: (-one.spent, one.source, one.channel))
    months = [Month(month, by_month[month]) for month in sorted(by_month, reverse=True)]
    return Sums(months, groups, entries, unpriced)
