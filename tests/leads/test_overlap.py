"""Two meanings over public data of real companies: every number as pandas counts it for itself, and every number its rows."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from django.test import Client
from django.urls import reverse

from leads.backtest.reading import PARTS, parted, parted_by
from leads.models import Lead
from people.models import User
from sla.criteria import catalogues, parse
from tests.conftest import MONDAY_NINE
from tests.leads.test_import_command_olist import DEALS, LEADS, OLIST, needs_data, run

pytestmark = [pytest.mark.usefixtures("organisation"), needs_data]
MAVEN = OLIST.parent / "maven_crm"
ClientOf = Callable[[User], Client]
SEARCH: dict[str, Any] = {"field": "source", "op": "in", "value": ["organic_search", "paid_search"]}
SPRING: dict[str, Any] = {"field": "mql_at", "op": "after", "value": "2018-02-28"}


def told(row: Any) -> tuple[int, int]:
    return row.leads, row.won


def pair(row: Any) -> tuple[int, int]:
    """How many, and how many were won."""
    size, hits = row
    return int(size), int(hits)


def test_olist(tmp_path: Path, client_of: ClientOf, marta: User) -> None:
    files = {("leads" if "qualified" in file.name else "deals"): file for file in OLIST.glob("*.csv")}
    run(files["leads"], LEADS, tmp_path)
    run(files["deals"], DEALS, tmp_path)
    frame = pd.read_csv(files["leads"]).merge(pd.read_csv(files["deals"]), on="mql_id", how="left")
    frame["a"] = frame["origin"].isin(SEARCH["value"])
    frame["b"] = frame["first_contact_date"] > "2018-02-28"
    frame["won"] = frame["won_date"].notna()
    expected: Any = frame.groupby(["a", "b"])["won"].agg(["size", "sum"])
    wanted = {part: pair(expected.loc[holds]) for part, holds in PARTS.items()}
    search, spring_rule = (
        parse(tree, catalogues["lead"]).condition(MONDAY_NINE) for tree in (SEARCH, SPRING)
    )
    found = parted(Lead.objects.all(), search, spring_rule)
    assert {part: told(found[part]) for part in wanted} == wanted and found.whole.leads == 8000
    by_source = {one.value: one for one in parted_by(Lead.objects.all(), search, spring_rule, "source")}
    spring = frame[frame["b"] & ~frame["a"]].groupby(frame["origin"].fillna(""))["won"].agg(["size", "sum"])
    assert {source: told(by_source[source]["second"]) for source in spring.index} == {
        source: (int(row["size"]), int(row["sum"])) for source, row in spring.iterrows()
    }
    check_page(client_of(marta), SEARCH, SPRING, wanted)


def check_page(client: Client, first: Any, second: Any, wanted: dict[str, tuple[int, int]]) -> None:
    """The page says the same, and each number opens as many rows."""
    asked = {"a": "own", "own_a": json.dumps(first), "b": "own", "own_b": json.dumps(second)}
    page = client.get(reverse("leads:overlap"), asked)
    assert {line["part"]: told(line["tally"]) for line in page.context["parts"]} == wanted
    for line in page.context["parts"]:
        for reached, count in zip(("leads", "won"), told(line["tally"]), strict=True):
            behind = client.get(line["urls"][reached])
            assert behind.context["is_more"] or behind.context["counted"] == count, line["urls"][reached]
    group = next(one for one in page.context["groups"] if 0 < one["cells"][2][0].leads < 1000)
    tally, url, won_url = group["cells"][2]
    assert client.get(url).context["counted"] == tally.leads
    assert client.get(won_url).context["counted"] == tally.won


def test_maven(tmp_path: Path, client_of: ClientOf, marta: User) -> None:
    pipeline = MAVEN / "sales_pipeline.csv"
    columns = {
        "opportunity_id": "external_id",
        "engage_date": "stage:opportunity",
        "product": "attributes.product",
        "sales_agent": "owner",
        "account": "company",
    }
    won = {"opportunity_id": "external_id", "close_date": "stage:won"}
    deals = tmp_path / "won.csv"
    frame = pd.read_csv(pipeline)
    frame[frame["deal_stage"] == "Won"].to_csv(deals, index=False, quoting=csv.QUOTE_MINIMAL)
    run(pipeline, {"columns": columns}, tmp_path)
    run(deals, {"columns": won}, tmp_path)
    basic: dict[str, Any] = {"field": "attributes.product", "op": "contains", "value": "Basic"}
    known: dict[str, Any] = {
        "all": [
            {"field": "company", "op": "is_not_empty"},
            {"not": {"field": "company", "op": "starts_with", "value": "K"}},
        ]
    }
    a = frame["product"].str.contains("basic", flags=re.IGNORECASE)
    b = frame["account"].notna() & ~frame["account"].fillna("").str.lower().str.startswith("k")
    is_won = frame["deal_stage"] == "Won"
    wanted = {
        "both": (int((a & b).sum()), int((a & b & is_won).sum())),
        "first": (int((a & ~b).sum()), int((a & ~b & is_won).sum())),
        "second": (int((~a & b).sum()), int((~a & b & is_won).sum())),
        "neither": (int((~a & ~b).sum()), int((~a & ~b & is_won).sum())),
    }
    rules = [parse(tree, catalogues["lead"]).condition(MONDAY_NINE) for tree in (basic, known)]
    found = parted(Lead.objects.all(), *rules)
    assert {part: told(found[part]) for part in wanted} == wanted and sum(
        one for one, _won in wanted.values()
    ) == 8800
