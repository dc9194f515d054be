from .company import Company
from .facts import Event, EventKind, LeadChange, Precision, StageChange
from .handoff import Handoff, HandoffClock, Offer
from .identity import ExternalId, LeadMerge
from .imports import Import, ImportFault
from .landing import Arrival, Deal, Reached, When, land
from .lead import Lead, Stage
from .opportunity import Opportunity, OpportunityChange
from .reason import RejectionReason
from .routing import RoutingRule
from .scoring import LeadScore, ScoringRule, ScoringVersion
from .settling import settle
from .verdict import Verdict

__all__ = [
    "Arrival",
    "Company",
    "Deal",
    "Event",
    "EventKind",
    "ExternalId",
    "Handoff",
    "HandoffClock",
    "Import",
    "ImportFault",
    "Lead",
    "LeadChange",
    "LeadMerge",
    "LeadScore",
    "Offer",
    "Opportunity",
    "OpportunityChange",
    "Precision",
    "Reached",
    "RejectionReason",
    "RoutingRule",
    "ScoringRule",
    "ScoringVersion",
    "Stage",
    "StageChange",
    "Verdict",
    "When",
    "land",
    "settle",
]
