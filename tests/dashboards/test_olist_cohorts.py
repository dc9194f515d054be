"""The published funnel of Olist: 8,000 leads and 842 wins, by month and by source, as pandas counted them."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from leads.models import Arrival, Reached, When, land, settle
from people.models import Organisation, User
from tests.conftest import MONDAY_NINE

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.usefixtures("unmeasured"),
    pytest.mark.skipif(not DATA.exists(), reason="the developers' data are not beside the project"),
]
BATCH = 2000


def arrivals() -> list[Arrival]:
    folder = DATA / "olist"
    leads = pd.read_csv(folder / "olist_marketing_qualified_leads_dataset.csv", keep_default_na=False)
    closed = pd.read_csv(folder / "olist_closed_deals_dataset.csv", keep_default_na=False)
    deals = dict(zip(closed["mql_id"], closed["won_date"], strict=True))
    made = []
    for mql_id, contacted, origin in zip(
        leads["mql_id"], leads["first_contact_date"], leads["origin"], strict=True
    ):
        day = date.fromisoformat(contacted)
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Madrid")).astimezone(UTC)
        stages = [Reached("mql", When(midnight, day), f"{mql_id}:mql")]
        if mql_id in deals:
            won = datetime.fromisoformat(deals[mql_id]).replace(tzinfo=UTC)
            stages.append(Reached("won", When(won), f"{mql_id}:won"))
        made.append(Arrival(mql_id, {"source": origin}, When(MONDAY_NINE), f"{mql_id}@1", stages))
    return made


@pytest.fixture
def olist(organisation: Organisation) -> dict[str, Any]:
    made = arrivals()
    for start in range(0, len(made), BATCH):
        landed = land(made[start : start + BATCH], "olist", MONDAY_NINE, is_history=True, snapshot=True)
        settle(landed.touched, MONDAY_NINE, live=False)
    reference: dict[str, Any] = json.loads((DATA / "reference.json").read_text())["olist"]
    return reference


def test_cohorts(olist: dict[str, Any], client_of: Any, marta: User) -> None:
    client = client_of(marta)
    months = {key: (one["mql"], one["won"]) for key, one in olist["cohort_by_first_contact_month"].items()}
    sources = olist["conversion_by_origin_blank_and_unknown_apart"]
    by_source = {"" if key == "(missing)" else key: (one["mql"], one["won"]) for key, one in sources.items()}
    for extra in ({}, {"system": "olist"}):
        asked = {"from": "2017-01-01", "to": "2018-12-31", "stages": "mql,won"} | extra
        assert counts(client.get("/api/v1/funnel/", asked | {"by": "month"})) == months
        assert counts(client.get("/api/v1/funnel/", asked | {"by": "source"})) == by_source
    assert counts(client.get("/api/v1/funnel/", asked | {"system": "other"})) == {}


def counts(answer: Any) -> dict[str, tuple[int, int]]:
    return {one["group"]: (one["stages"]["mql"], one["stages"]["won"]) for one in answer.json()["cohorts"]}
