"""The queue: what waits for an answer, the two answers, and who was first."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leads.models import Handoff, Lead, Verdict
from people.models import User
from sla.models import Breach, Clock
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("running")
QUEUE = "/handoffs/"


@pytest.fixture
def handoff(make_lead: Made) -> Handoff:
    return make_lead(name="Ana", country="Spain", events=["demo_request"], live=True).handoffs.get()


def test_the_queue_shows_what_waits(handoff: Handoff, client_of: ClientOf, sara: User, olga: User) -> None:
    answer = client_of(sara).get(QUEUE)
    (turn,) = answer.context["rows"]
    assert turn.handoff == handoff and len(turn.faces) == 2 and 'data-key="a"' in answer.content.decode()
    assert client_of(olga).get(QUEUE).context["rows"] == []
    assert client_of(olga).get(handoff.get_absolute_url()).status_code == 404
    assert client_of(sara).get(handoff.get_absolute_url()).status_code == 200


def test_it_costs_the_same_for_many(
    make_lead: Made, client_of: ClientOf, silvia: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        make_lead(name=f"n{number}", country="Spain", events=["demo_request"], live=True)
    client = client_of(silvia)
    client.get(QUEUE)
    with django_assert_max_num_queries(12):
        assert len(client.get(QUEUE).context["rows"]) == 12


def test_accepting(handoff: Handoff, client_of: ClientOf, sara: User) -> None:
    address = reverse("handoffs:acceptance-create", args=[handoff.pk])
    assert client_of(sara).get(address).status_code == 405
    for _twice in range(2):
        assert client_of(sara).post(address, {"next": QUEUE}).url == QUEUE  # type: ignore[attr-defined]
    assert Verdict.objects.get().by == sara and Lead.objects.get().owner == sara
    assert client_of(sara).get(QUEUE).context["rows"] == []
    assert len(client_of(sara).get(f"{QUEUE}?state=accepted&whose=mine").context["rows"]) == 1


def test_the_second_learns_who_was_first(
    handoff: Handoff, client_of: ClientOf, sara: User, samuel: User
) -> None:
    address = reverse("handoffs:acceptance-create", args=[handoff.pk])
    client_of(sara).post(address)
    late = client_of(samuel).post(address, {"next": "//evil.example"}, follow=True)
    assert "Sara answered first" in late.content.decode() and Verdict.objects.get().by == sara


def test_rejecting_asks_for_a_reason(handoff: Handoff, client_of: ClientOf, sara: User) -> None:
    address = reverse("handoffs:rejection-create", args=[handoff.pk])
    dialog = client_of(sara).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<dialog" in dialog and "<html" not in dialog and "No budget" in dialog
    assert client_of(sara).post(address, {"note": "no"}).status_code == 422
    assert client_of(sara).post(address, {"reason": "NONE"}).status_code == 422
    done = client_of(sara).post(
        address, {"reason": "QUAL-01", "note": "Next year"}, headers={"HX-Request": "true"}
    )
    assert done.headers["HX-Redirect"] == handoff.get_absolute_url()
    verdict = Verdict.objects.get()
    assert (verdict.kind, verdict.reason_id, verdict.note) == ("rejected", "QUAL-01", "Next year")
    assert "Next year" in client_of(sara).get(handoff.get_absolute_url()).content.decode()


def test_only_sales_answers(
    handoff: Handoff, client_of: ClientOf, marta: User, olga: User, felix: User
) -> None:
    for name in ("acceptance", "rejection"):
        address = reverse(f"handoffs:{name}-create", args=[handoff.pk])
        assert client_of(marta).post(address, {"reason": "SPAM"}).status_code == 403
        assert client_of(felix).post(address, {"reason": "SPAM"}).status_code == 403
        assert client_of(olga).post(address, {"reason": "SPAM"}).status_code == 404
    assert not Verdict.objects.exists()


def test_marketing_follows_what_came_of_it(
    handoff: Handoff, client_of: ClientOf, marta: User, sara: User
) -> None:
    text = client_of(marta).get(QUEUE).content.decode()
    assert "Waiting for Sales" in text and "phone" in text and 'data-key="a"' not in text
    reject = reverse("handoffs:rejection-create", args=[handoff.pk])
    client_of(sara).post(reject, {"reason": "SPAM"})
    assert "Spam" in client_of(marta).get(f"{QUEUE}?state=rejected").content.decode()


def test_home_shows_each_side_its_part(
    handoff: Handoff, client_of: ClientOf, sara: User, silvia: User, marta: User
) -> None:
    home = reverse("home")
    assert "To answer now" in client_of(sara).get(home).content.decode()
    assert client_of(silvia).get(home).status_code == 200
    client_of(sara).post(reverse("handoffs:rejection-create", args=[handoff.pk]), {"reason": "QUAL-01"})
    assert "No budget" in client_of(marta).get(home).content.decode()


def test_alerts_and_clocks_are_called_by_their_lead(
    handoff: Handoff, client_of: ClientOf, sara: User, elena: User, settings: Any
) -> None:
    settings.MFA_REQUIRED_ROLES = []
    board = reverse("sla:clock-list")
    assert "Ana" in client_of(sara).get(board).content.decode()
    assert "Ana" not in client_of(elena).get(board).content.decode()
    due_at = Clock.objects.get(commitment__kind="acceptance").due_at
    assert due_at
    Clock.objects.sweep(due_at + HOUR)
    assert Breach.objects.exists()
    told = client_of(sara).get(reverse("notification-list")).content.decode()
    assert f"lead {handoff.lead_id}" in told
