"""Who runs a diagnosis edits it, leadership and managers read it, notes are for facilitators and the interviewer."""

import uuid

import pytest

from diagnostics.models import (
    Assessment,
    Interview,
    Note,
    Problem,
    Quote,
    Recommendation,
    Stakeholder,
)
from diagnostics.models.note import Draft
from people.models import User
from tests.conftest import ClientOf

from .conftest import NINE

SAID = "When I call they have already bought"


@pytest.fixture
def quote(interview: Interview, felix: User) -> Quote:
    draft = Draft(uuid.uuid4(), uuid.uuid4(), 0, SAID)
    note = Note.objects.write(interview, None, draft, by=felix, at=NINE)
    themes = interview.assessment.themes.filter(key="speed")
    return Quote.objects.keep(note, SAID, themes, by=felix, at=NINE)


def pages(assessment: Assessment) -> list[str]:
    parts = [
        "",
        "stakeholders/",
        "interviews/",
        "problems/",
        "priorities/",
        "priorities.csv",
        "quotes/",
    ]
    return [f"/diagnostics/{assessment.pk}/{part}" for part in parts]


@pytest.mark.parametrize("name", ["felix", "rita", "elena", "marta", "silvia"])
def test_those_who_read_open_every_page(
    name: str, request: pytest.FixtureRequest, client_of: ClientOf, assessment: Assessment
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert {page: client.get(page).status_code for page in pages(assessment)} == dict.fromkeys(
        pages(assessment), 200
    )


@pytest.mark.parametrize("name", ["sara", "mario", "dora"])
def test_the_others_find_nothing(
    name: str, request: pytest.FixtureRequest, client_of: ClientOf, assessment: Assessment
) -> None:
    client = client_of(request.getfixturevalue(name))
    assert {client.get(page).status_code for page in pages(assessment)} == {404}
    assert "Spring" not in client.get("/diagnostics/").content.decode()


def test_words_are_for_facilitators_and_the_interviewer(
    client_of: ClientOf, quote: Quote, interview: Interview, felix: User, rita: User, elena: User
) -> None:
    sheet, wall = (
        interview.get_absolute_url(),
        f"/diagnostics/{interview.assessment.pk}/quotes/",
    )
    assert SAID in client_of(felix).get(sheet).content.decode()
    for reader in (rita, elena):
        assert client_of(reader).get(sheet).status_code == 404
        assert SAID not in client_of(reader).get(wall).content.decode()
    interview.hand_over(to=rita)
    assert SAID in client_of(rita).get(sheet).content.decode()
    assert SAID in client_of(rita).get(wall).content.decode()


def test_the_others_see_how_much_there_is(
    client_of: ClientOf, quote: Quote, assessment: Assessment, elena: User
) -> None:
    page = client_of(elena).get(f"/diagnostics/{assessment.pk}/interviews/").content.decode()
    assert SAID not in page and "here you see how much there is" in page


def test_stance_and_consent_are_for_who_runs_it(
    client_of: ClientOf, seller: Stakeholder, felix: User, silvia: User
) -> None:
    page = f"/diagnostics/{seller.assessment_id}/stakeholders/"
    assert "Not known yet" in client_of(felix).get(page).content.decode()
    seen = client_of(silvia).get(page).content.decode()
    assert "Sara" in seen and "Not known yet" not in seen and "Not asked yet" not in seen


def verbs(assessment: Assessment, interview: Interview, slas: Recommendation) -> list[str]:
    problem = Problem.objects.create(assessment=assessment, title_en="Late calls")
    return [
        f"/diagnostics/{assessment.pk}/closure/",
        f"/diagnostics/{assessment.pk}/reopening/",
        f"/diagnostics/stakeholders/{interview.stakeholder_id}/removal/",
        f"/diagnostics/stakeholders/{interview.stakeholder_id}/consent/",
        f"/diagnostics/interviews/{interview.pk}/notes/",
        f"/diagnostics/interviews/{interview.pk}/completion/",
        f"/diagnostics/interviews/{interview.pk}/quotes/",
        f"/diagnostics/problems/{problem.pk}/removal/",
        f"/diagnostics/recommendations/{slas.pk}/rating/",
        f"/diagnostics/recommendations/{slas.pk}/removal/",
    ]


def test_verbs_refuse_get_and_strangers(
    client_of: ClientOf,
    assessment: Assessment,
    interview: Interview,
    slas: Recommendation,
    felix: User,
    elena: User,
    sara: User,
) -> None:
    for verb in verbs(assessment, interview, slas):
        assert client_of(felix).get(verb).status_code == 405, verb
        for stranger in (elena, sara):
            assert client_of(stranger).post(verb, {"impact": 1, "ease": 1}).status_code == 404, verb


def test_a_closed_assessment_takes_no_words(client_of: ClientOf, interview: Interview, felix: User) -> None:
    interview.assessment.close(on=NINE.date())
    sent = {"key": uuid.uuid4(), "window": uuid.uuid4(), "version": 0, "text": "late"}
    assert client_of(felix).post(f"/diagnostics/interviews/{interview.pk}/notes/", sent).status_code == 404
