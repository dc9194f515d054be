"""A number of the cohorts that had their time, so that it may be compared with one that is final."""

from typing import Any

from .asking import Asked, Window
from .kpis import KPI, Count, Measured, Reading

SUMS = ("revenue_won", "pipeline_velocity")


def adds_up(kpi: KPI) -> bool:
    """It grows with the days it is counted over: two windows of other lengths say nothing of each other."""
    return isinstance(kpi, Count) or kpi.key in SUMS


def grown_reading(kpi: KPI, asked: Asked) -> tuple[Asked, Reading, bool]:
    """(what was asked, the number, whether it was cut): of mature cohorts alone, where the window has some."""
    return grown_part(kpi.measure(asked), asked)


def grown_part(read: Measured, asked: Asked) -> tuple[Asked, Reading, bool]:
    """The same of what was measured already."""
    until: Any = read.mature_until
    if until is not None and asked.window.since <= until < asked.window.until:
        asked = asked.over(Window(asked.window.since, until))
        return asked, read.over(asked.window), True
    return asked, read.over(asked.window), False
