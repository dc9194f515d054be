"""Tests of two groups, against what their sources print and against counting everything out."""

from fractions import Fraction
from itertools import combinations, product
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.statistics import log_rank, means, ranks, resampling, tables, tails
from people.shares import two_sided

DISTINCT = st.lists(st.integers(-50, 50), min_size=1, max_size=6, unique=True)
VALUES = st.lists(st.integers(-30, 30), min_size=1, max_size=12)


def test_tables_as_published() -> None:
    smokers = tables.chi_square([[83, 90, 129, 70], [3, 3, 7, 12]])  # R, prop.test
    assert smokers == pytest.approx((12.6004, 3, 0.005585), abs=5e-5)
    assert tables.chi_square([[10, 10, 20], [20, 20, 20]]) == pytest.approx((2.77778, 2, 0.249352), abs=5e-6)
    assert tables.chi_square([[1, 0], [5, 0]]) is None
    assert tables.fisher(8, 2, 1, 5) == pytest.approx(0.034965, abs=5e-7)  # SciPy's manual
    approval = tables.mcnemar(86, 150)  # Agresti, the president's approval
    assert approval == pytest.approx(-4.17, abs=0.005) and tables.mcnemar(0, 0) is None


def test_ranks_as_published() -> None:
    assert ranks.mann_whitney([19, 22, 16, 29, 24], [20, 11, 17, 12]) == pytest.approx(0.111111, abs=5e-7)
    darwin = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]
    assert ranks.wilcoxon(darwin) == pytest.approx(0.041259765625)
    assert ranks.mann_whitney([], [1]) is None and ranks.wilcoxon([0, 0]) is None


def test_means_as_published() -> None:
    before = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]  # Student's sleep
    after = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    assert means.paired_t(before, after) == pytest.approx((-4.0621, 0.002833), abs=5e-5)
    r = means.pearson([1, 2, 3, 4, 5, 6, 7], [10, 9, 2.5, 6, 4, 3, 2])
    assert r == pytest.approx((-0.828504, 0.021280), abs=5e-6)
    told = means.mean_interval([1, 2, 3, 4])
    assert told is not None and told[1] == pytest.approx((0.445739, 4.554261), abs=5e-6)
    assert means.mean_interval([1]) is None and means.paired_t([1, 2], [0, 1]) is None


def test_waits_of_two_groups_as_published() -> None:
    """Freireich 1963: remission under 6-MP against placebo; the log-rank statistic is 16.79."""
    times = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    ended = [bool(one) for one in (1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)]
    placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    chance = log_rank(times, ended, placebo, [True] * len(placebo))
    assert chance == pytest.approx(tails.chi2_tail(16.79, 1), rel=0.01)
    assert log_rank([1, 2], [False, False], [3], [False]) is None


@given(st.floats(0, 12), st.integers(1, 40))
def test_tails_know_each_other(value: float, degrees: int) -> None:
    assert tails.chi2_tail(value * value, 1) == pytest.approx(two_sided(value), abs=1e-12)
    assert tails.chi2_tail(2 * value, 2) == pytest.approx(2.718281828459045**-value, abs=1e-12)
    share = 1 - tails.t_tails(value, degrees) / 2
    if 0.5 < share < 1 - 1e-9:
        assert tails.t_quantile(share, degrees) == pytest.approx(value, abs=1e-6)


@settings(max_examples=60)
@given(DISTINCT, DISTINCT)
def test_mann_whitney_equals_counting_out(one: list[int], two: list[int]) -> None:
    others = [value + 0.5 for value in two]
    told = sorted([*one, *others])

    def wins(chosen: tuple[int, ...]) -> int:
        return sum(place - seen for seen, place in enumerate(chosen))

    seen = wins(tuple(sorted(told.index(value) for value in one)))
    less = min(seen, len(one) * len(two) - seen)
    ways = [wins(chosen) for chosen in combinations(range(len(told)), len(one))]
    expected = min(1.0, 2 * sum(way <= less for way in ways) / len(ways))
    assert ranks.mann_whitney(one, others) == pytest.approx(expected)


@given(VALUES, VALUES)
def test_the_shift_is_the_middle_of_all_pairs(one: list[int], two: list[int]) -> None:
    shift = ranks.hodges_lehmann(one, two)
    pairs = sorted(mine - other for mine, other in product(one, two))
    middle = (pairs[(len(pairs) - 1) // 2] + pairs[len(pairs) // 2]) / 2
    assert shift is not None and shift.by == pytest.approx(middle, abs=1e-9)
    assert shift.low <= shift.by + 1e-9 and shift.by - 1e-9 <= shift.high


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_fisher_equals_counting_out(a: int, b: int, c: int, d: int) -> None:
    row, column, total = a + b, a + c, a + b + c + d
    chances = {
        seen: Fraction(comb(column, seen) * comb(total - column, row - seen), comb(total, row))
        for seen in range(max(0, row + column - total), min(row, column) + 1)
    }
    expected = sum(chance for chance in chances.values() if chance <= chances[a])
    assert tables.fisher(a, b, c, d) == pytest.approx(float(expected), rel=1e-9)


def test_resampling_is_steady_and_cutting_giants_helps() -> None:
    deals = [*range(100, 200), 1_000_000]
    first, known = resampling.mean_interval(deals), resampling.mean_interval(deals)
    resampling._known.clear()
    assert (
        first == known == resampling.mean_interval(deals)
        and first is not None
        and first[1][0] < first[0] < first[1][1]
    )
    assert resampling.winsorised(deals, 0.01).max() == 199 and resampling.mean_interval([]) is None


def test_only_so_many_intervals_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other values and other rounds have intervals of their own."""
    monkeypatch.setattr(resampling, "MOST_KNOWN", 2)
    monkeypatch.setattr(resampling, "_known", {})
    told = [resampling.mean_interval([1, 2, n], rounds) for n in (3, 9) for rounds in (200, 300)]
    assert len({one[1] for one in told if one}) > 2 and len(resampling._known) == 2
