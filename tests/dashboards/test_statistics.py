"""Intervals of shares, and waits of which some have not ended."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards.statistics import kaplan_meier, wilson

WAITS = st.integers(0, 1_000_000)
# a busy machine draws slowly; that says nothing about the law
unhurried = settings(suppress_health_check=[HealthCheck.too_slow])


def test_wilson_as_published() -> None:
    """Newcombe 1998, table I: 81 of 263, and nothing of 20."""
    low, high = wilson(81, 263) or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    low, high = wilson(0, 20) or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.0, 0.1611)
    assert wilson(0, 0) is None


def test_what_proves_ninety_per_cent() -> None:
    bounds = [(wilson(hits, of) or (0, 0))[0] for hits, of in ((50, 50), (96, 100), (189, 200), (372, 400))]
    assert all(low >= 0.9 for low in bounds)
    assert (wilson(95, 100) or (0, 0))[0] < 0.9


def test_more_hits_than_cases_is_refused() -> None:
    with pytest.raises(ValueError):
        wilson(3, 2)


def test_kaplan_meier_as_published() -> None:
    """Freireich 1963, weeks of remission under 6-MP: the median is 23, and 0.807 are left after week 7."""
    times = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    ended = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    curve = kaplan_meier(times, [bool(one) for one in ended])
    assert curve.quantile() == 23 and round(curve.waiting_after(7), 4) == 0.8067
    assert round(curve.waiting_after(23), 4) == 0.4482
    low, high = curve.median_interval()
    assert (low, high) == (13, None)


def test_nobody_answered_has_no_median() -> None:
    curve = kaplan_meier([5, 9], [False, False])
    assert curve.quantile() is None and curve.waiting_after(100) == 1.0


def test_nothing_at_all() -> None:
    assert kaplan_meier([], []).quantile() is None


@unhurried
@given(st.lists(WAITS, min_size=1, max_size=20))
def test_with_everybody_answered_it_is_the_median(waits: list[int]) -> None:
    """Half of the sorted waits, the lower of the two in the middle: no more than half still wait by then."""
    expected = sorted(waits)[(len(waits) + 1) // 2 - 1]
    assert kaplan_meier(waits, [True] * len(waits)).quantile() == expected


@unhurried
@given(st.lists(st.tuples(WAITS, st.booleans()), min_size=1, max_size=20))
def test_the_untouched_never_make_it_faster(rows: list[tuple[int, bool]]) -> None:
    answered = [wait for wait, ended in rows if ended]
    with_all = kaplan_meier([wait for wait, _ended in rows], [ended for _wait, ended in rows]).quantile()
    alone = kaplan_meier(answered, [True] * len(answered)).quantile()
    assert with_all is None or (alone is not None and with_all >= alone)
