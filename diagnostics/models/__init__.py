from .assessment import Assessment, runs_diagnosis
from .guide import GuideRole, InterviewGuide, Question
from .interview import Interview
from .note import Note
from .problem import Problem
from .quote import Quote, Theme
from .recommendation import Rating, Recommendation, sides_rated_by
from .stakeholder import Stakeholder

__all__ = [
    "Assessment",
    "GuideRole",
    "Interview",
    "InterviewGuide",
    "Note",
    "Problem",
    "Question",
    "Quote",
    "Rating",
    "Recommendation",
    "Stakeholder",
    "Theme",
    "runs_diagnosis",
    "sides_rated_by",
]
