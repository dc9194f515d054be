"""Where the diagnosis shows in the frame: the rail, the palette, the facilitator's home."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from people import home, navigation, palette
from people.models import User

from .models import Assessment, Interview, Recommendation
from .models.assessment import READS, RUNS
from .steps import steps


def register() -> None:
    navigation.register(
        navigation.Entry(
            "diagnose",
            "assessments",
            _("Assessments"),
            "diagnostics:assessment-list",
            "stethoscope",
            READS,
            10,
        )
    )
    palette.register_action(
        palette.Action(
            "assessment-create",
            _("Begin an assessment"),
            "diagnostics:assessment-create",
            "plus",
            RUNS,
        )
    )
    palette.register(palette.Search("recommendations", _("Recommendations"), find))
    home.register(
        home.Card(
            "diagnosis",
            RUNS,
            "diagnostics/_home.html",
            context=on_home,
            order=30,
            width=2,
        )
    )


def find(user: User, text: str, limit: int) -> list[tuple[str, str, str, str]]:
    """Assessments and recommendations whose words hold the text, in either language."""
    assessments = Assessment.objects.visible_to(user).named(text)[:limit]
    found = [(str(row), str(_("Assessment")), row.get_absolute_url(), "stethoscope") for row in assessments]
    recommendations = Recommendation.objects.visible_to(user).named(text).select_related("assessment")[:limit]
    found += [
        (row.title, str(row.assessment), row.get_absolute_url(), "lightbulb") for row in recommendations
    ]
    return found[:limit]


def on_home(user: User, at: datetime) -> dict[str, Any]:
    """The newest open assessment, its steps, and the interviews that this person holds next."""
    assessment = Assessment.objects.visible_to(user).open().with_progress().newest()
    if assessment is None:
        return {"assessment": None}
    waiting = (
        Interview.objects.within(assessment).readable_by(user).waiting().select_related("stakeholder")[:3]
    )
    return {
        "assessment": assessment,
        "steps": steps(assessment, assessment.coverage()[0]),
        "waiting": waiting,
    }
