"""Service levels over REST: lists within the caller's reach, answers to a breach."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import User
from sla.models import Breach, Clock
from tests.conftest import MONDAY_NINE

from .conftest import Promise, Start, hours

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]


@pytest.fixture
def breach(promise: Promise, start: Start) -> Breach:
    start(promise())
    Clock.objects.sweep(MONDAY_NINE + hours(3))
    return Breach.objects.get()


def test_lists(breach: Breach, client_of: ClientOf, sara: User, olga: User) -> None:
    for noun in ("clocks", "breaches", "agreements", "definitions"):
        assert client_of(sara).get(f"/api/v1/{noun}/").status_code == 200, noun
    clock = client_of(sara).get("/api/v1/clocks/?running=true").json()["results"][0]
    assert clock["outcome"] == "breached" and clock["commitment_kind"] == "acceptance"
    assert client_of(olga).get("/api/v1/breaches/").json() == {"results": [], "next": None}
    assert client_of(olga).get(f"/api/v1/clocks/{breach.clock_id}/").status_code == 404


def test_agreements_tell_their_ladder(breach: Breach, client_of: ClientOf, sara: User) -> None:
    (agreement,) = client_of(sara).get("/api/v1/agreements/?state=in_force").json()["results"]
    assert [step["percent"] for step in agreement["commitments"][0]["steps"]] == [100]


def test_answers_to_a_breach(breach: Breach, client_of: ClientOf, sara: User, silvia: User) -> None:
    base = f"/api/v1/breaches/{breach.pk}"
    seen = client_of(sara).post(
        f"{base}/acknowledgement/", {"note": "calling"}, content_type="application/json"
    )
    assert seen.status_code == 201 and seen.json()["by"] == sara.pk
    refused = client_of(sara).post(f"{base}/waiver/", {"reason": "x"}, content_type="application/json")
    assert refused.status_code == 403
    assert client_of(silvia).post(f"{base}/waiver/", {}, content_type="application/json").status_code == 400
    waived = client_of(silvia).post(
        f"{base}/waiver/", {"reason": "CRM down"}, content_type="application/json"
    )
    assert waived.status_code == 201
    assert client_of(sara).get(f"{base}/").json()["waiver"]["reason"] == "CRM down"
