"""Names at the ends of lines, in place of a legend: each beside its last point, apart where two end close together."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml.ns import qn
from pptx.util import Pt

CLOSE = 0.06
"""Ends that lie nearer than this part of the largest value would write over each other."""


def named(look: Any, values: Any, colour: str) -> None:
    """The name at the last known value."""
    last = _last(values)
    if last is None or not look.name:
        return
    label = look.points[last].data_label
    frame = label.text_frame
    frame.text = look.name[:60]
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = Pt(11), True, RGBColor.from_string(colour)
    label.position = XL_LABEL_POSITION.RIGHT


def apart(drawn_series: Sequence[Any]) -> None:
    """Names of lines that end close together stand above and below them."""
    ends = []
    for look in drawn_series:
        values = look.values
        last = _last(values)
        if last is not None and look.name:
            ends.append((values[last], look.points[last]))
    most = max((abs(one) for look in drawn_series for one in look.values if one is not None), default=1.0)
    ends.sort(key=lambda end: end[0])
    for (low, below), (high, above) in pairwise(ends):
        if high - low < CLOSE * most:
            below.data_label.position = XL_LABEL_POSITION.BELOW
            above.data_label.position = XL_LABEL_POSITION.ABOVE


def _last(values: Sequence[float | None]) -> int | None:
    """The place of the last known value."""
    return next((at for at in range(len(values) - 1, -1, -1) if values[at] is not None), None)


def roomy(drawn: Any) -> None:
    """Room to the right of the plot, for the names at the ends of lines."""
    area = drawn._chartSpace.chart.plotArea
    old = area.find(qn("c:layout"))
    if old is not None:
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    for name, value in (
        ("layoutTarget", "inner"), ("xMode", "edge"), ("yMode", "edge"),
        ("x", "0.06"), ("y", "0.04"), ("w", "0.74"), ("h", "0.84"),
    ):  # fmt: skip
        etree.SubElement(manual, qn(f"c:{name}"), {"val": value})
    area.insert(0, layout)
