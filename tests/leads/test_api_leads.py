"""Leads over REST: read within sight, stated field by field, found by the name another system gives them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leads.models import ExternalId, Handoff, Lead, LeadChange
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

ClientOf = Callable[[User], Client]
LEADS = "/api/v1/leads/"
ANA = {
    "system": "web",
    "external_id": "a-1",
    "email": "Ana@x.example",
    "name": "Ana",
    "employees": 12,
    "attributes": {"plan": "pro", "seats": 3},
}


def post(client: Client, data: Any, address: str = LEADS, **more: Any) -> Any:
    return client.post(address, data, content_type="application/json", **more)


def put(client: Client, data: Any, name: str = "web/a-1") -> Any:
    return client.put(f"{LEADS}by-external-id/{name}/", data, content_type="application/json")


def test_a_lead_is_stated_and_read(client_of: ClientOf, mario: User) -> None:
    client = client_of(mario)
    made = post(client, ANA | {"captured_at": "2026-03-02T09:00:00+01:00"})
    assert made.status_code == 201, made.json()
    said = made.json()
    assert (said["email"], said["employees"], said["attributes"]) == (
        "ana@x.example",
        12,
        {"plan": "pro", "seats": "3"},
    )
    assert said["external_ids"] == [{"system": "web", "external_id": "a-1"}] and said["reached"][
        "captured"
    ].endswith(("Z", "00"))
    assert (
        client.get(f"{LEADS}{said['id']}/").json()
        == said
        == client.get(f"{LEADS}by-external-id/web/a-1/").json()
    )
    again = post(client, ANA | {"name": "Ana Ruiz"})
    assert (again.status_code, again.json()["id"], again.json()["name"]) == (200, said["id"], "Ana Ruiz")


def test_the_same_state_again_is_no_fact(client_of: ClientOf, mario: User) -> None:
    client = client_of(mario)
    assert [put(client, {"name": "Ana", "source": "fair"}).status_code for _ in range(3)] == [201, 200, 200]
    assert LeadChange.objects.count() == 1
    assert put(client, {"name": "Ana", "source": None}).json()["source"] == ""
    assert LeadChange.objects.latest("pk").values == {"source": None}


def test_a_repeated_request_is_one(client_of: ClientOf, mario: User) -> None:
    client, twice = client_of(mario), []
    for _ in range(2):
        twice.append(post(client, {"name": "Eva"}, headers={"Idempotency-Key": "k1"}))
    assert twice[0].json() == twice[1].json() and Lead.objects.count() == 1
    assert post(client, {"name": "Other"}, headers={"Idempotency-Key": "k1"}).status_code == 422


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"email": "nope"}, "email"),
        ({"employees": "many"}, "employees"),
        ({"consent": "perhaps"}, "consent"),
        ({"name": "x" * 2000}, "name"),
        ({"name": "x" * 700}, "name"),
        ({"owner_id": 3}, "owner_id"),
        ({"score": 99}, "score"),
        ({"stage": "won"}, "stage"),
        ({"team": 1, "id": 4}, "team"),
        ({"attributes": {"a": {"b": 1}}}, "attributes"),
        ({"attributes": {"": "x"}}, "attributes"),
        ({"attributes": "x"}, "attributes"),
        ({"system": "a b"}, "system"),
        ({"captured_at": "2099-01-01T00:00:00Z"}, "captured_at"),
        ({"name": ["x"]}, "name"),
    ],
)
def test_what_cannot_be_is_named(client_of: ClientOf, mario: User, data: dict[str, Any], field: str) -> None:
    answer = post(client_of(mario), data)
    assert answer.status_code == 400 and field in answer.json()["errors"], answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json" and not Lead.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "a\\u0000b"}',
        b'{"name": "\\ud800"}',
        b"[1]",
        b"nonsense",
        b'{"employees": NaN}',
        b'"x"',
        b"null",
    ],
)
def test_bodies_that_are_no_lead(client_of: ClientOf, mario: User, body: bytes) -> None:
    assert post(client_of(mario), body).status_code == 400


def test_the_reader_is_told_in_their_language(client_of: ClientOf, mario: User) -> None:
    User.objects.filter(pk=mario.pk).update(language="es")
    assert post(client_of(mario), {"stage": "won"}).status_code == 400


def test_who_may_state(client_of: ClientOf, sara: User, felix: User, rita: User, settings: Any) -> None:
    settings.MFA_REQUIRED_ROLES = []
    assert post(client_of(sara), ANA).status_code == post(client_of(felix), ANA).status_code == 403
    assert put(client_of(felix), {"name": "x"}).status_code == 403
    assert post(client_of(rita), ANA).status_code == 201


def test_filters_are_a_white_list(make_lead: Made, client_of: ClientOf, marta: User) -> None:
    make_lead(name="Ana", source="web", stages={"captured": MONDAY_NINE})
    make_lead(name="Bea", source="fair")
    client = client_of(marta)
    for query, found in {
        "source=web": ["Ana"],
        "q=bea": ["Bea"],
        "captured_from=2026-03-01": ["Ana"],
        "system=none": [],
    }.items():
        assert [lead["name"] for lead in client.get(f"{LEADS}?{query}").json()["results"]] == found, query
    for query in (
        "owner__password__startswith=a",
        "sort=x",
        "stage=none",
        "captured_from=x",
        "q=%00",
        "cursor=x",
    ):
        assert client.get(f"{LEADS}?{query}").status_code == 400, query


def test_pages_and_budget(
    make_lead: Made, client_of: ClientOf, marta: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(7):
        make_lead(name=f"n{number}")
    client = client_of(marta)
    client.get(LEADS)
    with django_assert_max_num_queries(8):
        first = client.get(f"{LEADS}?limit=4").json()
    assert len(first["results"]) == 4 and len(client.get(first["next"]).json()["results"]) == 3


@pytest.mark.usefixtures("running")
def test_readers_without_names(make_lead: Made, client_of: ClientOf, felix: User, olga: User) -> None:
    lead = make_lead(
        name="Ana", country="Spain", events=["demo_request"], live=True, **{"attributes.born": "1990"}
    )
    said = client_of(felix).get(f"{LEADS}{lead.pk}/").json()
    assert (said["email"], said["attributes"], said["external_ids"]) == ("", {}, []) and "Ana" not in str(
        said
    )
    assert client_of(felix).get(f"{LEADS}?q=Ana").status_code == 400
    assert client_of(olga).get(f"{LEADS}{lead.pk}/").status_code == 404
    assert client_of(olga).get(f"{LEADS}by-external-id/test/L1/").status_code == 404
    assert client_of(olga).get("/api/v1/opportunities/").json()["results"] == []


@pytest.mark.usefixtures("running")
def test_a_stated_lead_is_live(client_of: ClientOf, mario: User) -> None:
    put(client_of(mario), {"country": "Spain"})
    lead = ExternalId.objects.get().lead
    told = post(
        client_of(mario), {"system": "web", "external_id": "a-1", "kind": "demo_request"}, "/api/v1/events/"
    )
    assert told.status_code == 201 and Handoff.objects.get().lead == lead
