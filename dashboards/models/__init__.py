from .cells import DIMENSIONS
from .clocks import ClockDay, PlacedClock
from .closed import ClosedClocks, ClosedMonth, ClosedNumber
from .funnel import FunnelDay, PlacedLead
from .handoffs import HandoffDay, PlacedHandoff
from .opportunities import OpportunityDay, PlacedOpportunity
from .spend import Spend
from .stale import Followed, Stale

__all__ = [
    "DIMENSIONS",
    "ClockDay",
    "ClosedClocks",
    "ClosedMonth",
    "ClosedNumber",
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
]
