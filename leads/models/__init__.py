from .arrivals import Arrival, Deal, Reached, When
from .back_test import BackTest, BackTestedLead
from .catching_up import CatchUp
from .company import Company
from .dispute import Dispute, Ruling
from .erasing import Blocking, block, destroy
from .facts import Event, EventKind, LeadChange, Precision, StageChange
from .faulty import ImportFault
from .feedback import Feedback, FeedbackReply
from .handoff import Handoff
from .handoff_clock import HandoffClock
from .identity import ExternalId, LeadMerge
from .imports import Import
from .intake import Intake
from .landing import land
from .lead import Lead, Stage
from .loop_rules import LoopRules
from .offer import Offer
from .opportunity import Opportunity, OpportunityChange
from .predicted import LeadPrediction, Refusal
from .prediction import PredictiveModel
from .prediction_drift import DriftLook
from .proposal import Proposal
from .reason import RejectionReason
from .recycling import Recycling
from .remedy import Remedy
from .reply import Reply
from .rescoring import Rescoring
from .retraction import Retraction
from .routing import RoutingRule
from .routing_share import RoutingShare, RoutingTurn
from .score import LeadScore, TrialScore
from .scoring import ScoringVersion
from .scoring_rule import ScoringGroup, ScoringRule
from .settling import arrive, settle
from .verdict import Verdict

__all__ = [
    "Arrival",
    "BackTest",
    "BackTestedLead",
    "Blocking",
    "CatchUp",
    "Company",
    "Deal",
    "Dispute",
    "DriftLook",
    "Event",
    "EventKind",
    "ExternalId",
    "Feedback",
    "FeedbackReply",
    "Handoff",
    "HandoffClock",
    "Import",
    "ImportFault",
    "Intake",
    "Lead",
    "LeadChange",
    "LeadMerge",
    "LeadPrediction",
    "LeadScore",
    "LoopRules",
    "Offer",
    "Opportunity",
    "OpportunityChange",
    "Precision",
    "PredictiveModel",
    "Proposal",
    "Reached",
    "Recycling",
    "Refusal",
    "RejectionReason",
    "Remedy",
    "Reply",
    "Rescoring",
    "Retraction",
    "RoutingRule",
    "RoutingShare",
    "RoutingTurn",
    "Ruling",
    "ScoringGroup",
    "ScoringRule",
    "ScoringVersion",
    "Stage",
    "StageChange",
    "TrialScore",
    "Verdict",
    "When",
    "arrive",
    "block",
    "destroy",
    "land",
    "settle",
]
