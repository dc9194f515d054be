"""The published funnel of Olist, imported through the page: its answers come out of the API."""

from typing import Any

import pytest
from django.test import Client

from people.models import Organisation, User
from tests.dashboards.published import DATA, ask, bring_in, groups, reference

pytestmark = [
    pytest.mark.usefixtures("unmeasured"),
    pytest.mark.skipif(not DATA.exists(), reason="the developers' data are not beside the project"),
]
YEARS = ("2017-01-01", "2018-12-31")
WON_BY = ("business_segment", "lead_type", "lead_behaviour_profile", "business_type")


@pytest.fixture
def client(client_of: Any, organisation: Organisation, marta: User, settings: Any, tmp_path: Any) -> Client:
    settings.FILES_DIR = tmp_path
    organisation.time_zone = "UTC"
    organisation.save()
    signed_in: Client = client_of(marta)
    for name in ("olist_marketing_qualified_leads_dataset.csv", "olist_closed_deals_dataset.csv"):
        bring_in(signed_in, DATA / "olist" / name, "olist")
    return signed_in


def test_the_answers(client: Client) -> None:
    expected = reference("olist")
    the_conversions_agree(client, expected)
    the_days_agree(client, expected)
    the_wins_agree(client, expected)


def the_conversions_agree(client: Client, expected: dict[str, Any]) -> None:
    months = groups(ask(client, "mql_to_won", *YEARS, by="month"))
    found = {day[:7]: _conversion(one) for day, one in months.items() if one["n"]}
    assert found == expected["cohort_by_first_contact_month"]
    sources = groups(ask(client, "mql_to_won", *YEARS, by="source"))
    found = {source or "(missing)": _conversion(one) for source, one in sources.items()}
    assert found == expected["conversion_by_origin_blank_and_unknown_apart"]
    both = ask(client, "mql_to_won", *YEARS, source=["unknown", ""])["reading"]
    assert _conversion(both) == expected["conversion_by_origin_blank_as_unknown"]["unknown"]


def _conversion(reading: dict[str, Any]) -> dict[str, Any]:
    return {"mql": reading["denominator"], "won": reading["numerator"], "rate": round(reading["value"], 6)}


def the_days_agree(client: Client, expected: dict[str, Any]) -> None:
    key = "time_mql_to_won"
    days = ask(client, key, *YEARS, population="closed")
    told = {name: value for name, value in expected["days_to_close_calendar"].items() if name != "how"}
    assert {name: days["reading"]["spread"][name] for name in told} == pytest.approx(told, abs=1e-4)
    moments = ask(client, key, *YEARS, population="closed", clock="moments")["reading"]
    told = {
        n: v for n, v in expected["days_to_close_fractional"].items() if n not in ("how", "n", "negative")
    }
    assert {name: moments["spread"][name] for name in told} == pytest.approx(told, abs=1e-4)
    assert (moments["n"], moments["parts"]["backwards"]) == (842, 1)
    forward = ask(client, key, *YEARS, population="forward")
    told = expected["days_to_close_calendar_without_negative"]
    assert {name: forward["reading"]["spread"][name] for name in told} == told
    assert client.get(_path(forward["rows"])).context["count"] == forward["reading"]["n"] == 841
    for source, one in groups(ask(client, key, *YEARS, population="closed", by="source")).items():
        told = expected["median_days_by_origin_blank_as_unknown"].get(source)
        assert (
            told is None or source == "unknown" or (one["n"], one["value"]) == (told["won"], told["median"])
        )
    unknown = ask(client, key, *YEARS, population="closed", source=["unknown", ""])["reading"]
    assert unknown["value"] == expected["median_days_by_origin_blank_as_unknown"]["unknown"]["median"]
    censored = ask(client, key, *YEARS)["reading"]
    assert (censored["value"], censored["n"], censored["parts"]["waiting"]) == (None, 8000, 7158)


def the_wins_agree(client: Client, expected: dict[str, Any]) -> None:
    for name in WON_BY:
        answer = groups(ask(client, "mql_to_won", *YEARS, by=f"attributes.{name}"))
        found = {group or "(missing)": one["numerator"] for group, one in answer.items() if one["numerator"]}
        assert found == expected[f"won_by_{name}"], name
    sellers = groups(ask(client, "mql_to_won", *YEARS, by="attributes.sr_id"))
    won = {group: one["numerator"] for group, one in sellers.items() if group}
    assert {group: won[group] for group in expected["won_by_sr_top5"]} == expected["won_by_sr_top5"]
    pages = groups(ask(client, "mql_to_won", *YEARS, by="attributes.landing_page_id"))
    assert len(pages) == 51 and sum(one["n"] for one in pages.values()) == 8000
    for page, told in expected["top_landing_pages"].items():
        assert _conversion(pages[page]) == told


def _path(url: str) -> str:
    return url.removeprefix("http://testserver")
