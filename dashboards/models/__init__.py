from .baseline import Baseline, BaselineNumber, BaselineSignature
from .benefit import Benefit, Pool, PoolChoice, QualitativeBenefit
from .cells import DIMENSIONS
from .clocks import ClockDay, ClockTotal, PlacedClock
from .closed import ClosedClocks, ClosedMonth, ClosedNumber
from .funnel import FunnelDay, FunnelMix, FunnelTotal, PlacedLead
from .handoffs import HandoffDay, HandoffTotal, PlacedHandoff
from .lags import FunnelLag
from .opportunities import OpportunityDay, OpportunityTotal, PlacedOpportunity
from .saved_view import FirstView, SavedView
from .scorecard import Scorecard, ScorecardLine, ScorecardSignature
from .spend import Spend
from .stale import Followed, Stale
from .subscription import Subscription
from .target import Target, TargetSignature
from .values import FunnelValue
from .waits import WaitDay
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
    "FunnelLag",
    "FunnelMix",
    "FunnelTotal",
    "FunnelValue",
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
    "WaitDay",
    "Watch",
]
