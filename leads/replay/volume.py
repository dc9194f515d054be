"""How many leads a revenue target takes. Pure.

customers = revenue target x Marketing's share / average deal; leads = customers / (lead -> opportunity x opportunity ->
won). With 500,000 of revenue, deals of 10,000 and 5 % from lead to customer: 50 customers, 1,000 leads. Each source
brings its part of the customers at its own rates.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

from people.shares import FEW, Interval, wilson

TINY = 1e-9


@dataclass(frozen=True)
class Rate:
    """A conversion as it was counted, or as somebody wrote it (then without n)."""

    value: float | None
    hits: int = 0
    of: int = 0

    @classmethod
    def counted(cls, hits: int, of: int) -> "Rate":
        return cls(hits / of if of else None, hits, of)

    @property
    def interval(self) -> Interval | None:
        return wilson(self.hits, self.of) if self.of else None

    @property
    def is_few(self) -> bool:
        return self.of < FEW


@dataclass(frozen=True)
class Source:
    """One source: its part of the customers (0..1), and its rates."""

    name: str
    part: float
    to_opportunity: Rate
    to_won: Rate


@dataclass(frozen=True)
class Needed:
    """What one source has to bring over the whole period; `leads` is None where a rate is nothing."""

    source: Source
    customers: float
    opportunities: float | None
    leads: int | None


def customers(revenue: float, share: float, deal: float) -> float:
    """How many customers Marketing has to win; ValueError for a deal of nothing."""
    if deal <= 0:
        raise ValueError("an average deal is worth something")
    return revenue * share / deal


def leads(customers: float, to_opportunity: float, to_won: float) -> int | None:
    """Whole leads; None where a rate is nothing and no number of leads would do."""
    rate = to_opportunity * to_won
    return None if rate <= 0 else ceil(customers / rate - TINY)


def plan(total: float, sources: Iterable[Source]) -> list[Needed]:
    """`total` customers parted among the sources, the largest part first."""
    return [_needed(total * one.part, one) for one in sorted(sources, key=lambda one: (-one.part, one.name))]


def _needed(won: float, source: Source) -> Needed:
    first, second = source.to_opportunity.value or 0.0, source.to_won.value or 0.0
    return Needed(source, won, won / second if second else None, leads(won, first, second))


def parts(won: Mapping[str, int], delivered: Mapping[str, int]) -> dict[str, float]:
    """Each source's part of the customers: as they were won, or by the leads where nobody was won yet."""
    counted = won if sum(won.values()) else delivered
    total = sum(counted.values())
    return {name: counted.get(name, 0) / total if total else 0.0 for name in delivered}


def a_month(total: int, months: int) -> int:
    """Of a number over so many months; rounded up, so that the sum suffices."""
    return -(-total // months)
