"""How many cases a question takes, what a chart calls news, and what moved besides the mix."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.statistics import control, mixing, planning, promoters, turning
from dashboards.statistics.mixing import Share


def test_cases_that_targets_take() -> None:
    """The figures that the target page says: acceptance from half, and leads that become opportunities."""
    moves = ((0.5, 0.6), (0.5, 0.7), (0.13, 0.13 * 1.15), (0.13, 0.13 * 1.2), (0.13, 0.13 * 1.25))
    assert [planning.cases_to_show(*move) for move in moves] == [388, 93, 4962, 2845, 1855]
    assert planning.cases_to_show(0.5, 0.5) is None
    with pytest.raises(ValueError, match="between 0 and 1"):
        planning.cases_to_show(0.5, 1.5)


def test_misses_that_a_promise_of_ninety_per_cent_bears() -> None:
    assert [planning.most_misses(of, 0.9) for of in (34, 50, 100, 200, 400)] == [None, 0, 4, 11, 28]
    assert planning.cases_to_prove(0.9) == 35 and planning.cases_to_prove(1.0) is None


@given(st.integers(30, 5000), st.floats(0.05, 0.8))
def test_the_least_effect_is_what_so_many_cases_show(cases: int, share: float) -> None:
    effect = planning.least_effect(share, cases)
    if effect is not None:
        needed = planning.cases_to_show(share, min(share + effect + 1e-9, 1.0))
        assert needed is not None and needed <= cases


def test_promoters() -> None:
    told = promoters.promoters([3, 4, 5, 6, 8, 8, 8, 9, 10, 10])
    assert (told.score, told.detractors, told.promoters) == (-10, 4, 3)
    assert promoters.Promoters(4, 3, 10).margin == pytest.approx(51, abs=0.5)
    assert promoters.worst_margin(10) == pytest.approx(62, abs=0.5)
    with pytest.raises(ValueError, match="between 0 and 10"):
        promoters.promoters([11])


def test_limits_of_a_chart() -> None:
    limits = control.xmr([10, 12, 11, 13, 9, 11])
    assert limits is not None and limits.mean == 11 and limits.most_move == pytest.approx(3.268 * 2.2)
    assert (limits.low, limits.high) == pytest.approx((11 - 2.66 * 2.2, 11 + 2.66 * 2.2))
    assert control.p_limits(50, 100, 100) == pytest.approx((0.35, 0.65)) and control.p_limits(1, 0, 1) is None
    found = control.signals([11.5] * 8 + [30], limits, runs=True)
    assert [(one.place, one.kind) for one in found] == [(7, "run"), (8, "outside")]


def test_how_often_a_chart_cries_wolf() -> None:
    assert control.false_alarms(12, 52) == pytest.approx(0.35, abs=0.01)
    assert control.false_alarms(12, 52, runs=True) == pytest.approx(0.54, abs=0.01)
    assert control.false_alarms(12, 0, runs=True) == 0


def test_every_source_rose_and_the_total_fell() -> None:
    strata = [(Share(80, 100), Share(17, 20)), (Share(2, 20), Share(15, 100))]
    told = mixing.adjusted(strata)
    assert told is not None and told.by == pytest.approx(0.05) and told.compared == 1
    total = mixing.adjusted([(Share(82, 120), Share(32, 120))])
    assert total is not None and total.by < -0.4
    assert mixing.adjusted([(Share(1, 2), Share(0, 0))]) is None


def test_a_pilot_is_held_against_the_rest() -> None:
    pilot = mixing.adjusted([(Share(50, 100), Share(70, 100))])
    rest = mixing.adjusted([(Share(50, 100), Share(60, 100))])
    told = mixing.difference_in_differences(pilot, rest)
    assert told is not None and told.by == pytest.approx(0.1) and told.interval[0] < 0 < told.interval[1]


@given(st.floats(-5, 5), st.floats(-1, 1), st.floats(-1, 1))
def test_a_series_that_turned_is_read_back(level: float, slope: float, more: float) -> None:
    step = np.arange(40.0)
    series = 10 + slope * step + (step >= 20) * (level + more * (step - 20))
    told = turning.turning(series.tolist(), 20)
    assert told is not None
    assert (told.level.by, told.before.by, told.slope.by) == pytest.approx((level, slope, more), abs=1e-6)


def test_noise_is_seldom_called_a_turn() -> None:
    drawn = np.random.default_rng(3).normal(size=(300, 60))
    told = [turning.turning(row.tolist(), 30) for row in drawn]
    called = sum(one is not None and one.level.chance < 0.05 for one in told) / len(told)
    assert called < 0.12 and turning.turning([1.0] * 10, 5) is None
