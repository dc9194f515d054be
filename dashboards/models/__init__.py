from .cells import DIMENSIONS
from .clocks import ClockDay, PlacedClock
from .funnel import FunnelDay, PlacedLead
from .handoffs import HandoffDay, PlacedHandoff
from .stale import Stale

__all__ = [
    "DIMENSIONS",
    "ClockDay",
    "FunnelDay",
    "HandoffDay",
    "PlacedClock",
    "PlacedHandoff",
    "PlacedLead",
    "Stale",
]
