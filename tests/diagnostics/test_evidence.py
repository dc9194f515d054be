"""Quotes are counted by theme and team; a problem without any is a hypothesis."""

import pytest

from diagnostics.models import Assessment, Interview, Problem, Quote, Theme
from people.models import User
from tests.conftest import ClientOf

from .conftest import NINE


def keep(
    client_of: ClientOf,
    interview: Interview,
    by: User,
    theme: Theme,
    text: str = "Nobody answers",
) -> None:
    client_of(by).post(
        f"/diagnostics/interviews/{interview.pk}/quotes/",
        {"text": text, "themes": theme.pk},
    )


@pytest.fixture
def feedback(assessment: Assessment) -> Theme:
    return assessment.themes.get(key="feedback")


def test_a_quote_counts_for_the_team_that_said_it(
    client_of: ClientOf, interview: Interview, felix: User, feedback: Theme
) -> None:
    keep(client_of, interview, felix, feedback)
    first = Theme.objects.by_team().first()
    assert first == feedback
    assert (
        first.quote_count,
        first.sales_count,
        first.marketing_count,
        first.other_count,
    ) == (1, 1, 0, 0)


def test_kept_twice_is_one(client_of: ClientOf, interview: Interview, felix: User, feedback: Theme) -> None:
    keep(client_of, interview, felix, feedback)
    keep(client_of, interview, felix, feedback, "  Nobody answers ")
    assert Quote.objects.count() == 1


def test_a_quote_without_a_theme_is_sent_back(client_of: ClientOf, interview: Interview, felix: User) -> None:
    answer = client_of(felix).post(f"/diagnostics/interviews/{interview.pk}/quotes/", {"text": "x"})
    assert answer.status_code == 200 and not Quote.objects.exists()


def test_a_theme_of_another_assessment_is_refused(
    client_of: ClientOf, interview: Interview, felix: User
) -> None:
    other = Assessment.objects.create(name="Other", started_on=NINE.date()).equip()
    keep(client_of, interview, felix, other.themes.get(key="feedback"))
    assert not Quote.objects.exists()


def test_without_a_quote_it_is_a_hypothesis(
    client_of: ClientOf, interview: Interview, felix: User, feedback: Theme
) -> None:
    Problem.objects.create(assessment=interview.assessment, title_en="No reasons", theme=feedback)
    url = f"/diagnostics/{interview.assessment.pk}/problems/"
    assert "Hypothesis" in client_of(felix).get(url).content.decode()
    keep(client_of, interview, felix, feedback)
    page = client_of(felix).get(url).content.decode()
    assert "Hypothesis" not in page and "1 quote" in page


def test_the_heaviest_comes_first(assessment: Assessment) -> None:
    light = Problem.objects.create(assessment=assessment, title_en="Light", impact=1, frequency=5, ease=5)
    heavy = Problem.objects.create(assessment=assessment, title_en="Heavy", impact=3, frequency=3, ease=3)
    assert list(assessment.problems.heaviest_first()) == [heavy, light]
    assert (heavy.weight, light.weight) == (27, 25)
