"""While somebody writes criteria the page says how many leads match, shows a few, and never hangs or tells too much."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leads.models import Event, Lead
from people.models import Team, User
from people.moment import now
from sla.criteria import catalogues, parse
from sla.criteria.counting import count

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
SPAIN = {"field": "country", "op": "is", "value": "es"}
BLANK = {"field": "country", "op": "is"}


@pytest.fixture
def leads(sales: Team, other_sales: Team) -> list[Lead]:
    """Five of Spain and one of Portugal for Sales, and one of Spain for the other team."""
    rows = [
        Lead(recorded_at=now(), name=f"Ana {place}", country="ES", team=sales, attributes={"plan": "pro"})
        for place in range(5)
    ]
    rows += [
        Lead(recorded_at=now(), name="Rui", country="pt", team=sales, attributes={"seats": 7, "a__b": 1})
    ]
    rows += [Lead(recorded_at=now(), name="Eva", country="es", team=other_sales, email="eva@x.es")]
    return Lead.objects.bulk_create(rows)


def counted(client: Client, tree: Any, **more: str) -> str:
    text = tree if isinstance(tree, str) else json.dumps(tree)
    said = {"criteria-name": "rule", "criteria-catalogue": "lead", "rule": text} | more
    answer = client.post(reverse("sla:criteria-count"), said)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_count_sample_and_both_sentences(leads: list[Lead], client_of: ClientOf, marta: User) -> None:
    page = counted(client_of(marta), SPAIN)
    assert "<strong>6 of 7</strong> leads match" in page
    assert '<p lang="en">country is “es”.</p>' in page and '<p lang="es">' in page
    assert page.count("<tr>") == 6 and f'href="{leads[6].get_absolute_url()}"' in page and "Eva" in page


def test_each_reader_counts_what_they_see(
    leads: list[Lead], client_of: ClientOf, silvia: User, olga: User, dora: User
) -> None:
    assert "<strong>5 of 6</strong> leads that you see match" in counted(client_of(silvia), SPAIN)
    assert "<strong>1 of 1</strong>" in counted(client_of(olga), SPAIN)
    assert "<strong>0 of 0</strong>" in counted(client_of(dora), SPAIN)


@pytest.mark.parametrize(
    "leaf",
    [
        {"field": "email", "op": "contains", "value": "x"},
        {"field": "name", "op": "is_not_empty"},
        {"field": "attributes.plan", "op": "is", "value": "pro"},
    ],
)
def test_who_reads_no_names_finds_none_out(
    leads: list[Lead], trusted: ClientOf, elena: User, marta: User, leaf: dict[str, Any]
) -> None:
    client = trusted(elena)
    page = counted(client, {"any": [SPAIN, leaf]})
    assert 'data-path="any[1].field"' in page and "speak of persons" in page and "match" not in page
    assert "Ana" not in counted(client, SPAIN) and "Lead " in counted(client, SPAIN)
    assert "match" in counted(trusted(marta), leaf)


def test_what_is_not_said_to_readers_without_names(leads: list[Lead], trusted: ClientOf, elena: User) -> None:
    client = trusted(elena)
    offered = client.get(reverse("sla:criteria-catalogue")).json()
    assert offered["attributes"] is None and "email" not in {one["name"] for one in offered["fields"]}
    for name in ("name", "attributes.plan", "nope", ""):
        assert client.get(reverse("sla:criteria-values"), {"field": name}).json() == {"values": []}


def test_what_can_be_asked_is_known_from_data(leads: list[Lead], client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    offered = client.get(reverse("sla:criteria-catalogue")).json()
    assert offered["attributes"] == ["plan", "seats"]
    stage = next(one for one in offered["fields"] if one["name"] == "stage")
    assert ["mql", "MQL"] in stage["choices"] and offered["ops"]["choice"]["in"] == "list"
    assert offered["events"]["kinds"][0][0] == "*touch"
    asked = reverse("sla:criteria-values")
    assert client.get(asked, {"field": "country"}).json() == {"values": ["ES", "es", "pt"]}
    assert client.get(asked, {"field": "attributes.seats"}).json() == {"values": ["7"]}
    for name in ("password", "owner__password", "attributes.a__b"):
        assert client.get(asked, {"field": name}).json() == {"values": []}


def test_what_is_only_begun_is_left_out(leads: list[Lead], client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    page = counted(client, {"all": [SPAIN, BLANK, {"not": BLANK}, {"any": [{"field": ""}]}]})
    assert "6 of 7" in page and "3 conditions have no value yet" in page
    assert "7 of 7" in counted(client, {}) and "holds for all of them" in counted(client, "")
    assert "holds for all of them" in counted(client, {"all": [BLANK]})
    assert "7 of 7" in counted(client, {"any": [BLANK]})
    assert "0 of 7" in counted(client, {"any": []})


def test_every_fault_is_shown_with_its_path(client_of: ClientOf, marta: User) -> None:
    page = counted(client_of(marta), {"all": [{"field": "x", "op": "is", "value": "y"}, {"nor": []}]})
    assert 'data-path="all[0].field"' in page and 'data-path="all[1]"' in page
    assert "no JSON" in counted(client_of(marta), "{")


def test_a_catalogue_that_nobody_registered(client_of: ClientOf, marta: User) -> None:
    answer = client_of(marta).get(reverse("sla:criteria-catalogue"), {"criteria-catalogue": "users"})
    assert answer.status_code == 404


def test_a_costly_tree_is_given_up(
    leads: list[Lead], client_of: ClientOf, marta: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock of another would hold the count up for ever; here it waits for nobody longer than it may."""
    slow = parse(SPAIN, catalogues["lead"])
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = '45s'")
        rows = Lead.objects.extra(where=["pg_sleep(1) IS NOT NULL"])
        assert count(slow, rows, now(), milliseconds=50) is None
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("45s",)
        cursor.execute("SET statement_timeout = 0")
    monkeypatch.setattr("sla.views.criteria.count", lambda *asked: None)
    page = counted(client_of(marta), SPAIN)
    assert "Too slow to count while you type" in page and '<p lang="es">' in page


def test_as_many_statements_for_many_conditions_as_for_one(
    leads: list[Lead], client_of: ClientOf, marta: User
) -> None:
    client = client_of(marta)
    views = {"events": "page_view", "op": ">=", "value": 1, "within_days": 7}
    asked = []
    for tree in ({"any": [SPAIN, views]}, {"any": [SPAIN, views, {"not": {"all": [SPAIN, views] * 40}}]}):
        counted(client, tree)
        with CaptureQueriesContext(connection) as said:
            counted(client, tree)
        asked.append(len(said.captured_queries))
    assert asked[0] == asked[1] < 20


def test_amounts_of_events_are_summed(leads: list[Lead], client_of: ClientOf, marta: User) -> None:
    orders = [(leads[0], "100.50"), (leads[0], 20), (leads[1], "much"), (leads[2], None)]
    Event.objects.bulk_create(
        Event(
            lead=lead,
            kind="order",
            values={"amount": amount},
            occurred_at=now() - timedelta(days=1),
            recorded_at=now(),
            origin="test",
            origin_key=str(place),
        )
        for place, (lead, amount) in enumerate(orders)
    )
    bought = {"events": "order", "measure": "sum", "of": "amount", "op": ">", "value": 120, "within_days": 7}
    page = counted(client_of(marta), bought)
    assert "<strong>1 of 7</strong>" in page and "the sum of amount (order) is above 120" in page
