"""Numbers no company has are refused where they are typed, so that no page has to show them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dashboards.models import Scorecard, Watch
from people.models import User

ClientOf = Callable[[User], Client]
HUGE = ["1e308", "-1e308", "1e15", "nan", "inf"]


@pytest.mark.parametrize("said", HUGE)
@pytest.mark.parametrize("end", ["red", "green"])
def test_a_card_with_a_bound_beyond_sense_is_asked_again(
    trusted: ClientOf, rita: User, said: str, end: str
) -> None:
    line = {
        "kpi": "lead_acceptance_rate",
        "part": "sla",
        "weight": "1",
        "red": "10",
        "green": "60",
        end: said,
    }
    form = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    form |= {f"form-0-{name}": value for name, value in line.items()}
    answer = trusted(rita).post(reverse("dashboards:scorecard-create"), form)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Scorecard.objects.exists()


@pytest.mark.parametrize("said", HUGE)
@pytest.mark.parametrize("end", ["low", "high"])
def test_a_threshold_beyond_sense_is_asked_again(trusted: ClientOf, rita: User, said: str, end: str) -> None:
    form = {"kpi": "lead_acceptance_rate", "way": "threshold", end: said}
    answer = trusted(rita).post(reverse("dashboards:watch-create"), form)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Watch.objects.exists()


def test_weeks_that_are_still_to_come_were_not_stable(trusted: ClientOf, rita: User) -> None:
    form = {
        "kpi": "lead_acceptance_rate",
        "way": "limits",
        "stable_since": "1900-01-01",
        "stable_until": "2999-12-31",
    }
    answer = trusted(rita).post(reverse("dashboards:watch-create"), form)
    assert answer.context["form"].errors.keys() == {"stable_until"}
    assert not Watch.objects.exists()
