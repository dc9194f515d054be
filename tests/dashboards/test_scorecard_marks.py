"""Marks hide nothing: what is missing widens the total, a red critical number caps it, a colour doesn't tremble."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.scorecard.marking import CAP, MARGIN, Band, Colour, Line, Mark, colour, marks, total

POINTS = st.integers(0, 1000).map(lambda tenths: tenths / 10)
WEIGHTS = st.integers(1, 20).map(lambda halves: halves / 2)


def line(key: str, weight: float = 1, *, is_critical: bool = False) -> Line:
    return Line(key, weight, Band(0, 100), is_critical)


def test_points_run_straight_whichever_way_is_better() -> None:
    acceptance, waiting = Band(0.4, 0.6), Band(8.0, 4.0)
    assert [acceptance.points(value) for value in (0.3, 0.4, 0.5, 0.6, 0.9)] == pytest.approx(
        [0, 0, 50, 100, 100]
    )
    assert [waiting.points(value) for value in (9, 8, 6, 4, 1)] == [0, 0, 50, 100, 100]
    with pytest.raises(ValueError, match="two ends"):
        Band(1, 1)


def test_what_is_missing_is_not_given_to_the_rest() -> None:
    told = total(marks([line("a", 3), line("b", 1)], {"a": 80, "b": None}, {}))
    assert told is not None and (told.least, told.most, told.told) == (60, 85, 0.75)
    assert told.value is None and told.colour is Colour.AMBER
    whole = total(marks([line("a", 3), line("b", 1)], {"a": 80, "b": 40}, {}))
    assert whole is not None and whole.value == 70


def test_a_red_critical_number_caps_the_whole() -> None:
    lines = [line("a", 9), line("b", 1, is_critical=True)]
    told = total(marks(lines, {"a": 100, "b": 10}, {}))
    assert told is not None and told.value == CAP and told.capped_by == ("b",) and told.colour is Colour.RED
    fine = total(marks(lines, {"a": 100, "b": 60}, {}))
    assert fine is not None and fine.value == 96 and not fine.capped_by


@pytest.mark.parametrize(
    ("points", "before", "after"),
    [
        (52, Colour.RED, Colour.RED),
        (56, Colour.RED, Colour.AMBER),
        (48, Colour.AMBER, Colour.AMBER),
        (44, Colour.AMBER, Colour.RED),
        (97, Colour.GREEN, Colour.GREEN),
        (94, Colour.GREEN, Colour.AMBER),
        (100, Colour.AMBER, Colour.GREEN),
        (20, Colour.GREEN, Colour.RED),
        (100, Colour.RED, Colour.GREEN),
        (52, None, Colour.AMBER),
    ],
)
def test_a_colour_follows_past_the_margin(points: float, before: Colour | None, after: Colour) -> None:
    assert colour(points, before) is after


@given(st.lists(POINTS, min_size=2, max_size=30))
def test_no_colour_comes_back_within_the_margin(course: list[float]) -> None:
    """A number that moves by less than the margin about a bound changes its colour once at most."""
    narrow = [50 + (points - 50) / 50 * MARGIN * 0.49 for points in course]
    seen, before = [], None
    for points in narrow:
        before = colour(points, before)
        seen.append(before)
    assert sum(one is not other for one, other in pairwise(seen)) <= 1


@given(st.lists(st.tuples(WEIGHTS, st.one_of(st.none(), POINTS), st.booleans()), min_size=1, max_size=8))
def test_the_whole_lies_in_its_range_whatever_the_missing_turn_out_to_be(
    told: list[tuple[float, float | None, bool]],
) -> None:
    lines = [line(str(n), weight, is_critical=critical) for n, (weight, _points, critical) in enumerate(told)]
    values = {str(n): points for n, (_weight, points, _critical) in enumerate(told)}
    known = total(marks(lines, values, {}))
    assert known is not None and 0 <= known.least <= known.most <= 100 + 1e-9
    for filled in (0.0, 70.0, 100.0):
        later = total(marks(lines, {key: filled if v is None else v for key, v in values.items()}, {}))
        assert later is not None and later.value is not None
        assert later.value <= known.most + 1e-6
        assert later.value >= min(known.least, CAP) - 1e-6


def test_nothing_to_weigh() -> None:
    assert total([]) is None and total([Mark(line("a", 0))]) is None
