"""The return as it is told: what counts of what was written down, against what the ledger says was spent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboards.asking import Window
from dashboards.impact.verdicts import Verdict, adjusted_chances, verdict
from dashboards.models import Benefit, PoolChoice, QualitativeBenefit
from dashboards.statistics.factors import Shape

from .arithmetic import Line, Outcome, Swing, Told, counting
from .assumptions import Assumption, Found, found
from .costs import Costs, costs_of
from .question import Question

THINNED = 0.8
"""Fewer cases than this part of those before: another meaning of the stage may have raised what is told of each."""


@dataclass(frozen=True)
class Entry:
    """A line of benefit as the page shows it. `line` is None where it has no number; `rival` is the one that counts instead."""

    found: Found
    line: Line | None
    rival: Benefit | None
    is_chosen: bool
    chance: float | None
    verdict: Verdict | None

    @property
    def benefit(self) -> Benefit:
        return self.found.benefit

    @property
    def counts(self) -> bool:
        return self.line is not None and self.rival is None

    @property
    def is_thinned(self) -> bool:
        """So many fewer leads are counted than before that those who are left may be others."""
        moved, kpi = self.found.effect, self.found.kpi
        if moved is None or kpi is None or getattr(kpi, "entry", "") == "captured":
            return False
        return moved.cases[1] < THINNED * moved.cases[0]


@dataclass(frozen=True)
class Return:
    question: Question
    costs: Costs
    entries: Sequence[Entry]
    qualities: Sequence[QualitativeBenefit]

    @cached_property
    def outcome(self) -> Outcome:
        counted = tuple(entry.line for entry in self.counted if entry.line is not None)
        return Outcome(counted, float(self.costs.total), len(self.question.months))

    @property
    def counted(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.counts]

    @cached_property
    def course(self) -> list[tuple[Window, float, Told | None]]:
        """By the end of each month: what was spent so far, and what had come back."""
        shares = {entry.benefit.key: self._shares(entry.found) for entry in self.counted}
        benefits: Sequence[Told | None] = self.outcome.course(shares) or [None] * len(self.costs.months)
        spent, told = float(self.costs.before.spent), []
        for (month, cost), benefit in zip(self.costs.months, benefits, strict=True):
            spent += float(cost.spent)
            told.append((month, spent, benefit))
        return told

    def _shares(self, one: Found) -> list[float]:
        """By the leads of each month, where the line counts leads; else each month alike."""
        months = self.question.months
        counts = [self._count(one, month) for month in months]
        whole = sum(counts)
        return [count / whole for count in counts] if whole else [1 / len(months)] * len(months)

    def _count(self, one: Found, month: Window) -> float:
        if one.counts is None or one.window is None:
            return 0.0
        days = month.cut(one.window)
        return one.counts(days) if days.since <= days.until else 0.0

    @property
    def swings(self) -> list[tuple[Assumption, Benefit, Swing]]:
        """Which assumption moves the result most, with the line it stands in."""
        known = {
            one.factor.key: (one, entry.benefit) for entry in self.counted for one in entry.found.assumptions
        }
        return [(*known[swing.key], swing) for swing in self.outcome.tornado]

    @property
    def measured_share(self) -> float | None:
        """The part of the benefit that rests on an effect that was measured."""
        whole = self.outcome.benefit.likely
        if whole <= 0:
            return None
        measured = [entry.line for entry in self.counted if entry.line and _is_measured(entry.line)]
        return max(0.0, min(1.0, sum(line.likely for line in measured) / whole))


def _is_measured(line: Line) -> bool:
    return any(factor.shape is Shape.MEASURED for factor in line.factors)


def told_of(question: Question) -> Return:
    """Everything that the page, the paper, the board and the API tell."""
    entries = _entries([found(one, question) for one in Benefit.objects.standing().for_page()])
    return Return(
        question, costs_of(question), entries, list(QualitativeBenefit.objects.standing().for_page())
    )


def _entries(lines: Sequence[Found]) -> list[Entry]:
    chosen = PoolChoice.objects.standing()
    ready = {
        one.benefit.key: Line(
            one.benefit.key, one.benefit.pool, tuple(part.factor for part in one.assumptions)
        )
        for one in lines
        if one.assumptions
    }
    winners = {line.pool: line.key for line in counting(list(ready.values()), chosen)}
    named = {one.benefit.key: one.benefit for one in lines}
    chances = adjusted_chances([one.effect for one in lines])
    return [
        _entry(one, ready.get(one.benefit.key), winners, named, chosen, chance)
        for one, chance in zip(lines, chances, strict=True)
    ]


def _entry(
    one: Found,
    line: Line | None,
    winners: Mapping[str, str],
    named: Mapping[str, Benefit],
    chosen: Mapping[str, str],
    chance: float | None,
) -> Entry:
    key, pool = one.benefit.key, one.benefit.pool
    winner = winners.get(pool)
    rival = named[winner] if line is not None and winner not in (None, key) and winner else None
    said = verdict(one.effect, chance, one.kpi.better, False) if one.effect and one.kpi else None
    return Entry(one, line, rival, chosen.get(pool) == key and winner == key, chance, said)
