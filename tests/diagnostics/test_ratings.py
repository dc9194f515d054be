"""Ratings: what both settled on moves the point; what each team thinks shows where they disagree."""

import pytest
from pytest_django import DjangoAssertNumQueries

from diagnostics.models import Assessment, Rating, Recommendation
from diagnostics.priority import Priority
from people.models import User
from tests.conftest import ClientOf

from .conftest import NINE, TEN


def url(recommendation: Recommendation) -> str:
    return f"/diagnostics/recommendations/{recommendation.pk}/rating/"


def test_settling_moves_it(client_of: ClientOf, slas: Recommendation, felix: User) -> None:
    answer = client_of(felix).post(url(slas), {"impact": 3, "ease": 2}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Trigger"]) == (204, "changed")
    slas.refresh_from_db()
    assert slas.verdict.priority == Priority.LOW and slas.rated_by == felix


def test_settled_twice_keeps_the_first_moment(slas: Recommendation, felix: User, rita: User) -> None:
    slas.settle(5, 3, by=felix, at=NINE)
    slas.settle(5, 3, by=rita, at=TEN)
    slas.refresh_from_db()
    assert (slas.rated_by, slas.rated_at) == (felix, NINE)


def test_a_manager_rates_for_the_own_team_only(
    client_of: ClientOf, slas: Recommendation, silvia: User
) -> None:
    client = client_of(silvia)
    assert client.post(url(slas), {"side": "sales", "impact": 4, "ease": 3}).status_code == 302
    assert client.post(url(slas), {"side": "marketing", "impact": 4, "ease": 3}).status_code == 404
    assert client.post(url(slas), {"impact": 4, "ease": 3}).status_code == 404
    assert Rating.objects.get().by == silvia


def test_a_team_rates_once_and_may_change_its_mind(slas: Recommendation, silvia: User) -> None:
    slas.rate_for("sales", 4, 3, by=silvia, at=NINE)
    slas.rate_for("sales", 2, 3, by=silvia, at=TEN)
    assert (Rating.objects.get().impact, Rating.objects.get().rated_at) == (2, TEN)


def test_half_a_rating_is_not_yet_one(client_of: ClientOf, slas: Recommendation, silvia: User) -> None:
    assert client_of(silvia).post(url(slas), {"side": "sales", "impact": 4, "ease": ""}).status_code == 302
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"impact": 9, "ease": 1},
        {"impact": "x", "ease": 1},
        {"side": "it", "impact": 1, "ease": 1},
    ],
)
def test_what_is_no_level_is_refused(
    client_of: ClientOf, slas: Recommendation, felix: User, sent: dict[str, object]
) -> None:
    assert client_of(felix).post(url(slas), sent).status_code == 400


def test_disagreement_waits_for_both(slas: Recommendation, silvia: User, marta: User) -> None:
    slas.rate_for("sales", 3, 3, by=silvia, at=NINE)
    assert slas.disagreement is None
    slas.rate_for("marketing", 5, 3, by=marta, at=NINE)
    both = Recommendation.objects.get(pk=slas.pk)
    assert both.disagreement is not None and both.disagreement.flips and both.disagreement.distance == 2


def test_the_matrix_draws_and_lists_all(
    client_of: ClientOf, assessment: Assessment, slas: Recommendation, elena: User, marta: User
) -> None:
    slas.rate_for("marketing", 1, 1, by=marta, at=NINE)
    page = client_of(elena).get(f"/diagnostics/{assessment.pk}/priorities/?teams=on").content.decode()
    assert all(f'id="point-{row.pk}"' in page for row in assessment.recommendations.all())
    assert page.count("row-link") == 8 and page.count("point is-marketing") == 1


def test_the_list_begins_with_what_matters(assessment: Assessment) -> None:
    first = [row.key for row in assessment.recommendations.first_things_first()]
    assert first == [
        "slas",
        "definition",
        "meetings",
        "integrations",
        "feedback",
        "dashboard",
        "culture",
        "scoring",
    ]


def test_few_queries_however_many_rows(
    client_of: ClientOf,
    assessment: Assessment,
    elena: User,
    marta: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for row in assessment.recommendations.all():
        row.rate_for("marketing", 2, 2, by=marta, at=NINE)
    client = client_of(elena)
    with django_assert_max_num_queries(12):
        client.get(f"/diagnostics/{assessment.pk}/priorities/?teams=on")


def test_a_new_one_takes_the_next_number(client_of: ClientOf, assessment: Assessment, felix: User) -> None:
    sent = {"title_es": "Un glosario", "impact": 4, "ease": 5}
    client_of(felix).post(f"/diagnostics/{assessment.pk}/priorities/new/", sent)
    assert assessment.recommendations.get(position=9).title == "Un glosario"


def test_one_without_words_is_sent_back(client_of: ClientOf, assessment: Assessment, felix: User) -> None:
    answer = client_of(felix).post(f"/diagnostics/{assessment.pk}/priorities/new/", {"impact": 4, "ease": 5})
    assert "at least one of the two languages" in answer.content.decode()
