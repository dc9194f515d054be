"""Feedback and proposals over REST: said, listed, replied to, decided; within the caller's sight."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from leads.models import Feedback, Lead, Proposal
from people.models import Notification, User
from sla.models import DefinitionVersion
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

pytestmark = pytest.mark.usefixtures("running")
Ask = Callable[..., Any]


@pytest.fixture
def lead(make_lead: Made) -> Lead:
    return make_lead(country="Spain", events=["demo_request"], live=True)


@pytest.fixture
def ask(settings: Any) -> Ask:
    settings.MFA_REQUIRED_ROLES = []

    def asked(
        user: User, verb: str, route: str, body: Any = None, pk: Any = None, key: str = "", **query: Any
    ) -> Any:
        client = APIClient()
        client.force_authenticate(user)
        address = reverse(f"api-{route}", args=[pk] if pk else [])
        sent = query if verb == "get" else body
        headers = {"Idempotency-Key": key} if key else {}
        return getattr(client, verb)(address, sent, format=None if verb == "get" else "json", headers=headers)

    return asked


def test_said_once_and_answered(ask: Ask, lead: Lead, sara: User, marta: User, olga: User) -> None:
    said = {"lead": lead.pk, "note": "Wrong number\u0007", "urgent": True}
    first, again = (ask(sara, "post", "feedback-list", said, key="k") for _twice in range(2))
    assert first.status_code == 201 and again.json() == first.json() and Feedback.objects.count() == 1
    made = first.json()
    assert (
        made["note"].startswith("Wrong number")
        and made["urgent"]
        and made["by"] == sara.pk
        and made["replies"] == []
    )
    assert Notification.objects.filter(user=marta, kind="feedback_urgent", urgent=True).count() == 1
    listed = ask(marta, "get", "feedback-list", state="waiting", urgent="true").json()["results"]
    assert [(one["id"], one["is_answered"]) for one in listed] == [(made["id"], False)]
    thread = ask(marta, "post", "feedback-replies", {"text": "Mended."}, pk=made["id"])
    assert thread.status_code == 201
    assert [(one["text"], one["by"]) for one in thread.json()["replies"]] == [("Mended.", marta.pk)]
    assert not ask(marta, "get", "feedback-list", state="waiting").json()["results"]
    assert ask(sara, "get", "feedback-detail", pk=made["id"]).json() == thread.json()
    assert ask(olga, "get", "feedback-detail", pk=made["id"]).status_code == 404


def test_what_is_refused(ask: Ask, lead: Lead, sara: User, olga: User, elena: User) -> None:
    for wrong in ({"note": " "}, {"note": "x" * 2001}, {"lead": "x"}, {"by": 1}):
        said = {"lead": lead.pk, "note": "Hello"} | wrong
        assert ask(sara, "post", "feedback-list", said).status_code == 400
    said = {"lead": lead.pk, "note": "Hello"}
    assert ask(olga, "post", "feedback-list", said).status_code == 404
    assert ask(elena, "post", "feedback-list", said).status_code == 403
    assert ask(elena, "get", "feedback-list").status_code == 403
    assert ask(sara, "get", "feedback-list", nope="1").status_code == 400
    assert not Feedback.objects.exists()


def test_a_proposal_is_decided(
    ask: Ask, lead: Lead, make_lead: Made, sara: User, mario: User, mql: DefinitionVersion
) -> None:
    made = {"definition_version": mql, "proposed_at": MONDAY_NINE}
    sold = Proposal.objects.create(lead=lead, **made)
    free = Proposal.objects.create(lead=make_lead(country="Chile"), **made)
    listed = ask(mario, "get", "proposal-list", state="waiting").json()["results"]
    assert {one["id"] for one in listed} == {sold.pk, free.pk}
    assert ask(mario, "post", "proposal-acceptance", {}, pk=sold.pk).status_code == 403
    assert ask(sara, "post", "proposal-acceptance", {}, pk=free.pk).status_code == 404
    refused = ask(sara, "post", "proposal-acceptance", {}, pk=sold.pk)
    assert refused.status_code == 400 and "reason" in str(refused.json())
    done = ask(sara, "post", "proposal-acceptance", {"reason": "FIT-03"}, pk=sold.pk)
    assert (done.json()["outcome"], done.json()["by"]) == ("taken", sara.pk)
    assert lead.handoffs.get().state == "rejected"
    kept = ask(mario, "post", "proposal-refusal", pk=free.pk).json()
    assert kept["outcome"] == "kept"
    assert ask(mario, "post", "proposal-acceptance", {}, pk=free.pk).json() == kept, (
        "the first decision stands"
    )
