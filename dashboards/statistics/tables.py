"""Counts in tables: whether shares differ, with many cases or few, apart or of the same people. Pure."""

from collections.abc import Sequence
from math import exp, lgamma, sqrt

from .tails import chi2_tail

SAME = 1e-7
"""Tables whose chances differ by less than this part are equally likely."""


def chi_square(table: Sequence[Sequence[int]]) -> tuple[float, int, float] | None:
    """Pearson's (statistic, degrees of freedom, chance) that rows and columns have nothing to do with each other.

    Empty rows and columns say nothing and are left out; None where fewer than two of either remain.
    """
    rows = [row for row in table if sum(row)]
    columns = [column for column in zip(*rows, strict=True) if sum(column)]
    if len(rows) < 2 or len(columns) < 2:
        return None
    total = sum(map(sum, columns))
    row_sums = [sum(row) for row in rows]
    statistic = 0.0
    for column in columns:
        for seen, of_row in zip(column, row_sums, strict=True):
            expected = of_row * sum(column) / total
            statistic += (seen - expected) ** 2 / expected
    degrees = (len(rows) - 1) * (len(columns) - 1)
    return statistic, degrees, chi2_tail(statistic, degrees)


def fisher(hits: int, misses: int, other_hits: int, other_misses: int) -> float:
    """Fisher's exact chance: of all tables with these margins, those that are no likelier than this one."""
    row, column = hits + misses, hits + other_hits
    total = row + other_hits + other_misses
    chances = {
        seen: _hypergeometric(seen, row, column, total)
        for seen in range(max(0, row + column - total), min(row, column) + 1)
    }
    return min(1.0, sum(chance for chance in chances.values() if chance <= chances[hits] * (1 + SAME)))


def _hypergeometric(seen: int, row: int, column: int, total: int) -> float:
    return exp(_ways(column, seen) + _ways(total - column, row - seen) - _ways(total, row))


def _ways(of: int, taken: int) -> float:
    """The logarithm of the number of ways to take some."""
    return lgamma(of + 1) - lgamma(taken + 1) - lgamma(of - taken + 1)


def mcnemar(came: int, went: int) -> float | None:
    """z of a change of mind among the same people: those who turned to yes against those who turned to no."""
    return (came - went) / sqrt(came + went) if came + went else None
