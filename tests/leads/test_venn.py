"""Circles and what they share are as large as the counts they stand for."""

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.overlap.venn import HEIGHT, WIDTH, distance, draw, shared

COUNTS = st.integers(0, 10_000)


def test_shared_area_of_equal_circles() -> None:
    """Two of radius 1 whose centres lie 1 apart: 2/3 pi - sqrt(3)/2."""
    assert shared(1, 1, 1) == pytest.approx(1.228370, abs=1e-6)
    assert shared(1, 1, 2) == 0 and shared(2, 1, 0.5) == pytest.approx(pi)


@given(a=st.floats(0.5, 50), b=st.floats(0.5, 50), part=st.floats(0.02, 0.98))
def test_the_distance_gives_the_area(a: float, b: float, part: float) -> None:
    wanted = part * pi * min(a, b) ** 2
    assert shared(a, b, distance(a, b, wanted)) == pytest.approx(wanted, rel=1e-3)


@given(first=COUNTS, both=COUNTS, second=COUNTS)
def test_it_stays_in_its_box(first: int, both: int, second: int) -> None:
    venn = draw(first, both, second)
    for circle in (venn.first, venn.second):
        assert circle.r >= 0
        assert circle.x - circle.r >= -1 and circle.x + circle.r <= WIDTH + 20
        assert circle.y - circle.r >= 0 and circle.y + circle.r <= HEIGHT
    assert bool(venn.lens) == bool(both) and "nan" not in venn.lens
    assert all(place is None or 0 <= place <= WIDTH for place in venn.labels.values())
