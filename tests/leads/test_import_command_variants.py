"""The same rows as Excel saved them again, in other orders of dates, with fewer columns: the same answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Count
from django.db.models.functions import TruncMonth

from leads.models import Lead
from tests.leads.test_import_command_olist import DEALS, LEADS, OLIST, facts, needs_data, run

pytestmark = [pytest.mark.usefixtures("organisation"), needs_data]
REFERENCE = OLIST.parent / "reference.json"


def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(REFERENCE.read_text())["olist"]
    return found


def check_answers() -> None:
    wanted = expected()
    months = (
        Lead.objects.annotate(month=TruncMonth("mql_on"))
        .values("month")
        .annotate(mql=Count("mql_on"), won=Count("won_on"))
    )
    by_month = {f"{row['month']:%Y-%m}": (row["mql"], row["won"]) for row in months}
    assert by_month == {
        month: (row["mql"], row["won"]) for month, row in wanted["cohort_by_first_contact_month"].items()
    }
    sources = Lead.objects.values("source").annotate(mql=Count("mql_on"), won=Count("won_on"))
    by_source = {row["source"] or "(missing)": (row["mql"], row["won"]) for row in sources}
    of_origin = wanted["conversion_by_origin_blank_and_unknown_apart"]
    assert by_source == {origin: (row["mql"], row["won"]) for origin, row in of_origin.items()}


@pytest.mark.parametrize(
    ("leads", "deals"),
    [
        ("mql_excel_ddmmYYYY.csv", "closed_deals_excel_ddmmYYYY.csv"),
        ("mql_excel_mdY_no_landing_page.csv", "closed_deals_excel_mdY_9cols.csv"),
    ],
)
def test_saved_again_by_excel(leads: str, deals: str, tmp_path: Path) -> None:
    columns = {
        name: target
        for name, target in LEADS["columns"].items()
        if name != "landing_page_id" or "ddmm" in leads
    }
    run(OLIST / "variants" / leads, {"columns": columns, "time_zone": "UTC"}, tmp_path)
    run(OLIST / "variants" / deals, DEALS | {"time_zone": "UTC"}, tmp_path)
    assert Lead.objects.count() == 8000
    check_answers()
    before = facts()
    run(OLIST / "variants" / deals, DEALS | {"time_zone": "UTC"}, tmp_path)
    assert facts() == before
