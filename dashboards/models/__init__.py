from .cells import DIMENSIONS
from .clocks import ClockDay, PlacedClock
from .closed import ClosedClocks, ClosedMonth
from .funnel import FunnelDay, PlacedLead
from .handoffs import HandoffDay, PlacedHandoff
from .stale import Stale

__all__ = [
    "DIMENSIONS",
    "ClockDay",
    "ClosedClocks",
    "ClosedMonth",
    "FunnelDay",
    "HandoffDay",
    "PlacedClock",
    "PlacedHandoff",
    "PlacedLead",
    "Stale",
]
