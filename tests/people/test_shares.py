"""How far two shares lie from each other, and what asking many questions at once costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.shares import holm, newcombe, two_sided, wilson, z_of_two

counts = st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


def test_published_intervals() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)  # NIST/SEMATECH handbook
    # Newcombe (1998), "Interval estimation for the difference between independent proportions", table II (a)
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe(0, 10, 0, 10) == pytest.approx((-0.2775, 0.2775), abs=5e-5)
    assert newcombe(1, 2, 0, 0) is None


def test_published_chance_of_two_equal_shares() -> None:
    z = z_of_two(5, 83, 12, 99)  # statsmodels, proportions_ztest
    assert z is not None and (z, two_sided(z)) == pytest.approx((-1.40783, 0.15918), abs=5e-6)
    assert z_of_two(0, 5, 0, 9) is None and z_of_two(0, 0, 1, 2) is None
    with pytest.raises(ValueError, match="some of the cases"):
        z_of_two(3, 2, 0, 1)


def test_many_questions_ask_for_more() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == [] and holm([0.9, 0.8]) == [1.0, 1.0]


@given(counts, counts)
def test_a_difference_seen_from_the_other_side(one: tuple[int, int], two: tuple[int, int]) -> None:
    there, back = newcombe(*one, *two), newcombe(*two, *one)
    assert there is not None and back is not None
    assert there == pytest.approx((-back[1], -back[0]))
    assert -1 - 1e-9 <= there[0] <= one[0] / one[1] - two[0] / two[1] <= there[1] <= 1 + 1e-9


@given(st.lists(st.floats(0, 1), max_size=20))
def test_adjusting_keeps_the_order_and_never_helps(chances: list[float]) -> None:
    adjusted = holm(chances)
    assert all(after >= before and after <= 1 for before, after in zip(chances, adjusted, strict=True))
    ranked = sorted(range(len(chances)), key=lambda at: chances[at])
    assert [adjusted[at] for at in ranked] == sorted(adjusted)
