"""The sheet behind a native chart: words stay words, and the same numbers are the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from xlsxwriter import Workbook

from documents.blocks import Chart
from documents.charts import Tell
from people.bilingual import reads_spanish
from people.templatetags.formats import SIGNS

STEPS = {"duration": 1 / 3600, "span": 1 / 86400, "points": 100.0}
"""From a chart's own unit to the one in which its axis counts: hours, days, points."""


class _Sheet(CategoryWorkbookWriter):
    at: datetime

    @contextmanager
    def _open_worksheet(self, xlsx_file: Any) -> Iterator[tuple[Any, Any]]:
        kept = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = Workbook(xlsx_file, kept)
        book.set_properties({"created": self.at})
        sheet = book.add_worksheet()
        yield book, sheet
        book.close()


class SheetData(CategoryChartData):
    at: datetime

    @property
    def _workbook_writer(self) -> _Sheet:
        writer = _Sheet(self)
        writer.at = self.at
        return writer


def format_of(chart: Chart) -> str:
    """How the reader's program writes the numbers; it knows the reader's separators."""
    known = [abs(value) for one in chart.series for value in one.values if value is not None]
    largest, is_whole = max(known, default=0.0), all(value.is_integer() for value in known)
    if chart.unit == "percent":
        return "0.0\u00a0%" if largest < 0.1 else "0\u00a0%"
    if chart.unit in STEPS:
        return {"duration": '0.0" h"', "span": '0.0" d"', "points": "0.0"}[chart.unit]
    if chart.unit == "number":
        return "#,##0" if is_whole or largest >= 100 else "#,##0.0"
    sign = SIGNS.get(chart.unit, chart.unit)
    return f'"{sign}"#,##0' if len(sign) == 1 and not reads_spanish() else f'#,##0" {sign}"'


def sheet_of(chart: Chart, tell: Tell, at: datetime) -> SheetData:
    data: Any = SheetData(number_format=format_of(chart))
    data.at = at.replace(tzinfo=None)
    data.categories = [label or " " for label in chart.labels]
    step = STEPS.get(chart.unit, 1.0)
    for one in chart.series:
        data.add_series(one.name, [None if value is None else value * step for value in one.values])
    if chart.target is not None:
        data.add_series(
            f"{chart.target_label} {tell(chart.target)}".strip(), [chart.target * step] * len(chart.labels)
        )
    found: SheetData = data
    return found
