"""An assessment that has just begun, led by Felix, and the conversations of the others with him."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from diagnostics.models import Assessment, Interview, Recommendation, Stakeholder
from people.models import User

NINE = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
TEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.MFA_REQUIRED_ROLES = []


@pytest.fixture
def assessment(felix: User) -> Assessment:
    begun = Assessment.objects.create(name="Spring", started_on=date(2026, 3, 2), facilitator=felix)
    return begun.equip()


@pytest.fixture
def seller(assessment: Assessment, sara: User) -> Stakeholder:
    return Stakeholder.objects.create(assessment=assessment, user=sara, name="Sara", side="sales")


@pytest.fixture
def interview(seller: Stakeholder, felix: User) -> Interview:
    return Interview.objects.create(stakeholder=seller, planned_at=NINE, interviewer=felix)


@pytest.fixture
def slas(assessment: Assessment) -> Recommendation:
    return assessment.recommendations.get(key="slas")
