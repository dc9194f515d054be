"""A file through the page: uploaded, mapped, tried, read, accounted for, corrected, sent again."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from leads.models import Handoff, Import, Lead
from leads.tasks import run_imports
from people.models import User

ClientOf = Callable[[User], Client]
OLIST = Path(__file__).resolve().parents[3] / "shared" / "data" / "olist"
SMALL = """Contact id,E-mail,Name,Company,Create Date
1,ana@x.example,Ana,Nordica,2026-01-31
2,bea@x.example,Bea,=cmd,2026-02-01
3,not an address,Eva,Sur,2026-02-13
"""


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path / "imports"


def upload(
    client: Client, text: str | bytes = SMALL, name: str = "leads.csv", system: str = "hubspot", **more: Any
) -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(
        reverse("leads:import-create"), {"file": SimpleUploadedFile(name, content), "system": system, **more}
    )


def values_of(answer: Any) -> dict[str, Any]:
    """What the mapping page would send as it stands."""
    form = answer.context["form"]
    found = {name: form[name].value() for name in form.fields if name != "is_live"}
    return {name: value for name, value in found.items() if value is not None}


def send(client: Client, one: Import, **changes: Any) -> Any:
    address = reverse("leads:import-mapping", args=[one.pk])
    return client.post(address, values_of(client.get(address)) | changes)


def read(client: Client, one: Import, **changes: Any) -> Import:
    assert send(client, one, then="start", **changes).status_code == 302
    run_imports()
    one.refresh_from_db()
    return one


def test_the_whole_way(client_of: ClientOf, marta: User, files: Path) -> None:
    client = client_of(marta)
    uploaded = upload(client)
    one = Import.objects.get()
    assert (
        uploaded.url == reverse("leads:import-mapping", args=[one.pk])
        and one.mapping["columns"]["E-mail"] == "email"
    )
    assert Path(one.path).parent == files and "leads" not in Path(one.path).name
    page = client.get(uploaded.url)
    assert "ana@x.example" in page.content.decode() and len(page.context["preview"].rows) == 3
    read(client, one)
    assert (one.state, one.created, one.in_error) == ("done", 2, 1)
    assert str(Lead.objects.get(name="Ana").captured_on) == "2026-01-31"
    text = client.get(reverse("leads:import-detail", args=[one.pk])).content.decode()
    assert "not an address" in text and f"made_by={one.pk}" in text
    assert len(client.get(f"/leads/?made_by={one.pk}").context["rows"]) == one.created
    assert len(client.get(f"/leads/?read_by={one.pk}").context["rows"]) == one.created


def test_rows_in_error_are_corrected_and_sent_again(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    upload(client, SMALL + "4,=bad,=1+1,-x,2026-02-14\n")
    one = read(client, Import.objects.get())
    answer = client.get(reverse("leads:fault-download", args=[one.pk]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert "not an address" in rows[0]["alignment_reasons"] and rows[1]["Name"] == "'=1+1"
    upload(client, text.replace("not an address", "eva@x.example").replace("'=bad", "x@x.example"))
    again = read(client, Import.objects.latest("pk"))
    assert (again.created, again.in_error) == (2, 0)
    assert Lead.objects.get(email_key="x@x.example").name == "=1+1"


def test_a_dry_run_keeps_nothing_and_then_it_is_real(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    upload(client)
    one = Import.objects.get()
    send(client, one, then="trial")
    run_imports()
    one.refresh_from_db()
    assert (one.is_trial, one.created, one.in_error) == (True, 2, 1) and not Lead.objects.exists()
    again = reverse("leads:import-again", args=[one.pk])
    assert client.get(again).status_code == 405
    client.post(again, {"now": "1"})
    run_imports()
    assert Import.objects.latest("pk").created == Lead.objects.count() == 2


def test_the_same_file_again_changes_nothing(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    for _twice in range(2):
        upload(client)
        one = read(client, Import.objects.latest("pk"))
    assert (one.created, one.changed, one.unchanged) == (0, 0, 2)


def test_dates_in_doubt_are_asked_for(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    upload(client, "id,email,create date\n1,a@x.example,01/02/2026\n2,b@x.example,03/04/2026\n")
    one = Import.objects.get()
    page = send(client, one, then="start")
    assert (
        page.status_code == 200
        and "01/02/2026" in page.content.decode()
        and list(page.context["preview"].doubts) == ["create date"]
    )
    assert Import.objects.get().state == "draft"
    read(client, one, o2="dmy")
    assert [str(lead.captured_on) for lead in Lead.objects.order_by("pk")] == [
        "2026-02-01",
        "2026-04-03",
    ]


@pytest.mark.usefixtures("running")
def test_only_live_leads_are_handed_off(client_of: ClientOf, marta: User) -> None:
    client, text = client_of(marta), "id,email,country,demo\n{},{}@x.example,Spain,2026-02-01 10:00\n"
    for number, live in enumerate(({}, {"is_live": "on"})):
        upload(client, text.format(number, f"p{number}"))
        one = Import.objects.latest("pk")
        assert read(client, one, c3="event:demo_request", **live).created == 1
    assert [handoff.lead.email for handoff in Handoff.objects.all()] == ["p1@x.example"]


def test_a_mapping_travels_as_json(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    upload(client)
    one = Import.objects.get()
    said = client.get(reverse("leads:mapping-download", args=[one.pk])).json()
    said["columns"]["Company"] = "attributes.firm"
    address = reverse("leads:mapping-upload", args=[one.pk])
    for bad in (b"{", b"[]", json.dumps({"columns": {"Nowhere": "email"}}).encode()):
        client.post(address, {"mapping": SimpleUploadedFile("m.json", bad)})
        one.refresh_from_db()
        assert one.mapping["columns"]["Company"] == "company"
    client.post(address, {"mapping": SimpleUploadedFile("m.json", json.dumps(said).encode())})
    read(client, one)
    assert Lead.objects.get(name="Ana").attributes == {"firm": "Nordica"}


def test_another_file_explains_ids(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    other = SimpleUploadedFile("companies.csv", b"company_id,industry,employees\nc1,Retail,40\n")
    upload(client, "id,email,company_id\n1,a@x.example,c1\n", others=[other])
    one = Import.objects.get()
    assert one.mapping["lookups"][0]["on"] == {"column": "company_id", "their": "company_id"}
    read(client, one)
    assert Lead.objects.get().industry == "Retail"


def test_progress_reloads_the_page_at_the_end(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    upload(client)
    one = Import.objects.get()
    send(client, one, then="start")
    address = reverse("leads:import-progress", args=[one.pk])
    assert "hx-get" in client.get(address).content.decode()
    assert client.get(reverse("leads:import-detail", args=[one.pk])).status_code == 200
    run_imports()
    assert client.get(address).headers["HX-Refresh"] == "true"


@pytest.mark.skipif(not OLIST.is_dir(), reason="the olist files are not beside the project")
def test_olist_through_the_page(client_of: ClientOf, marta: User) -> None:
    """Leads by the guess, wins by a mapping from a file; the stages and wins of the command."""
    client = client_of(marta)
    leads, deals = sorted(OLIST.glob("*.csv"), key=lambda file: "closed" in file.name)
    upload(client, leads.read_bytes(), leads.name, "olist")
    one = read(client, Import.objects.get())
    assert (one.created, one.in_error) == (8000, 0) and Lead.objects.exclude(mql_at=None).count() == 8000
    upload(client, deals.read_bytes(), deals.name, "olist")
    wins = read(client, Import.objects.latest("pk"))
    assert wins.created == 0 and Lead.objects.exclude(won_at=None).count() == 842
