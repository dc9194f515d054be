"""The four steps of an assessment as its pages show them: what is done, what comes next."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .coverage import Quota, State


def steps(assessment: Any, quotas: list[Quota]) -> list[dict[str, Any]]:
    """`assessment` comes from `with_progress`, hence its counts. The first step that is not done is the current one."""
    gaps = sum(quota.state == State.SHORT for quota in quotas)
    rows = [
        (
            "stakeholder-list",
            _("Stakeholders"),
            _stakeholders(assessment, gaps),
            not gaps,
        ),
        (
            "interview-list",
            _("Interviews"),
            _interviews(assessment),
            _all_held(assessment),
        ),
        (
            "problem-list",
            _("Problems"),
            _problems(assessment),
            assessment.problem_count > 0,
        ),
        (
            "recommendation-list",
            _("Priorities"),
            _ratings(assessment),
            _all_rated(assessment),
        ),
    ]
    following = next((name for name, _label, _hint, done in rows if not done), "")
    return [
        {
            "label": label,
            "hint": hint,
            "url": reverse(f"diagnostics:{name}", args=[assessment.pk]),
            "state": "done" if done else "current" if name == following else "todo",
        }
        for name, label, hint, done in rows
    ]


def _all_held(assessment: Any) -> bool:
    return bool(0 < assessment.interview_count == assessment.held_count)


def _all_rated(assessment: Any) -> bool:
    return bool(0 < 2 * assessment.recommendation_count == assessment.rating_count)


def _stakeholders(assessment: Any, gaps: int) -> str:
    people = assessment.stakeholder_count
    registered = ngettext("%(n)d person", "%(n)d people", people) % {"n": people}
    if not gaps:
        return registered
    missing = ngettext("%(n)d gap", "%(n)d gaps", gaps) % {"n": gaps}
    return f"{registered}, {missing}"


def _interviews(assessment: Any) -> str:
    return _("%(held)d of %(planned)d held") % {
        "held": assessment.held_count,
        "planned": assessment.interview_count,
    }


def _problems(assessment: Any) -> str:
    return ngettext("%(n)d named", "%(n)d named", assessment.problem_count) % {"n": assessment.problem_count}


def _ratings(assessment: Any) -> str:
    wanted = 2 * assessment.recommendation_count
    return _("%(given)d of %(wanted)d team ratings") % {
        "given": assessment.rating_count,
        "wanted": wanted,
    }
