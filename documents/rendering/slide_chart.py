"""Charts of slides: native ones, whose numbers stand in a sheet behind them; target and interval are parts of the chart."""

from datetime import datetime
from math import ceil
from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.util import Pt

from documents.blocks import Chart, Series
from documents.charts import Tell, told
from documents.slides.measuring import width

from .slide_ends import apart, named, roomy
from .slide_page import MARGIN, WIDE
from .slide_sheet import STEPS, format_of, sheet_of
from .word_page import GREY, INK

SOFT, GRID = "BCD6DE", "E3DFD7"
WAYS = ("0F6C86", "D07A1E", "6B5FA8", "4C9A6A", "B8487A", "7A7F89")
FULL = 0.85
"""Shares that come so near to all of them are drawn up to all of them."""
SHORT, MOST_UPRIGHT, MOST_LABELLED = 9, 14, 30
DASHES = (None, MSO_LINE.DASH, MSO_LINE.ROUND_DOT, MSO_LINE.DASH_DOT, MSO_LINE.LONG_DASH, MSO_LINE.SQUARE_DOT)


def add_chart(slide: Any, chart: Chart, tell: Tell, top: float, high: float, at: datetime) -> None:
    data = sheet_of(chart, tell, at)
    frame = slide.shapes.add_chart(
        shape_of(chart), Pt(MARGIN), Pt(top), Pt(WIDE - 2 * MARGIN), Pt(high), data
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", told(chart, tell))
    drawn = frame.chart
    drawn.has_title, drawn.font.size, drawn.font.color.rgb = False, Pt(11), RGBColor.from_string(GREY)
    _axes(drawn, chart)
    if chart.shape == "lines":
        _lines(drawn, chart)
    else:
        _bars(drawn, chart)


def shape_of(chart: Chart) -> Any:
    """Bars stand where their names are short, as months are, and lie where names want room."""
    if chart.shape == "lines":
        return XL_CHART_TYPE.LINE_MARKERS
    is_short = len(chart.labels) <= MOST_UPRIGHT and max(len(one) for one in chart.labels) <= SHORT
    return XL_CHART_TYPE.COLUMN_CLUSTERED if is_short else XL_CHART_TYPE.BAR_CLUSTERED


def _axes(drawn: Any, chart: Chart) -> None:
    along, across = drawn.category_axis, drawn.value_axis
    for axis in (along, across):
        axis.tick_labels.font.size, axis.tick_labels.font.color.rgb = Pt(10), RGBColor.from_string(GREY)
        axis.format.line.color.rgb = RGBColor.from_string(GRID)
        axis.has_title = False
    along.has_major_gridlines, across.has_major_gridlines = False, True
    along.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    across.major_gridlines.format.line.color.rgb = RGBColor.from_string(GRID)
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = format_of(chart), False
    known = [value for one in (*chart.series, *chart.band) for value in one.values if value is not None]
    if min(known, default=0.0) >= 0:
        # a picture that leaves zero out makes small things large
        across.minimum_scale = 0
    if chart.unit == "percent" and FULL < max([*known, chart.target or 0.0], default=0.0) <= 1:
        across.maximum_scale = 1
    _thinned(drawn, chart)
    if chart.shape == "bars" and shape_of(chart) == XL_CHART_TYPE.BAR_CLUSTERED:
        along.reverse_order = True
        across.visible = False
        across.has_major_gridlines = False


def _thinned(drawn: Any, chart: Chart) -> None:
    """As many names below the plot as stand side by side in one line."""
    widest = max(width(label, 10) for label in chart.labels) + 12
    every = ceil(len(chart.labels) * widest / (WIDE * 0.66))
    if chart.shape == "lines" and every > 1:
        axis = drawn._chartSpace.find(f".//{qn('c:catAx')}")
        skip = etree.Element(qn("c:tickLblSkip"), {"val": str(every)})
        axis.find(qn("c:noMultiLvlLbl")).addprevious(skip)


def _bars(drawn: Any, chart: Chart) -> None:
    plot, is_labelled = drawn.plots[0], len(chart.series) * len(chart.labels) <= MOST_LABELLED
    plot.gap_width, plot.overlap = 55, -5
    measured = iter(WAYS)
    for one, look in zip(chart.series, plot.series, strict=False):
        _filled(look, one, next(measured) if one.role == "actual" else SOFT)
        if is_labelled:
            _labelled(look, format_of(chart))
    if chart.target is not None:
        look = plot.series[len(chart.series)]
        if shape_of(chart) == XL_CHART_TYPE.COLUMN_CLUSTERED:
            _as_line(drawn, look)
        else:
            look.format.fill.background()
            _edged(look, INK, MSO_LINE.DASH)
    drawn.has_legend = len(chart.series) > 1 or chart.target is not None
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        drawn.legend.font.size = Pt(11)


def _filled(look: Any, one: Series, colour: str) -> None:
    if one.role == "baseline":
        look.format.fill.background()
        _edged(look, GREY, None)
        return
    look.format.fill.solid()
    look.format.fill.fore_color.rgb = RGBColor.from_string(colour)


def _edged(look: Any, colour: str, dash: Any, wide: float = 1.0) -> None:
    look.format.line.color.rgb, look.format.line.width = RGBColor.from_string(colour), Pt(wide)
    if dash is not None:
        look.format.line.dash_style = dash


def _labelled(look: Any, form: str) -> None:
    labels = look.data_labels
    labels.number_format, labels.number_format_is_linked = form, False
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(10), True, RGBColor.from_string(INK)


def _lines(drawn: Any, chart: Chart) -> None:
    """Named at their ends; the interval stands as bars on the first one."""
    ways = iter(zip(WAYS, DASHES, strict=True))
    drawn_series = list(drawn.plots[0].series)
    for one, look in zip(chart.series, drawn_series, strict=False):
        colour, dash = next(ways) if one.role == "actual" else (GREY, MSO_LINE.SQUARE_DOT)
        _line(look, colour, dash)
        _marked(look, colour if one.role == "actual" else "")
        named(look, one.values, colour)
    if chart.target is not None:
        look = drawn_series[-1]
        _line(look, INK, MSO_LINE.DASH, 1.2)
        _marked(look, "")
        named(look, [chart.target] * len(chart.labels), INK)
    if chart.band:
        _interval(drawn_series[0], chart)
    drawn.has_legend = False
    apart(drawn_series)
    roomy(drawn)


def _line(look: Any, colour: str, dash: Any, wide: float = 2.2) -> None:
    look.smooth = False
    _edged(look, colour, dash, wide)


def _marked(look: Any, colour: str) -> None:
    look.marker.style = XL_MARKER_STYLE.CIRCLE if colour else XL_MARKER_STYLE.NONE
    if colour:
        look.marker.size = 6
        look.marker.format.fill.solid()
        look.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour)
        look.marker.format.line.color.rgb = RGBColor.from_string(colour)


