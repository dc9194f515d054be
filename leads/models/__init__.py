from .company import Company
from .erasing import Blocking, block, destroy
from .facts import Event, EventKind, LeadChange, Precision, StageChange
from .feedback import Feedback, FeedbackReply
from .identity import ExternalId, LeadMerge
from .importing.faulty import ImportFault
from .importing.imports import Import
from .landing.arrivals import Arrival, Deal, Reached, When
from .landing.landing import land
from .lead import Lead, Stage
from .loop.clock import HandoffClock
from .loop.dispute import Dispute, Ruling
from .loop.handoff import Handoff
from .loop.offer import Offer
from .loop.proposal import Proposal
from .loop.reason import RejectionReason
from .loop.recycling import Recycling
from .loop.remedy import Remedy
from .loop.reply import Reply
from .loop.retraction import Retraction
from .loop.rules import LoopRules
from .loop.verdict import Verdict
from .opportunity import Opportunity, OpportunityChange
from .predicting.drift import DriftLook
from .predicting.model import PredictiveModel
from .predicting.predicted import LeadPrediction, Refusal
from .routing.intake import Intake
from .routing.rule import RoutingRule
from .routing.share import RoutingShare, RoutingTurn
from .scoring.back_test import BackTest, BackTestedLead
from .scoring.rescoring import Rescoring
from .scoring.rule import ScoringGroup, ScoringRule
from .scoring.score import LeadScore, TrialScore
from .scoring.version import ScoringVersion
from .settling.catching_up import CatchUp
from .settling.settling import arrive, settle

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
