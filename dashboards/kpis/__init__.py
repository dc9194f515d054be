"""The registry of KPIs: an upper app adds its own with `register` in its `ready`."""

from .additive import Additive, Count, Part, Rate
from .compliance import SlaCompliance
from .costs import CostPerLead, CostPerQualifiedLead
from .cycle import SalesCycle
from .funnel import CONVERSIONS, Funnel, LeadsRecorded, LeadVolume
from .handoffs import (
    AcceptanceOfDelivered,
    Adoption,
    DisputeRate,
    HandoffCompleteness,
    LeadAcceptanceRate,
    UntouchedShare,
)
from .kpi import KPI, Measured, Reading
from .opportunities import AverageDeal, OpportunityVolume, RevenueWon, WinRate
from .promised import CommitmentVolume
from .promoters import InternalNps
from .response import ResponseTime, ResponseTimeWall
from .stages import PASSAGES, STAYS
from .velocity import LeadVelocity, PipelineVelocity
from .worth import RevenuePerQualifiedLead

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
    InternalNps(),
    RevenuePerQualifiedLead(),
    SalesCycle(),
    CostPerQualifiedLead(),
    CostPerLead(),
    CommitmentVolume(),
    HandoffCompleteness(),
    DisputeRate(),
    Adoption(),
    LeadVolume(),
    LeadsRecorded(),
    LeadVelocity(),
    OpportunityVolume(),
    WinRate(),
    RevenueWon(),
    AverageDeal(),
    PipelineVelocity(),
    Funnel(),
    *CONVERSIONS,
    *PASSAGES,
    *STAYS,
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
