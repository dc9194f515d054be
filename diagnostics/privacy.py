"""What of a diagnosis is personal: who takes part, and what they said."""

from people import personal

from .models import (
    Assessment,
    InterviewGuide,
    Note,
    Problem,
    Question,
    Quote,
    Rating,
    Recommendation,
    Stakeholder,
    Theme,
)


def register() -> None:
    personal.register(Stakeholder, {"name": "blank", "job_title": "blank"})
    personal.register(Note, {"text": "blank"})
    personal.register(Quote, {"text": "hash"})
    personal.impersonal(Assessment, "name")
    personal.impersonal(InterviewGuide, "role")
    personal.impersonal(Question, "text_en", "text_es")
    personal.impersonal(Theme, "key", "name_en", "name_es")
    personal.impersonal(Problem, "title_en", "title_es", "description_en", "description_es")
    personal.impersonal(Rating, "side")
    personal.impersonal(Recommendation, "key", "title_en", "title_es", "rationale_en", "rationale_es")
