"""Files of the public data through the import page, and the API asked about them."""

import json
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from leads.models import Import
from tests.leads.test_import_page_way import read, upload

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def reference(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / "reference.json").read_text())[name]
    return found


def bring_in(
    client: Client, file: Path, system: str, others: tuple[Path, ...] = (), **mapping: Any
) -> Import:
    """Upload, put the mapping right by a file of JSON, read to the end."""
    sent = [SimpleUploadedFile(other.name, other.read_bytes()) for other in others]
    upload(client, file.read_bytes(), file.name, system, **({"others": sent} if sent else {}))
    one = Import.objects.latest("pk")
    said = (
        client.get(reverse("leads:mapping-download", args=[one.pk])).json() | {"time_zone": "UTC"} | mapping
    )
    written = SimpleUploadedFile("m.json", json.dumps(said).encode())
    client.post(reverse("leads:mapping-upload", args=[one.pk]), {"mapping": written})
    done = read(client, one)
    assert (done.state, done.in_error) == ("done", 0), done.fault
    return done


def ask(client: Client, key: str, since: str, until: str, **more: Any) -> dict[str, Any]:
    answer = client.get(f"/api/v1/kpis/{key}/", {"from": since, "to": until, **more})
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def groups(answer: dict[str, Any]) -> dict[str, Any]:
    return {one["group"]: one["reading"] for one in answer["groups"]}
