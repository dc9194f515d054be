"""A step that nobody would hear of is shown before it matters, with what to do."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import Team, User, WorkingCalendar
from sla.gaps import gaps, hearings
from sla.models import Agreement, AgreementVersion, EscalationStep

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def version(office: WorkingCalendar, silvia: User) -> AgreementVersion:
    """Sales answers; its ladder names the owner at 50 % and leadership at 100 %."""
    made = Agreement.objects.create(name="Handoffs").draft(by=silvia)
    commitment = made.commitments.create(
        kind="acceptance", party="sales", target_seconds=3600, calendar=office, warning_percent=None
    )
    EscalationStep.objects.create(commitment=commitment, percent=50, notify=["owner"])
    EscalationStep.objects.create(commitment=commitment, percent=100, notify=["leadership", "manager"])
    return made


def test_everybody_is_named(version: AgreementVersion, sara: User, silvia: User, elena: User) -> None:
    heard = {one.percent: set(one.people) for one in hearings(version)}
    assert heard == {50: {sara}, 100: {elena, silvia}} and gaps(version) == []


def test_nobody_is_a_gap_with_its_remedy(
    version: AgreementVersion, client_of: ClientOf, silvia: User, other_sales: Team
) -> None:
    found = {(str(one.team), one.percent): one.remedies for one in gaps(version)}
    assert found.keys() == {("Sales", 50), ("Sales North", 50), ("Sales North", 100)}
    assert found["Sales North", 100] == [
        "Nobody has the role executive. Invite somebody.",
        "Give Sales North a manager.",
    ]
    page = client_of(silvia).get(f"{version.get_absolute_url()}?view=hearing").content.decode()
    assert "3 gaps" in page and "Give Sales North a manager." in page


def test_whoever_left_hears_nothing(version: AgreementVersion, sara: User, elena: User) -> None:
    User.objects.filter(pk=sara.pk).update(is_active=False)
    assert [one.percent for one in gaps(version)] == [50]


def test_a_side_without_a_team_is_a_gap(version: AgreementVersion, silvia: User) -> None:
    User.objects.update(team=None)
    Team.objects.all().delete()
    assert {one.team for one in gaps(version)} == {None}
    assert gaps(version)[0].remedies == ["There is no team of Sales whose clocks could run. Create one."]
