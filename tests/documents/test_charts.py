"""Charts: every chart can be drawn, its SVG is well-formed whatever the words, and it says what its table says."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given

from documents import blocks
from documents import writing as say
from documents.charts import as_svg, draw, tabled, told
from documents.charts.drawing import ticks

from .strategies import charts

HOSTILE = "</svg><script>alert(1)</script>&\"'"


def tell(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


@given(charts())
def test_every_chart_can_be_drawn(chart: blocks.Chart) -> None:
    drawing = draw(chart, tell)
    ElementTree.fromstring(as_svg(drawing, "serif"))
    numbers = [
        float(shape.at[name])
        for shape in drawing.shapes
        for name in ("x", "y", "x1", "y2")
        if name in shape.at
    ]
    assert drawing.height > 0 and all(abs(number) < 100_000 for number in numbers)
    assert len(tabled(chart, tell).rows) == len(chart.labels)
    assert isinstance(told(chart, tell), str)


def test_words_never_become_elements() -> None:
    chart = say.chart(
        "bars",
        HOSTILE,
        [HOSTILE],
        [say.series(HOSTILE, [1]), say.series("b", [2])],
        target=1,
        target_label=HOSTILE,
    )
    root = ElementTree.fromstring(as_svg(draw(chart, tell), HOSTILE))
    assert {element.tag.split("}")[1] for element in root.iter()} == {"svg", "rect", "text", "line"}


def test_numbers_stand_beside_their_bars() -> None:
    chart = say.chart("bars", "x", ["Web", "Fair"], [say.series("n", [4, None])])
    said = [shape.text for shape in draw(chart, tell).shapes if shape.tag == "text"]
    assert said == ["Web", "Fair", "4", "–"]


def test_a_gap_parts_a_line() -> None:
    chart = say.chart("lines", "x", list("abcde"), [say.series("n", [1, 2, None, 4, None])])
    tags = [shape.tag for shape in draw(chart, tell).shapes if shape.look == "line-1"]
    assert tags == ["polyline", "circle"]


def test_names_at_line_ends_keep_apart() -> None:
    chart = say.chart("lines", "x", ["a", "b"], [say.series(str(n), [5, 5]) for n in range(4)], target=5)
    places = sorted(
        float(shape.at["y"]) for shape in draw(chart, tell).shapes if shape.look in ("label", "target-label")
    )
    assert all(second - first >= 13.9 for first, second in pairwise(places))


@pytest.mark.parametrize(
    ("low", "high", "unit", "found"),
    [
        (0, 1, "percent", [0, 0.25, 0.5, 0.75, 1]),
        (0, 930, "number", [0, 250, 500, 750, 1000]),
        (-3, 5, "number", [-4, -2, 0, 2, 4, 6]),
        (0, 60_000, "duration", [0, 18_000, 36_000, 54_000, 72_000]),
    ],
)
def test_scales_are_round(low: float, high: float, unit: str, found: list[float]) -> None:
    assert ticks(low, high, unit) == pytest.approx(found)


def test_the_sentence_says_all_numbers() -> None:
    chart = say.chart(
        "bars",
        "Sales accepts more",
        ["Web", "Fair"],
        [say.series("Now", [4, 5])],
        target=6,
        target_label="Target",
    )
    assert told(chart, tell) == "Sales accepts more. Now: Web 4, Fair 5. Target 6"
