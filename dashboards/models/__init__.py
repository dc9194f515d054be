from .baseline import Baseline, BaselineNumber, BaselineSignature
from .cells import DIMENSIONS
from .clocks import ClockDay, PlacedClock
from .closed import ClosedClocks, ClosedMonth, ClosedNumber
from .funnel import FunnelDay, PlacedLead
from .handoffs import HandoffDay, PlacedHandoff
from .opportunities import OpportunityDay, PlacedOpportunity
from .spend import Spend
from .stale import Followed, Stale
from .target import Target, TargetSignature
from .watch import Cause, Deviation, Watch

__all__ = [
    "DIMENSIONS",
    "Baseline",
    "BaselineNumber",
    "BaselineSignature",
    "Cause",
    "ClockDay",
    "ClosedClocks",
    "ClosedMonth",
    "ClosedNumber",
    "Deviation",
    "Followed",
    "FunnelDay",
    "HandoffDay",
    "OpportunityDay",
    "PlacedClock",
    "PlacedHandoff",
    "PlacedLead",
    "PlacedOpportunity",
    "Spend",
    "Stale",
    "Target",
    "TargetSignature",
    "Watch",
]
