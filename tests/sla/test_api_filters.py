"""Clocks, breaches and commitments over REST: filters, cursors, and refusals as problem documents."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from people.models import User
from sla.models import Acknowledgement, Breach, Clock
from tests.conftest import MONDAY_NINE

from .conftest import Promise, Start, hours

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def three(promise: Promise, start: Start) -> list[Clock]:
    commitment = promise()
    clocks = [start(commitment, subject_id=number, at=MONDAY_NINE + hours(number)) for number in (1, 2, 3)]
    Clock.objects.sweep(MONDAY_NINE + hours(4))
    return clocks


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("clocks/", 3),
        ("clocks/?running=true&kind=acceptance&kind=decision", 3),
        ("clocks/?kind=decision", 0),
        ("clocks/?outcome=breached&shadow=false", 1),
        ("clocks/?due_before=2026-03-02T11:30:00Z", 1),
        ("clocks/?due_from=2026-03-02T11:30:00%2B00:00&subject=handoff&subject_id=3", 1),
        ("clocks/?source=web", 0),
        ("clocks/?owner=99999999999999999999", 0),
        ("breaches/?state=open", 1),
        ("breaches/?state=acknowledged", 0),
        ("breaches/?reached_before=2026-03-02T00:00:00Z", 0),
        ("commitments/?state=in_force&party=sales", 1),
        ("commitments/?kind=volume", 0),
    ],
)
def test_filters(client_of: ClientOf, sara: User, address: str, found: int) -> None:
    assert len(client_of(sara).get(f"/api/v1/{address}").json()["results"]) == found


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    "query",
    [
        "clocks/?moon=1",
        "clocks/?outcome=moon",
        "clocks/?due_before=tomorrow",
        "clocks/?owner=x",
        "clocks/?subject=%00",
        "clocks/?cursor=zzz",
        "clocks/?limit=1000",
        "breaches/?state=moon",
        "commitments/?kind=moon",
    ],
)
def test_what_it_does_not_know_is_refused(client_of: ClientOf, sara: User, query: str) -> None:
    answer = client_of(sara).get(f"/api/v1/{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.usefixtures("three")
def test_a_cursor_walks_the_list(client_of: ClientOf, sara: User) -> None:
    client, seen, address = client_of(sara), [], "/api/v1/clocks/?limit=2&running=true"
    while address:
        answer: Any = client.get(address).json()
        seen += [row["subject_id"] for row in answer["results"]]
        address = answer["next"]
    assert seen == [3, 2, 1]


@pytest.mark.usefixtures("three")
def test_the_same_key_answers_once(client_of: ClientOf, silvia: User, olga: User) -> None:
    address = f"/api/v1/breaches/{Breach.objects.get().pk}/acknowledgement/"
    asked: Any = {"data": {"note": "seen"}, "content_type": "application/json"}
    first = client_of(silvia).post(address, headers={"Idempotency-Key": "k1"}, **asked)
    again = client_of(silvia).post(address, headers={"Idempotency-Key": "k1"}, **asked)
    assert (first.status_code, again.json()) == (
        201,
        first.json(),
    ) and "Idempotency-Replayed" in again.headers
    other = client_of(silvia).post(
        address, {"note": "x"}, content_type="application/json", headers={"Idempotency-Key": "k1"}
    )
    assert other.status_code == 422 and Acknowledgement.objects.count() == 1
    assert client_of(olga).post(address, **asked).status_code == 404
