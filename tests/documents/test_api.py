"""Documents over REST: lists within the caller's reach, the words under their hash, and files."""

import hashlib
import json
from typing import Any

import pytest

from people.models import User
from tests.conftest import MONDAY_NINE, ClientOf

from .conftest import Issue

pytestmark = pytest.mark.django_db


def test_a_program_reads_what_was_signed(issue: Issue, client_of: ClientOf, marta: User) -> None:
    issue("4 h")
    version = issue("2 h")
    version.sign("marketing", by=marta, at=MONDAY_NINE)
    client = client_of(marta)
    (listed,) = client.get("/api/v1/documents/?kind=pact&key=7").json()["results"]
    assert listed["newest"]["number"] == 2
    assert listed["newest"]["signatures"][0]["hash"] == listed["newest"]["hash"] == version.hash
    detail = client.get(f"/api/v1/documents/{version.document_id}/").json()
    assert [one["number"] for one in detail["versions"]] == [2, 1]
    assert client.get(detail["versions"][0]["pdf"]).content[:5] == b"%PDF-"
    for form in ("word", "slides"):
        assert client.get(detail["versions"][0][form] + "?language=es").content[:2] == b"PK"


def test_anybody_can_compute_the_hash_again(issue: Issue, client_of: ClientOf, marta: User) -> None:
    version = issue()
    edition = client_of(marta).get(f"/api/v1/documents/{version.document_id}/versions/1/").json()
    text = json.dumps(edition["blocks"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == version.hash


def test_reach(issue: Issue, client_of: ClientOf, dora: User) -> None:
    place = f"/api/v1/documents/{issue().document_id}/versions/1/"
    client = client_of(dora)
    assert client.get("/api/v1/documents/").json() == {"results": [], "next": None}
    assert [client.get(f"{place}{end}").status_code for end in ("", "pdf/", "word/", "slides/")] == [404] * 4


def test_a_list_costs_the_same_for_many(
    issue: Issue, client_of: ClientOf, marta: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        issue(key=str(number))
    client = client_of(marta)
    client.get("/api/v1/documents/")
    with django_assert_max_num_queries(7):
        assert len(client.get("/api/v1/documents/").json()["results"]) == 20
