"""The reports, by key: each is written from the live numbers for a reader and whole months, issued as a document, signed.

An upper app adds its own with `register` in its `ready`.
"""

from .base import Report
from .current_state import CurrentState
from .impact import ImpactReport
from .issuing import register_kind
from .monthly import MonthlyPerformance
from .scorecard import ScorecardReport

reports: dict[str, type[Report]] = {}


def register(report: type[Report]) -> None:
    """The same key again replaces it."""
    reports[report.key] = report
    register_kind(report)


for _report in (CurrentState, MonthlyPerformance, ImpactReport, ScorecardReport):
    register(_report)

__all__ = [
    "CurrentState",
    "ImpactReport",
    "MonthlyPerformance",
    "Report",
    "ScorecardReport",
    "register",
    "reports",
]
