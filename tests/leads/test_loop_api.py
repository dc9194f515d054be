"""The loop over REST: each verb once, with its evidence, its conflicts, and who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from leads.models import Handoff, Reply, Verdict
from people.models import User
from tests.leads.conftest import Made

pytestmark = pytest.mark.usefixtures("running")
Say = Callable[..., Any]


@pytest.fixture
def handoff(make_lead: Made) -> Handoff:
    return make_lead(country="Spain", events=["demo_request"], live=True).handoffs.get()


@pytest.fixture
def say(handoff: Handoff, settings: Any) -> Say:
    """say(sara, "rejection", reason="SPAM"): the request of a program that acts for this person."""
    settings.MFA_REQUIRED_ROLES = []

    def said(user: User, verb: str, key: str = "", **body: Any) -> Any:
        client = APIClient()
        client.force_authenticate(user)
        headers = {"Idempotency-Key": key} if key else {}
        address = reverse(f"api-handoff-{verb}", args=[handoff.pk])
        return client.post(address, body, format="json", headers=headers)

    return said


def test_evidence_is_named_by_its_member(say: Say, sara: User, make_lead: Made) -> None:
    for reason, member in (("DUP", "duplicate_of"), ("DATA", "note"), ("ENG-01", "reason")):
        refused = say(sara, "rejection", reason=reason)
        assert refused.status_code == 400 and member in str(refused.json()), refused.json()
    other = make_lead(country="France")
    done = say(sara, "rejection", reason="DUP", duplicate_of=other.pk)
    assert done.status_code == 201 and done.json()["duplicate_of"] == other.pk
    assert say(sara, "rejection", reason="SPAM").status_code == 200


def test_a_return_and_its_answer(say: Say, sara: User, mario: User, handoff: Handoff) -> None:
    assert say(sara, "return", asked=[]).status_code == 400
    assert say(sara, "return", asked=["password"]).status_code == 400
    assert say(mario, "return", asked=["phone"]).status_code == 403
    assert say(mario, "answer", values={"phone": "+34600111222"}).status_code == 409
    assert say(sara, "return", asked=["phone"]).status_code == 201
    assert say(mario, "answer").status_code == 400
    assert say(mario, "answer", values={"owner_id": "1"}).status_code == 400
    first = say(mario, "answer", key="k1", values={"phone": "+34600111222"})
    again = say(mario, "answer", key="k1", values={"phone": "+34600111222"})
    assert first.status_code == 201 and again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true" and Reply.objects.count() == 1


def test_a_dispute_and_its_ruling(say: Say, sara: User, mario: User, rita: User, handoff: Handoff) -> None:
    assert say(mario, "dispute", argument="x").status_code == 409
    say(sara, "rejection", reason="SPAM")
    assert say(sara, "dispute", argument="x").status_code == 403
    assert say(mario, "dispute", argument="They wrote.").status_code == 201
    assert say(mario, "ruling", outcome="overturned", grounds="x").status_code == 403
    assert say(rita, "ruling", outcome="maybe", grounds="x").status_code == 400
    assert say(rita, "ruling", outcome="overturned", grounds="They did.").status_code == 201
    client = APIClient()
    client.force_authenticate(sara)
    seen = client.get(reverse("api-handoff-detail", args=[handoff.pk])).json()
    assert seen["state"] == "waiting" and len(seen["offers"]) == 2
    assert seen["offers"][0]["verdict"]["dispute"]["ruling"]["outcome"] == "overturned"


def test_recycled_and_disposed_of(say: Say, sara: User) -> None:
    assert say(sara, "disposition", outcome="qualify").status_code == 409
    assert say(sara, "recycling", returns_on="2020-01-01").status_code == 400
    assert say(sara, "acceptance").status_code == 201
    assert say(sara, "disposition", outcome="disqualify").status_code == 400
    assert say(sara, "disposition", outcome="qualify").json()["stage"] == "sql"
    done = say(sara, "recycling", returns_on="2099-01-01", list="Spring", reason="ENG-02")
    assert done.status_code == 201 and done.json()["list"] == "Spring"
    assert Verdict.objects.get().kind == "accepted"
