"""An assessment begins with eight recommendations, eight themes and a guide for each role."""

from django.test import Client

from diagnostics.models import Assessment, GuideRole, InterviewGuide
from people.models import User
from tests.conftest import ClientOf


def test_everything_to_begin_with_is_laid_out(assessment: Assessment) -> None:
    assert [row.position for row in assessment.recommendations.all()] == list(range(1, 9))
    assert assessment.themes.count() == 8
    assert set(InterviewGuide.objects.values_list("role", flat=True)) == set(GuideRole.values)
    assert all(guide.questions.count() >= 4 for guide in InterviewGuide.objects.all())


def test_twice_changes_nothing(assessment: Assessment) -> None:
    assessment.recommendations.filter(key="slas").update(impact=1)
    assessment.equip()
    assert assessment.recommendations.count() == 8
    assert assessment.recommendations.get(key="slas").impact == 1


def test_both_languages_are_there(assessment: Assessment) -> None:
    for recommendation in assessment.recommendations.all():
        assert recommendation.title_en != recommendation.title_es
        assert recommendation.rationale_en and recommendation.rationale_es


def test_the_page_begins_one(client_of: ClientOf, felix: User) -> None:
    client: Client = client_of(felix)
    answer = client.post(
        "/diagnostics/new/",
        {"name": "Autumn", "started_on": "2026-09-01", "facilitator": felix.pk},
    )
    begun = Assessment.objects.get()
    assert answer.status_code == 302 and answer.headers["Location"] == begun.get_absolute_url()
    assert begun.recommendations.count() == 8


def test_a_name_is_taken_once(client_of: ClientOf, assessment: Assessment, felix: User) -> None:
    answer = client_of(felix).post("/diagnostics/new/", {"name": "Spring", "started_on": "2026-09-01"})
    assert answer.status_code == 200 and Assessment.objects.count() == 1


def test_the_empty_list_teaches(client_of: ClientOf, felix: User, elena: User) -> None:
    assert "Begin an assessment" in client_of(felix).get("/diagnostics/").content.decode()
    page = client_of(elena).get("/diagnostics/").content.decode()
    assert "No assessment yet" in page and "Begin an assessment" not in page


def test_closing_and_opening_again(client_of: ClientOf, assessment: Assessment, felix: User) -> None:
    client = client_of(felix)
    client.post(f"/diagnostics/{assessment.pk}/closure/")
    assert client.get(f"/diagnostics/{assessment.pk}/stakeholders/new/").status_code == 404
    client.post(f"/diagnostics/{assessment.pk}/reopening/")
    assert client.get(f"/diagnostics/{assessment.pk}/stakeholders/new/").status_code == 200
