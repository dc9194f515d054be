"""GET /api/v1/scorecard/: the agreed card, each month's marks, and the word of both teams, through keys."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from dashboards.models import Scorecard
from people.models import ApiKey, Scope, User
from people.moment import now
from tests.dashboards.test_scorecard_way import APRIL, agreed, line, march

__all__ = ["march"]
URL = "/api/v1/scorecard/"
CLOSED = "2026-03-01"


def asked(client: Client, user: User) -> Any:
    _key, secret = ApiKey.objects.issue(user, "Reports", [Scope.READ], now())
    with time_machine.travel(APRIL, tick=False):
        return client.get(URL, headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.usefixtures("march")
def test_the_card_and_its_months(client: Client, rita: User, marta: User, silvia: User) -> None:
    card = agreed(rita, marta, silvia, line(weight=3), line("internal_nps", 1, red=0, green=50))
    told = asked(client, marta).json()
    assert told["card"]["id"] == card.pk and told["proposed"] is None
    assert {(word["party"], word["by"]) for word in told["card"]["signatures"]} == {
        ("marketing", str(marta)),
        ("sales", str(silvia)),
    }
    month = next(one for one in told["months"] if one["month"] == CLOSED)
    assert month["is_closed"] and not told["months"][-1]["is_closed"]
    first, missing = month["lines"]
    assert (first["value"], round(first["points"]), first["colour"], first["share"]) == (
        0.5,
        60,
        "amber",
        0.75,
    )
    assert (missing["points"], missing["colour"]) == (None, None)
    assert (round(month["total"]["least"]), round(month["total"]["most"])) == (45, 70)
    assert month["total"]["value"] is None and month["total"]["told"] == 0.75
    assert set(month["parts"]) == {"together"}


@pytest.mark.usefixtures("march")
def test_what_caps_the_whole_is_named(client: Client, rita: User, marta: User, silvia: User) -> None:
    agreed(rita, marta, silvia, line(), line("handoff_completeness", red=1.5, green=2.0, is_critical=True))
    month = next(one for one in asked(client, rita).json()["months"] if one["month"] == CLOSED)
    assert month["total"]["capped_by"] == ["handoff_completeness"] and month["total"]["colour"] == "red"


@pytest.mark.usefixtures("march")
def test_rows_open_what_the_number_counts(
    client: Client, client_of: Any, rita: User, marta: User, silvia: User
) -> None:
    agreed(rita, marta, silvia, line())
    for month in asked(client, marta).json()["months"]:
        for one in month["lines"]:
            rows = client_of(marta).get(one["rows"].removeprefix("http://testserver"))
            assert rows.context["count"] == one["n"]


def test_before_anybody_signed(client: Client, rita: User) -> None:
    Scorecard.objects.propose([line()], by=rita, at=APRIL)
    told = asked(client, rita).json()
    assert told["card"] is None and told["months"] == []
    assert told["proposed"]["lines"][0]["kpi"] == "lead_acceptance_rate"
    assert told["proposed"]["agreed_at"] is None and told["proposed"]["signatures"] == []


def test_nothing_yet_and_strangers(client: Client, rita: User) -> None:
    assert asked(client, rita).json() == {"card": None, "proposed": None, "months": []}
    answer = client.get(URL)
    assert answer.status_code == 401 and answer["Content-Type"] == "application/problem+json"
    assert client.post(URL).status_code == 401


@pytest.mark.usefixtures("march")
def test_within_a_budget(
    client_of: Any, rita: User, marta: User, silvia: User, django_assert_max_num_queries: Any
) -> None:
    agreed(rita, marta, silvia, line(), line("dispute_rate", red=0.5, green=0.1))
    reader = client_of(marta)
    reader.get(URL)
    with django_assert_max_num_queries(18):
        assert reader.get(URL).status_code == 200
