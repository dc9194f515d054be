"""Stakeholders are registered and changed in their list; consent keeps its moment; who leaves leaves nothing."""

import pytest
from django.db import IntegrityError

from diagnostics.models import Assessment, Interview, Note, Stakeholder
from people.models import User
from tests.conftest import ClientOf

from .conftest import NINE, TEN

CLARA = {
    "name": "Clara",
    "side": "marketing",
    "influence": 2,
    "stance": "neutral",
    "consent": "pending",
    "to_interview": "on",
}
HTMX = {"HX-Request": "true"}


def test_registering_one(client_of: ClientOf, assessment: Assessment, felix: User) -> None:
    answer = client_of(felix).post(f"/diagnostics/{assessment.pk}/stakeholders/new/", CLARA, headers=HTMX)
    assert answer.status_code == 204 and assessment.stakeholders.get().name == "Clara"


def test_a_fault_keeps_what_was_typed(client_of: ClientOf, assessment: Assessment, felix: User) -> None:
    answer = client_of(felix).post(
        f"/diagnostics/{assessment.pk}/stakeholders/new/",
        CLARA | {"side": "x"},
        headers=HTMX,
    )
    assert "Clara" in answer.content.decode() and not assessment.stakeholders.exists()


def test_changing_one_in_its_row(client_of: ClientOf, seller: Stakeholder, felix: User) -> None:
    url = f"/diagnostics/stakeholders/{seller.pk}/"
    assert client_of(felix).get(url, headers=HTMX).content.decode().strip().startswith("<tr")
    client_of(felix).post(url, CLARA | {"name": "Sara M."})
    seller.refresh_from_db()
    assert (seller.name, seller.side) == ("Sara M.", "marketing")


def test_a_person_is_registered_once(
    client_of: ClientOf, seller: Stakeholder, felix: User, sara: User
) -> None:
    url = f"/diagnostics/{seller.assessment_id}/stakeholders/new/"
    answer = client_of(felix).post(url, CLARA | {"user": sara.pk})
    assert "already registered" in answer.content.decode()
    with pytest.raises(IntegrityError):
        Stakeholder.objects.create(assessment=seller.assessment, user=sara, name="Sara", side="sales")


def test_consent_keeps_the_first_moment(seller: Stakeholder) -> None:
    seller.answer_consent("given", at=NINE)
    seller.answer_consent("given", at=TEN)
    seller.refresh_from_db()
    assert (seller.consent, seller.consent_at) == ("given", NINE)


def test_who_refuses_is_neither_asked_nor_written_about(
    client_of: ClientOf, interview: Interview, felix: User
) -> None:
    interview.stakeholder.answer_consent("refused", at=NINE)
    form = client_of(felix).get(f"/diagnostics/{interview.assessment.pk}/interviews/new/").content.decode()
    assert ">Sara<" not in form
    page = client_of(felix).get(interview.get_absolute_url()).content.decode()
    assert "has refused to take part" in page and "readonly" in page


def test_who_leaves_takes_their_words_along(client_of: ClientOf, interview: Interview, felix: User) -> None:
    Note.objects.on(interview, None, by=felix, at=NINE)
    client_of(felix).post(f"/diagnostics/stakeholders/{interview.stakeholder_id}/removal/")
    assert not Interview.objects.exists() and not Note.objects.exists()


def test_gaps_are_named(client_of: ClientOf, assessment: Assessment, felix: User) -> None:
    page = client_of(felix).get(f"/diagnostics/{assessment.pk}/stakeholders/").content.decode()
    assert "Head of Marketing" in page and "3 people missing" in page and "1 person missing" in page
