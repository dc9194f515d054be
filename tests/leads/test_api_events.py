"""Events and answers over REST: told once by their keys, all or none; Sales answers, and the first answer stands."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from leads.models import Event, Handoff, Verdict
from people.models import User
from tests.leads.conftest import Made
from tests.leads.test_api_leads import post

ClientOf = Callable[[User], Client]
EVENTS = "/api/v1/events/"
pytestmark = pytest.mark.usefixtures("running")


@pytest.fixture
def handoff(make_lead: Made) -> Handoff:
    return make_lead(name="Ana", country="Spain", events=["demo_request"], live=True).handoffs.get()


def test_a_batch_is_told_once(handoff: Handoff, client_of: ClientOf, sara: User) -> None:
    batch = [
        {
            "lead": handoff.lead_id,
            "kind": "call",
            "key": "c1",
            "occurred_at": "2026-03-02T10:00:00+01:00",
            "values": {"minutes": 4},
        },
        {"system": "test", "external_id": "L1", "kind": "note", "key": "c2"},
    ]
    told = [post(client_of(sara), batch, EVENTS).json() for _twice in range(2)]
    assert told == [{"accepted": 2, "repeated": 0}, {"accepted": 0, "repeated": 2}]
    handoff.refresh_from_db()
    assert handoff.touches == 1 and Event.objects.filter(origin__startswith="api:").count() == 2
    listed = client_of(sara).get(f"{EVENTS}?kind=call").json()["results"]
    assert [event["values"] for event in listed] == [{"minutes": 4}]


def test_another_moment_corrects(handoff: Handoff, client_of: ClientOf, sara: User) -> None:
    for hour in ("10", "11"):
        call = {
            "lead": handoff.lead_id,
            "kind": "call",
            "key": "c1",
            "occurred_at": f"2026-03-02T{hour}:00:00+01:00",
        }
        assert post(client_of(sara), call, EVENTS).status_code == 201
    (event,) = client_of(sara).get(f"{EVENTS}?kind=call").json()["results"]
    assert event["occurred_at"].startswith("2026-03-02T10:00:00") or "11:00:00" in event["occurred_at"]
    assert Event.objects.filter(kind="call").count() == 2


@pytest.mark.parametrize(
    "event",
    [
        {"kind": "call"},
        {"lead": 10**12, "kind": "call"},
        {"lead": 10**40, "kind": "call"},
        {"system": "test", "external_id": "none", "kind": "call"},
        {"system": "test", "kind": "call"},
        {"lead": "L", "kind": "call"},
        {"lead": 1, "system": "test", "external_id": "L1", "kind": "call"},
        {"system": "test", "external_id": "L1", "kind": "No Kind"},
        {"system": "test", "external_id": "L1", "kind": "call", "occurred_at": "2099-01-01T00:00:00Z"},
        {"system": "test", "external_id": "L1", "kind": "call", "by": 1},
        {"system": "test", "external_id": "L1", "kind": "call", "values": {"a": [1]}},
        [],
        "x",
        [[1]],
    ],
)
def test_one_that_cannot_be_refuses_all(
    handoff: Handoff, client_of: ClientOf, sara: User, event: Any
) -> None:
    before = Event.objects.count()
    good = {"lead": handoff.lead_id, "kind": "note", "key": "good"}
    answer = post(client_of(sara), [good, event], EVENTS)
    assert answer.status_code == 400 and Event.objects.count() == before


def test_an_outsider_tells_nothing(handoff: Handoff, client_of: ClientOf, olga: User, felix: User) -> None:
    call = {"lead": handoff.lead_id, "kind": "call"}
    assert post(client_of(olga), call, EVENTS).status_code == 400
    assert post(client_of(felix), call, EVENTS).status_code == 403


def test_the_first_answer_stands(handoff: Handoff, client_of: ClientOf, silvia: User) -> None:
    base = f"/api/v1/handoffs/{handoff.pk}"
    client = client_of(silvia)
    assert client.get("/api/v1/handoffs/?state=waiting").json()["results"][0]["offers"][0]["verdict"] is None
    assert client.get(f"{base}/acceptance/").status_code == 405
    assert post(client, {}, f"{base}/rejection/").status_code == 400
    assert post(client, {"reason": "NONE"}, f"{base}/rejection/").status_code == 400
    first = post(client, {"reason": "QUAL-01", "note": "later"}, f"{base}/rejection/")
    late = post(client, {}, f"{base}/acceptance/")
    assert (first.status_code, late.status_code) == (201, 200) and first.json() == late.json()
    assert Verdict.objects.get().kind == "rejected"


def test_only_sales_answers(handoff: Handoff, client_of: ClientOf, marta: User, olga: User) -> None:
    for verb, data in (("acceptance", {}), ("rejection", {"reason": "SPAM"})):
        address = f"/api/v1/handoffs/{handoff.pk}/{verb}/"
        assert post(client_of(marta), data, address).status_code == 403
        assert post(client_of(olga), data, address).status_code == 404
    assert post(client_of(marta), {}, "/api/v1/handoffs/x/acceptance/").status_code == 404
