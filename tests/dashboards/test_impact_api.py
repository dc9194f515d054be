"""GET /api/v1/impact/: each of the eight before and after a day, with rows that number what it says."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboards.impact.study import FAMILY
from people.models import ApiKey, Scope, User
from people.moment import now
from tests.dashboards.test_impact_page import SPAN, house

__all__ = ["house"]
URL = "/api/v1/impact/"


@pytest.mark.usefixtures("house")
def test_each_side_and_its_rows(client: Any, client_of: Any, marta: User) -> None:
    _key, secret = ApiKey.objects.issue(marta, "Reports", [Scope.READ], now())
    told = client.get(URL, SPAN, headers={"Authorization": f"Bearer {secret}"}).json()
    assert (told["since"], told["weeks"], told["before"]["to"]) == ("2026-03-09", 8, "2026-03-08")
    findings = {one["kpi"]: one for one in told["findings"]}
    assert set(findings) == set(FAMILY)
    acceptance = findings["lead_acceptance_rate"]
    assert (acceptance["before"]["value"], acceptance["after"]["value"]) == (0.25, 0.75)
    assert acceptance["verdict"] == "improved" and acceptance["chance"] < 0.05
    assert acceptance["effect"]["by"] == 0.5 and acceptance["effect"]["interval"]["low"] > 0
    assert acceptance["effect"]["cases"] == {"before": 32, "after": 32} and acceptance["effect"]["needed"]
    for one in findings.values():
        for side in (one["before"], one["after"]):
            if side["rows"]:
                rows = client_of(marta).get(side["rows"].removeprefix("http://testserver"))
                assert rows.context["count"] == side["n"], one["kpi"]


@pytest.mark.usefixtures("house")
def test_a_pilot_needs_a_rest(client_of: Any, marta: User) -> None:
    answer = client_of(marta).get(URL, SPAN | {"pilot": "source:web"})
    assert answer.status_code == 400 and list(answer.json()["errors"]) == ["pilot"]


def test_without_an_agreement_the_day_is_named(client_of: Any, marta: User) -> None:
    answer = client_of(marta).get(URL)
    assert answer.status_code == 400 and list(answer.json()["errors"]) == ["since"]
    told = client_of(marta).get(URL, SPAN).json()
    assert {one["verdict"] for one in told["findings"]} == {"no_data"}


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"since": "2026-99-01"}, "since"),
        ({"since": "1800-01-01"}, "since"),
        ({"weeks": "7"}, "weeks"),
        ({"pilot": "password:1"}, "pilot"),
        ({"pilot": "source:\x00"}, "pilot"),
        ({"team": "x"}, "team"),
        ({"moon": "1"}, "moon"),
    ],
)
def test_what_cannot_be_read_is_named(
    client_of: Any, marta: User, params: dict[str, str], named: str
) -> None:
    answer = client_of(marta).get(URL, SPAN | params)
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [named]
    assert answer["Content-Type"] == "application/problem+json"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["since", "weeks", "pilot", "source", "owner", "x"]),
    value=st.text(max_size=30),
)
def test_nonsense_is_no_fault_of_ours(client_of: Any, marta: User, name: str, value: str) -> None:
    assert client_of(marta).get(URL, SPAN | {name: value}).status_code in (200, 400)
