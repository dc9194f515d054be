from .baseline import Baseline, BaselineNumber, BaselineSignature
from .benefit import Benefit, Pool, PoolChoice, QualitativeBenefit
from .cells import DIMENSIONS
from .clocks import ClockDay, PlacedClock
from .closed import ClosedClocks, ClosedMonth, ClosedNumber
from .funnel import FunnelDay, PlacedLead
from .handoffs import HandoffDay, PlacedHandoff
from .opportunities import OpportunityDay, PlacedOpportunity
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
    "ClosedClocks",
    "ClosedMonth",
    "ClosedNumber",
    "Deviation",
    "FirstView",
    "Followed",
    "FunnelDay",
    "HandoffDay",
    "OpportunityDay",
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