def _as_line(drawn: Any, look: Any) -> None:
    """The last series of standing bars as a line across them, on the same axes."""
    area = drawn._chartSpace.chart.plotArea
    bars = area.find(qn("c:barChart"))
    series = look._element
    bars.remove(series)
    for wrong in series.findall(qn("c:invertIfNegative")):
        series.remove(wrong)
    lines = OxmlElement("c:lineChart")
    etree.SubElement(lines, qn("c:grouping"), {"val": "standard"})
    etree.SubElement(lines, qn("c:varyColors"), {"val": "0"})
    lines.append(series)
    etree.SubElement(lines, qn("c:marker"), {"val": "1"})
    for axis in bars.findall(qn("c:axId")):
        etree.SubElement(lines, qn("c:axId"), {"val": axis.get("val")})
    bars.addnext(lines)
    line = drawn.plots[1].series[0]
    _line(line, INK, MSO_LINE.DASH, 1.2)
    _marked(line, "")


def _interval(look: Any, chart: Chart) -> None:
    """Both ends of each value as error bars, which every program that shows charts knows."""
    step, values = STEPS.get(chart.unit, 1.0), chart.series[0].values
    low, high = (one.values for one in chart.band)
    bars = etree.Element(qn("c:errBars"))
    for name, said in (("errDir", "y"), ("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "1")):
        etree.SubElement(bars, qn(f"c:{name}"), {"val": said})
    for name, ends, sign in (("plus", high, 1), ("minus", low, -1)):
        numbers = etree.SubElement(etree.SubElement(bars, qn(f"c:{name}")), qn("c:numLit"))
        etree.SubElement(numbers, qn("c:ptCount"), {"val": str(len(values))})
        for at, (value, end) in enumerate(zip(values, ends, strict=True)):
            gap = 0.0 if value is None or end is None else max(sign * (end - value) * step, 0.0)
            point = etree.SubElement(numbers, qn("c:pt"), {"idx": str(at)})
            etree.SubElement(point, qn("c:v")).text = f"{gap:.10g}"
    look_of = etree.SubElement(bars, qn("c:spPr"))
    line = etree.SubElement(look_of, qn("a:ln"), {"w": str(Pt(5)), "cap": "flat"})
    fill = etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), {"val": WAYS[0]})
    etree.SubElement(fill, qn("a:alpha"), {"val": "22000"})
    series = look._element
    series.find(qn("c:cat")).addprevious(bars)
