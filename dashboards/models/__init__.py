from .baseline import Baseline, BaselineNumber, BaselineSignature
from .benefit import Benefit, Pool, PoolChoice, QualitativeBenefit
from .cells import DIMENSIONS
from .clocks import ClockDay, ClockTotal, PlacedClock
from .closed import ClosedClocks, ClosedMonth, ClosedNumber
from .funnel import FunnelDay, FunnelTotal, PlacedLead
from .handoffs import HandoffDay, HandoffTotal, PlacedHandoff
from .opportunities import OpportunityDay, OpportunityTotal, PlacedOpportunity
from .saved_view import FirstView, SavedView
from .scorecard import Scorecard, ScorecardLine, ScorecardSignature
from .spend import Spend
from .stale import Followed, Stale
from .subscription import Subscription
from .target import Target, TargetSignature
from .watch import Cause, Deviation, Watch

__all__ = [
    "DIMENSIONS",
    "Baseline",
    "BaselineNumber",
    "BaselineSignature",
    "Benefit",
    "Cause",
    "ClockDay",
    "ClockTotal",
    "ClosedClocks",
    "ClosedMonth",
    "ClosedNumber",
    "Deviation",
    "FirstView",
    "Followed",
    "FunnelDay",
    "FunnelTotal",
    "HandoffDay",
    "HandoffTotal",
    "OpportunityDay",
    "OpportunityTotal",
    "PlacedClock",
    "PlacedHandoff",
    "PlacedLead",
    "PlacedOpportunity",
    "Pool",
    "PoolChoice",
    "QualitativeBenefit",
    "SavedView",
    "Scorecard",
    "ScorecardLine",
    "ScorecardSignature",
    "Spend",
    "Stale",
    "Subscription",
    "Target",
    "TargetSignature",
    "Watch",
]
