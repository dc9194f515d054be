"""W18-W22: who sent it is proved on the raw bytes, or it isn't taken in."""

import base64
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from integrations import standard as standard_scheme
from integrations.hubspot.proof import canonical
from integrations.models import InboxDelivery, RejectedDelivery
from integrations.proving import Incoming, Unproved
from people.moment import now
from tests.integrations.conftest import STANDARD_SECRET, HubSpotSender, Sender, StandardSender

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "hooks" / "signatures.json").read_text())[
    "vectors"
]
OTHER_SECRET = "whsec_" + base64.b64encode(b"b" * 32).decode()


@pytest.fixture(params=["standard", "hubspot"])
def sender(request: pytest.FixtureRequest) -> Sender:
    found: Sender = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_published_vectors(vector: dict[str, Any]) -> None:
    message = Incoming("POST", "", vector["headers"], vector["body"].encode())
    at = datetime.fromtimestamp(int(vector["headers"]["webhook-timestamp"]), UTC)
    if vector["is_valid"]:
        standard_scheme.prove(message, [vector["secret"]], at)
    else:
        with pytest.raises(Unproved):
            standard_scheme.prove(message, [vector["secret"]], at)


def test_w18_wrong_or_missing_signature(sender: Sender) -> None:
    raw = json.dumps({"a": 1}).encode()
    signed = sender.signed(raw)
    name = next(name for name in signed if "signature" in name)
    wrong: list[dict[str, str]] = [
        {},
        signed | {name: signed[name][:-3]},
        signed | {name: ""},
        sender.signed(json.dumps({"a": 1}, separators=(",", ":")).encode()),
    ]
    for headers in wrong:
        assert _post(sender, raw, headers).status_code == 401
    assert not InboxDelivery.objects.exists()
    kept = RejectedDelivery.objects.get()
    assert (bytes(kept.raw), kept.times) == (raw, len(wrong))


@pytest.mark.parametrize(
    "signature",
    [
        "v1",
        "v1,,",
        "v1,a,b",
        "v1,***",
        "v1,ñ",
        "v1,  v1,x",
        "v2,AAAA",
        " ",
        "v1," + "A" * 5000,
        "v1,\x80\xff",
    ],
)
def test_w19_malformed_signature(standard: StandardSender, hubspot: HubSpotSender, signature: str) -> None:
    standard_headers = standard.signed(b"{}") | {"webhook-signature": signature}
    assert _post(standard, b"{}", standard_headers).status_code == 401
    headers = hubspot.signed(b"{}") | {"x-hubspot-signature-v3": signature}
    answer = _post(hubspot, b"{}", headers)
    assert answer.status_code == 401 and answer["Content-Type"] == "application/problem+json"


def test_w20_old_ahead_and_odd_timestamps(standard: StandardSender, hubspot: HubSpotSender) -> None:
    seconds = int(time.time())
    assert standard.post({}, stamp=str(seconds - 290)).status_code == 202
    assert standard.post({}, stamp=str(seconds + 290), ident="b").status_code == 202
    for stamp in (
        str(seconds - 310),
        str(seconds + 310),
        "nan",
        "1e9",
        f"{seconds}.5",
        f" {seconds}",
        f"-{seconds}",
        "9" * 13,
    ):
        assert standard.post({}, stamp=stamp).status_code == 401, stamp
    for stamp in (str((seconds - 310) * 1000), str((seconds + 310) * 1000), "nan", "1e12", "9" * 16):
        assert hubspot.post([], stamp=stamp).status_code == 401, stamp
    assert hubspot.post([], stamp=str((seconds - 290) * 1000)).status_code == 202


def test_w20_seen_before_has_no_effect(sender: Sender) -> None:
    raw, signed = b"{}", sender.signed(b"{}")
    assert {_post(sender, raw, signed).status_code for _ in range(3)} == {202}
    assert InboxDelivery.objects.count() == 1


def test_w21_two_secrets_while_one_is_changed(standard: StandardSender) -> None:
    standard.connection.rotate(by=None, at=now(), secret=OTHER_SECRET)
    assert standard.post({}, ident="old").status_code == 202
    assert standard.post({}, ident="new", secret=OTHER_SECRET).status_code == 202
    standard.connection.rotate(by=None, at=now() - timedelta(hours=25), secret=STANDARD_SECRET)
    assert standard.post({}, ident="gone", secret=OTHER_SECRET).status_code == 401
    assert standard.post({}, ident="now").status_code == 202


def test_w22_the_public_address_counts(hubspot: HubSpotSender) -> None:
    raw = b"[]"
    headers = hubspot.signed(raw)
    answer = _post(hubspot, raw, headers | {"host": "localhost", "x-forwarded-host": "internal:8000"})
    assert answer.status_code == 202
    inside = hubspot.signed(raw, uri=f"http://internal:8000/hooks/{hubspot.connection.key}/")
    assert _post(hubspot, raw, inside).status_code == 401


def test_w22_only_the_named_escapes_are_decoded() -> None:
    assert canonical("https://a.example/x?q=a%3Ab%2fc%20d%25%3B") == "https://a.example/x?q=a:b/c%20d%25;"


def _post(sender: Sender, raw: bytes, headers: dict[str, str]) -> Any:
    return Client().post(
        f"/hooks/{sender.connection.key}/", raw, content_type="application/json", headers=headers
    )
