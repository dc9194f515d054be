"""GET /api/v1/kpis/: every KPI with its definition, and one with what it stands on."""

from typing import Any

import pytest

from tests.dashboards.test_overview import house

__all__ = ["house"]
PERIOD = {"from": "2026-03-01", "to": "2026-03-31"}


def test_every_kpi_is_listed(client_of: Any, marta: Any) -> None:
    listed = {one["key"]: one for one in client_of(marta).get("/api/v1/kpis/").json()["results"]}
    assert {"lead_acceptance_rate", "response_time", "sla_compliance", "lead_volume", "mql_to_won"} <= set(
        listed
    )
    assert all(one["name"] and one["definition"] and one["formula"] for one in listed.values())


@pytest.mark.usefixtures("house")
def test_one_with_its_parts(client_of: Any, marta: Any) -> None:
    client = client_of(marta)
    answer = client.get("/api/v1/kpis/lead_acceptance_rate/", PERIOD | {"by": "source"}).json()
    reading = answer["reading"]
    assert (reading["numerator"], reading["denominator"], reading["n"], reading["trust"]) == (2, 3, 3, "few")
    assert reading["interval"]["low"] < reading["value"] < reading["interval"]["high"]
    assert (answer["from"], answer["previous"]["n"]) == ("2026-03-01", 0)
    assert {one["group"]: one["reading"]["n"] for one in answer["groups"]} == {"web": 2, "fair": 1, "": 0}
    assert client.get(answer["rows"].removeprefix("http://testserver")).context["count"] == 3


@pytest.mark.usefixtures("house")
def test_by_week_and_filtered(client_of: Any, marta: Any) -> None:
    answer = (
        client_of(marta).get("/api/v1/kpis/response_time/", PERIOD | {"by": "week", "source": ["web"]}).json()
    )
    assert answer["reading"]["n"] == 2 and len(answer["groups"]) == 6
    assert [one["reading"]["n"] for one in answer["groups"]] == [0, 2, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("params", "named"), [({"by": "moon"}, "by"), ({"from": "soon"}, "from"), ({"team": "x"}, "team")]
)
def test_what_cannot_be_read_is_named(client_of: Any, marta: Any, params: dict[str, str], named: str) -> None:
    answer = client_of(marta).get("/api/v1/kpis/lead_volume/", params)
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [named]


def test_an_unknown_kpi(client_of: Any, marta: Any) -> None:
    assert client_of(marta).get("/api/v1/kpis/moon/").status_code == 404
