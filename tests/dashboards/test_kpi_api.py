"""GET /api/v1/kpis/: every KPI with its definition, and one with what it stands on."""

from typing import Any

import pytest

from dashboards.kpis import registry
from tests.conftest import MONDAY_NINE
from tests.dashboards.test_overview import house

__all__ = ["house"]
MISSION = {
    "lead_acceptance_rate",
    "response_time",
    "captured_to_opportunity",
    "sla_compliance",
    "internal_nps",
    "revenue_per_qualified_lead",
    "sales_cycle",
    "cost_per_qualified_lead",
}
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
    ("params", "named"),
    [
        ({"by": "moon"}, "by"),
        ({"from": "soon"}, "from"),
        ({"from": "0001-01-01"}, "from"),
        ({"to": "9999-12-31"}, "to"),
        ({"team": "x"}, "team"),
        ({"sorce": "web"}, "sorce"),
        ({"by": "week", "from": "1900-01-01", "to": "2999-12-31"}, "by"),
    ],
)
def test_what_cannot_be_read_is_named(client_of: Any, marta: Any, params: dict[str, str], named: str) -> None:
    answer = client_of(marta).get("/api/v1/kpis/lead_volume/", params)
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [named]


def test_an_unknown_kpi(client_of: Any, marta: Any) -> None:
    assert client_of(marta).get("/api/v1/kpis/moon/").status_code == 404


def test_what_each_number_is_about(client_of: Any, marta: Any) -> None:
    marta.language = "es"
    marta.save()
    listed = {one["key"]: one for one in client_of(marta).get("/api/v1/kpis/").json()["results"]}
    assert set(listed) >= MISSION
    for one in listed.values():
        assert one["cohort"] and one["clock"] and one["owner"] in {"marketing", "sales", "both", "revops"}
        assert one["sources"] or one["key"] == "internal_nps"


@pytest.mark.usefixtures("house")
def test_how_mature_and_how_fresh(client_of: Any, marta: Any) -> None:
    answer = client_of(marta).get("/api/v1/kpis/mql_to_won/", PERIOD).json()
    assert answer["maturity"] == {"mature_until": None, "is_mature": True}
    fresh = answer["freshness"]
    assert fresh["waiting"] == 0 and fresh["changed_at"] <= fresh["followed_at"]
    assert answer["said"] == [] and answer["currency"] == "EUR"


@pytest.mark.usefixtures("house")
def test_by_what_is_no_dimension(client_of: Any, marta: Any, make_lead: Any) -> None:
    client = client_of(marta)
    for n in range(60):
        make_lead(**{"attributes.plan": f"p{n % 53}", "stages": {"mql": MONDAY_NINE}, "source": "file"})
    asked = PERIOD | {"by": "attributes.plan", "source": "file"}
    answer = client.get("/api/v1/kpis/mql_to_won/", asked).json()
    assert len(answer["groups"]) == 51 and answer["groups"][0]["reading"]["n"] == 2
    other = answer["groups"][-1]
    assert (other["group"], other["reading"]["n"], other["rows"]) == ("~other", 3, "")
    first = answer["groups"][0]
    assert client.get(first["rows"].removeprefix("http://testserver")).context["count"] == 2
    narrowed = client.get("/api/v1/kpis/mql_to_won/", PERIOD | {"attributes.plan": first["group"]}).json()
    assert narrowed["reading"]["n"] == 2


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("key", "by"), [("sla_compliance", "campaign"), ("cost_per_lead", "segment"), ("win_rate", "reason")]
)
def test_a_number_that_cannot_be_told_by_it(client_of: Any, marta: Any, key: str, by: str) -> None:
    answer = client_of(marta).get(f"/api/v1/kpis/{key}/", {"by": by})
    assert answer.status_code == 400 and list(answer.json()["errors"]) == ["by"]
    answer = client_of(marta).get(f"/api/v1/kpis/{key}/", {by: "x"})
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [by]


@pytest.mark.usefixtures("house")
def test_every_kpi_answers(client_of: Any, marta: Any) -> None:
    """That every part opens as many rows is counted in `recounted`; here, that the page can show each kind of row."""
    client, shown = client_of(marta), set()
    for key in registry:
        answer = client.get(f"/api/v1/kpis/{key}/", PERIOD)
        assert answer.status_code == 200, (key, answer.content)
        told = answer.json()
        kind = registry[key].sources
        if told["rows"] and kind not in shown:
            shown.add(kind)
            opened = client.get(told["rows"].removeprefix("http://testserver"))
            assert opened.context["count"] == told["reading"]["n"], key
