"""The registry of KPIs: an upper app adds its own with `register` in its `ready`."""

from .additive import Additive, Count, Part, Rate
from .compliance import SlaCompliance
from .funnel import CONVERSIONS, Funnel, LeadVolume
from .handoffs import AcceptanceOfDelivered, HandoffCompleteness, LeadAcceptanceRate, UntouchedShare
from .kpi import KPI, Measured, Reading
from .response import ResponseTime, ResponseTimeWall

registry: dict[str, KPI] = {}


def register(kpi: KPI) -> None:
    """Add a KPI; the same key again replaces it, so that `ready` may run twice."""
    registry[kpi.key] = kpi


for _kpi in (
    LeadAcceptanceRate(),
    AcceptanceOfDelivered(),
    ResponseTime(),
    ResponseTimeWall(),
    UntouchedShare(),
    SlaCompliance(),
    HandoffCompleteness(),
    LeadVolume(),
    Funnel(),
    *CONVERSIONS,
):
    register(_kpi)

__all__ = [
    "KPI",
    "Additive",
    "Count",
    "Measured",
    "Part",
    "Rate",
    "Reading",
    "register",
    "registry",
]
