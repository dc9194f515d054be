"""What came back against what was spent: products that anybody can multiply, intervals from draws, no money counted twice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.returns.arithmetic import Line, Outcome, Verdict, counting
from dashboards.statistics.factors import DRAWS, Factor, counted, drawn, interval, judged, likely, measured

amounts = st.floats(1, 1e6)
shares = st.floats(0.01, 1)


def line(key: str, amount: float, pool: str = "revenue", *more: Factor) -> Line:
    return Line(key, pool, (counted(f"amount:{key}", amount), *more))


@given(amounts, amounts, st.integers(1, 48))
def test_roi_and_payback_are_their_formulas(benefit: float, cost: float, months: int) -> None:
    outcome = Outcome((line("a", benefit),), cost, months)
    assert outcome.roi is not None and outcome.payback is not None
    assert outcome.roi.likely == pytest.approx((benefit - cost) / cost)
    net = (benefit - cost) / months
    assert outcome.payback.likely == (pytest.approx(cost / net) if net > 0 else None)
    assert outcome.above_zero == float(benefit > cost)


def test_hand_calculated() -> None:
    """30,000 came back of 10,000 in five months: 200 %, and 10,000 over a net of 4,000 a month."""
    outcome = Outcome((line("a", 30_000),), 10_000, 5)
    assert outcome.roi is not None and (outcome.roi.likely, outcome.roi.low) == (2.0, 2.0)
    assert outcome.payback is not None and outcome.payback.likely == 2.5 and outcome.payback.never == 0
    assert outcome.verdict is Verdict.PAID_BACK
    assert Outcome((line("a", 3_000),), 10_000, 5).verdict is Verdict.LOSES


def test_never_is_an_answer() -> None:
    effect = measured("effect", 0.02, (-0.02, 0.06))
    outcome = Outcome((Line("a", "revenue", (effect, counted("n", 1000), counted("deal", 1000))),), 15_000, 6)
    told = outcome.payback
    assert told is not None and told.likely is not None and told.high is None
    assert 0.2 < told.never < 0.6 and outcome.verdict is Verdict.NOT_SHOWN
    assert outcome.roi is not None and outcome.roi.low < 0 < outcome.roi.high


def test_nothing_spent_or_nothing_to_count_is_no_number() -> None:
    free = Outcome((line("a", 5_000),), 0, 3)
    assert free.roi is None and free.payback is None and free.verdict is Verdict.NO_COST
    empty = Outcome((), 5_000, 3)
    assert empty.roi is None and empty.verdict is Verdict.NO_BENEFIT and empty.benefit.likely == 0
    assert empty.course({}) == [] and empty.tornado == []


@given(st.floats(-1, 1), st.floats(0.001, 1), st.floats(0.001, 1))
def test_draws_of_a_measured_factor_have_its_interval(value: float, down: float, up: float) -> None:
    told = measured("x", value, (value - down, value + up))
    low, high = interval(told.draws())
    assert low == pytest.approx(value - down, abs=0.06 * down + 1e-9)
    assert high == pytest.approx(value + up, abs=0.06 * up + 1e-9)


@given(shares, shares, shares)
def test_draws_of_a_judged_factor_stay_within(one: float, two: float, three: float) -> None:
    low, middle, high = sorted((one, two, three))
    draws = judged("x", low, middle, high).draws()
    assert len(draws) == DRAWS and low <= draws.min() and draws.max() <= high
    assert draws.mean() == pytest.approx((low + middle + high) / 3, rel=0.03)


def test_a_share_is_never_drawn_below_zero() -> None:
    rate = measured("rate", 0.01, (0.0, 0.02), positive=True)
    assert rate.draws().min() >= 0


def test_the_same_factor_moves_every_line_it_stands_in() -> None:
    deal = measured("deal", 1000, (500, 1500))
    lines = (Line("a", "revenue", (deal,)), Line("b", "other", (deal,)))
    both = Outcome(lines, 100, 1)
    assert np.allclose(both.draws, 2 * deal.draws())
    assert [(swing.key, swing.at_low, swing.at_high) for swing in both.tornado] == [("deal", 900, 2900)]


def test_the_same_numbers_give_the_same_result_and_a_line_more_changes_no_other() -> None:
    factors = (measured("effect", 2.0, (1.0, 3.0)), judged("isolation", 0.2, 0.5, 0.8))
    before = drawn(factors)
    Outcome((Line("a", "x", factors), line("b", 5)), 1, 1).draws.sum()
    assert np.array_equal(before, drawn(factors)) and likely(factors) == 1.0


@given(st.lists(st.tuples(st.sampled_from("abc"), amounts), min_size=1, max_size=12))
def test_one_line_a_pool_counts(told: list[tuple[str, float]]) -> None:
    lines = [line(str(n), amount, pool) for n, (pool, amount) in enumerate(told)]
    kept = counting(lines, {})
    assert len(kept) == len({one.pool for one in lines}) == len({one.pool for one in kept})
    for one in kept:
        assert one.likely == min(other.likely for other in lines if other.pool == one.pool)


def test_a_chosen_line_counts_and_a_missing_one_does_not() -> None:
    small, large = line("small", 1), line("large", 9)
    assert counting([small, large], {"revenue": "large"}) == [large]
    assert counting([small, large], {"revenue": "gone"}) == [small]


def test_the_course_adds_up_to_the_benefit() -> None:
    outcome = Outcome((line("a", 600, "x", judged("i", 0.4, 0.5, 0.6)), line("b", 100, "y")), 50, 3)
    course = outcome.course({"a": [0.5, 0.25, 0.25], "b": [1 / 3] * 3})
    assert [round(one.likely) for one in course] == [183, 292, 400]
    assert (course[-1].low, course[-1].high) == pytest.approx(outcome.benefit.ends)


def test_what_cannot_be_a_factor() -> None:
    with pytest.raises(ValueError, match="outside"):
        measured("x", 5, (1, 2))
    with pytest.raises(ValueError, match="rise"):
        judged("x", 2, 1, 3)
