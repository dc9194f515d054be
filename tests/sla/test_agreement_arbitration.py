"""RevOps promises to rule on disputes, signs nothing, and its promise stands on the agreement's page and in its document."""

import pytest
from django.urls import reverse

from people.models import User, WorkingCalendar
from sla.gaps import gaps, hearings
from sla.models import Agreement, AgreementVersion, Commitment
from tests.conftest import ClientOf


@pytest.fixture
def version(office: WorkingCalendar, marta: User, silvia: User) -> AgreementVersion:
    made = AgreementVersion.objects.create(agreement=Agreement.objects.create(name="Both"), number=1)
    Commitment.objects.create(
        version=made, kind="arbitration", party="revops", target_seconds=8 * 3600, calendar=office
    )
    return made


def test_who_hears_of_it_is_revops(version: AgreementVersion, rita: User) -> None:
    assert {one.people for one in hearings(version)} == {(rita,)} and gaps(version) == []


def test_without_revops_it_is_a_gap_with_its_remedy(version: AgreementVersion, rita: User) -> None:
    rita.is_active = False
    rita.save()
    (warning, _breach) = gaps(version)
    assert "Nobody has the role RevOps" in warning.remedies[0]


def test_the_page_shows_the_promise(version: AgreementVersion, client_of: ClientOf, marta: User) -> None:
    page = client_of(marta).get(reverse("sla:agreement-detail", args=[version.pk]))
    assert page.status_code == 200 and "Rule on a dispute" in page.content.decode()
