"""A published pipeline of 8,800 opportunities, imported through the page: its answers come out of the API."""

from typing import Any

import pytest
from django.test import Client

from people.models import Organisation, User
from tests.dashboards.published import DATA, ask, bring_in, groups, reference

pytestmark = [
    pytest.mark.usefixtures("unmeasured"),
    pytest.mark.skipif(not DATA.exists(), reason="the developers' data are not beside the project"),
]
YEARS = ("2016-10-01", "2017-12-31")
TO_DAY = ("2000-01-01", "2999-12-31")


@pytest.fixture
def client(client_of: Any, organisation: Organisation, marta: User, settings: Any, tmp_path: Any) -> Client:
    settings.FILES_DIR = tmp_path
    organisation.time_zone = "UTC"
    organisation.save()
    signed_in: Client = client_of(marta)
    folder = DATA / "maven_crm"
    teams = {
        "file": "sales_teams.csv",
        "on": {"column": "sales_agent", "their": "sales_agent"},
        "columns": {"manager": "attributes.manager", "regional_office": "region"},
    }
    done = bring_in(
        signed_in, folder / "sales_pipeline.csv", "maven", (folder / "sales_teams.csv",), lookups=[teams]
    )
    assert done.rows == 8800
    return signed_in


def test_the_answers(client: Client) -> None:
    expected = reference("maven_crm")
    win_rate = ask(client, "win_rate", *YEARS, by="quarter")
    revenue = ask(client, "revenue_won", *YEARS, by="quarter")
    assert win_rate["reading"]["value"] == pytest.approx(expected["win_rate_closed"], abs=1e-6)
    assert revenue["reading"]["value"] == expected["revenue_won"]
    assert revenue["reading"]["amounts"] == {"revenue": "10005534.00"}
    deal = ask(client, "average_deal", *YEARS)["reading"]
    assert deal["value"] == pytest.approx(expected["average_won"], abs=1e-4)
    assert deal["spread"]["p50"] == expected["median_won"]
    quarters = {
        "2017-01-01": "2017Q1",
        "2017-04-01": "2017Q2",
        "2017-07-01": "2017Q3",
        "2017-10-01": "2017Q4",
    }
    for day, quarter in quarters.items():
        told = expected["by_quarter_closed"][quarter]
        closed, sold = groups(win_rate)[day], groups(revenue)[day]
        assert (closed["numerator"], closed["parts"]["lost"], sold["value"]) == (
            told["won"],
            told["lost"],
            told["revenue"],
        )
    the_groups_agree(client, expected)
    the_cycles_agree(client, expected)
    every_group_opens_its_rows(client)


def the_groups_agree(client: Client, expected: dict[str, Any]) -> None:
    for by, name in (
        ("region", "by_regional_office"),
        ("attributes.manager", "by_manager"),
        ("owner_label", "by_agent"),
        ("attributes.product", "by_product"),
    ):
        closed = groups(ask(client, "win_rate", *YEARS, by=by))
        sold = groups(ask(client, "revenue_won", *YEARS, by=by))
        found = {
            group: {
                "won": one["numerator"],
                "closed": one["denominator"],
                "win_rate": round(one["value"], 6),
                "revenue": sold[group]["value"],
            }
            for group, one in closed.items()
        }
        assert found == expected[name], name
    stages = groups(ask(client, "leads_recorded", *TO_DAY, by="attributes.deal_stage"))
    assert {stage: one["n"] for stage, one in stages.items()} == expected["by_stage"]


def the_cycles_agree(client: Client, expected: dict[str, Any]) -> None:
    closed = ask(client, "sales_cycle", *YEARS, population="closed")["reading"]
    told = expected["cycle_days_closed"]
    assert closed["n"] == 6711 and closed["value"] == told["p50"]
    assert {name: closed["spread"][name] for name in told} == pytest.approx(told, abs=1e-4)
    for outcome in ("won", "lost"):
        one = ask(client, "sales_cycle", *YEARS, population="closed", outcome=outcome)["reading"]
        told = expected[f"cycle_days_{outcome}"]
        assert (one["value"], round(one["spread"]["mean"], 4)) == (told["p50"], told["mean"])
    censored = ask(client, "sales_cycle", *YEARS)["reading"]
    assert censored["n"] == 8300 and censored["value"] > closed["value"]
    assert censored["interval"]["low"] <= censored["value"] <= censored["interval"]["high"]


def every_group_opens_its_rows(client: Client) -> None:
    answer = ask(client, "win_rate", *YEARS, by="attributes.product")
    for one in answer["groups"][:2]:
        opened = client.get(one["rows"].removeprefix("http://testserver"))
        assert opened.context["count"] == one["reading"]["n"]
