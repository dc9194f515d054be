"""The public data of a real company, through the command: every lead, every win, and nothing the second time."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from leads.models import Event, Lead, LeadChange, StageChange

OLIST = Path(__file__).resolve().parents[3] / "shared" / "data" / "olist"
pytestmark = [pytest.mark.usefixtures("unmeasured", "organisation")]
needs_data = pytest.mark.skipif(not OLIST.is_dir(), reason="the olist files are not beside the project")
LEADS = {
    "columns": {
        "mql_id": "external_id", "first_contact_date": "stage:mql", "origin": "source", "landing_page_id": "attributes.landing_page_id",
    }
}  # fmt: skip
DEALS = {
    "columns": {
        "mql_id": "external_id",
        "won_date": "stage:won",
        "business_segment": "attributes.business_segment",
    }
}


def run(file: Path, mapping: object, folder: Path, *more: str) -> str:
    written = folder / "mapping.json"
    written.write_text(json.dumps(mapping))
    out = StringIO()
    call_command(
        "import_leads", file, "--mapping", written, "--system", "olist", *more, stdout=out, stderr=out
    )
    return out.getvalue()


def facts() -> tuple[int, int, int]:
    return LeadChange.objects.count(), StageChange.objects.count(), Event.objects.count()


@needs_data
def test_olist(tmp_path: Path) -> None:
    files = sorted(OLIST.glob("*.csv"))
    leads = next(file for file in files if "qualified" in file.name)
    deals = next(file for file in files if "closed" in file.name)
    run(leads, LEADS, tmp_path)
    run(deals, DEALS, tmp_path)
    assert Lead.objects.count() == 8000 and Lead.objects.exclude(won_at=None).count() == 842
    before = facts()
    run(leads, LEADS, tmp_path)
    run(deals, DEALS, tmp_path)
    assert facts() == before and Lead.objects.differences() == []


def test_a_wrong_mapping_fails_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,email\n1,a@x.example\n")
    with pytest.raises(CommandError, match="nothere"):
        run(file, {"columns": {"nothere": "email"}}, tmp_path)
    with pytest.raises(CommandError, match="JSON"):
        call_command("import_leads", file, "--mapping", file, "--system", "x")


def test_dates_in_doubt_fail_with_the_question(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,on\n1,01/02/2026\n")
    with pytest.raises(CommandError, match="01/02/2026"):
        run(file, {"columns": {"id": "external_id", "on": "stage:mql"}}, tmp_path)


def test_rows_in_error_are_told_and_the_command_succeeds(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,email\n1,a@x.example\n2,nonsense\n")
    said = run(file, {"columns": {"id": "external_id", "email": "email"}}, tmp_path)
    assert "1 in error" in said and "nonsense" in said and Lead.objects.count() == 1
