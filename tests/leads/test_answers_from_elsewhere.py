"""What Sales answers in its CRM answers the open offer, from a file, a webhook or the API; the first verdict stands."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from leads.models import (
    Arrival,
    Event,
    Handoff,
    Lead,
    LoopRules,
    Reached,
    Recycling,
    RejectionReason,
    StageChange,
    Verdict,
    When,
    arrive,
    land,
    settle,
)
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("running")]
ClientOf = Callable[[User], Client]
TEN = MONDAY_NINE + HOUR
NOON = MONDAY_NINE + 3 * HOUR


@pytest.fixture
def lead(make_lead: Made) -> Lead:
    """In the queue of Sales, unanswered."""
    return make_lead(country="Spain", events=["demo_request"], live=True)


def hear(lead: Lead, kind: str, at: Any = TEN, heard_at: Any = NOON, **values: Any) -> None:
    """What a CRM says of it, as a webhook lands it."""
    ident = lead.external_ids.get().external_id
    event = Reached(kind, When(at), f"{ident}:{kind}:{at}", values)
    arrive(Arrival(ident, {}, When(at), f"{ident}:{at}", events=[event]), "test", heard_at)


def test_an_acceptance_in_the_crm_is_the_verdict(lead: Lead, sara: User) -> None:
    hear(lead, "crm_accepted", by="SARA@acme.test")
    verdict = Verdict.objects.get()
    assert (verdict.kind, verdict.by, verdict.heard_from) == ("accepted", sara, "test")
    assert (verdict.decided_at, verdict.recorded_at) == (TEN, NOON)
    lead.refresh_from_db()
    assert (lead.stage, lead.owner, lead.accepted_at) == ("accepted", sara, TEN)


def test_the_clock_counts_when_it_was_said(lead: Lead) -> None:
    """Accepted within the four hours, heard of a day later: met."""
    hear(lead, "crm_accepted", at=TEN, heard_at=MONDAY_NINE + timedelta(days=1))
    links = lead.handoffs.get().clock_links.select_related("clock__commitment")
    clock = next(link.clock for link in links if link.clock.commitment.kind == "acceptance")
    assert (clock.outcome, clock.stopped_at) == ("met", TEN)


def test_told_twice_and_late_nothing_changes(lead: Lead, sara: User) -> None:
    for _twice in range(2):
        hear(lead, "crm_rejected", reason="qual-01", note="No money")
    hear(lead, "crm_accepted", at=TEN + HOUR)
    verdict = Verdict.objects.get()
    assert (verdict.kind, verdict.reason_id, verdict.note) == ("rejected", "QUAL-01", "No money")
    assert Event.objects.filter(kind__startswith="crm_").count() == 2, "what was said is kept"
    lead.refresh_from_db()
    assert lead.stage == "rejected"


@pytest.mark.parametrize(
    ("said", "code"),
    [("No budget", "QUAL-01"), ("sin presupuesto", "QUAL-01"), ("Because", "CRM"), ("", "CRM")],
)
def test_the_reason_by_its_code_or_its_name(lead: Lead, said: str, code: str) -> None:
    hear(lead, "crm_rejected", reason=said)
    assert Verdict.objects.get().reason_id == code


def test_nobody_chooses_the_reason_that_was_not_said() -> None:
    assert not RejectionReason.objects.current().filter(pk="CRM").exists()


def test_evidence_is_the_crms_own_matter(lead: Lead) -> None:
    hear(lead, "crm_rejected", reason="ENG-01")
    assert Verdict.objects.get().reason_id == "ENG-01"


def test_recycled_with_and_without_a_day(make_lead: Made) -> None:
    LoopRules(recycle_days=30).save()
    for day, on in (
        ("2099-03-01", date(2099, 3, 1)),
        ("soon", date(2026, 4, 1)),
        ("2020-01-01", date(2026, 4, 1)),
    ):
        lead = make_lead(country="Spain", events=["demo_request"], live=True)
        hear(lead, "crm_recycled", returns_on=day)
        recycling = Recycling.objects.get(handoff__lead=lead)
        assert recycling.returns_on == on and lead.handoffs.get().state == "recycled"


def test_recycled_after_it_was_accepted(lead: Lead, sara: User) -> None:
    lead.handoffs.get().accept(by=sara, at=TEN)
    hear(lead, "crm_recycled", at=TEN + HOUR)
    assert Verdict.objects.get().kind == "accepted" and lead.handoffs.get().state == "recycled"


def test_what_was_said_before_the_offer_answers_it_not(make_lead: Made) -> None:
    lead = make_lead(country="Spain", events=["demo_request"], live=True)
    hear(lead, "crm_accepted", at=MONDAY_NINE - HOUR)
    assert not Verdict.objects.exists()


def test_what_was_said_of_a_turn_that_ran_out_answers_the_next(lead: Lead) -> None:
    offer = lead.handoffs.get().last_offer
    offer.decide("expired", by=None, at=TEN + HOUR)
    offer.again(TEN + HOUR, {"reoffered": {}}, None)
    hear(lead, "crm_accepted", at=TEN)
    verdict = lead.handoffs.get().verdict
    assert verdict and (verdict.kind, verdict.decided_at) == ("accepted", TEN + HOUR)


def test_whoever_comes_after_is_told(lead: Lead, client_of: ClientOf, sara: User) -> None:
    hear(lead, "crm_rejected")
    handoff = lead.handoffs.get()
    page = client_of(sara).post(reverse("handoffs:acceptance-create", args=[handoff.pk]), follow=True)
    assert "Sales (in test) answered first: Rejected" in page.content.decode()
    assert Verdict.objects.count() == 1
    assert "Sales (in test)" in client_of(sara).get(lead.get_absolute_url()).content.decode()


def test_a_live_file_answers_too(lead: Lead) -> None:
    ident = lead.external_ids.get().external_id
    for _twice in range(2):
        stage = Reached("accepted", When(MONDAY_NINE, date(2026, 3, 2)), f"{ident}:accepted")
        row = Arrival(ident, {}, When(NOON), f"{ident}@1", stages=[stage])
        settle(land([row], "test", NOON, is_history=False, snapshot=True).touched, NOON, live=True)
    verdict = Verdict.objects.get()
    assert (verdict.kind, verdict.decided_at) == ("accepted", NOON), (
        "a day fact happened by when we heard of it"
    )
    assert StageChange.objects.filter(stage="accepted").count() == 1


def test_a_past_file_answers_nothing(lead: Lead) -> None:
    ident = lead.external_ids.get().external_id
    stage = Reached("accepted", When(TEN), f"{ident}:accepted")
    land([Arrival(ident, {}, When(NOON), "x", stages=[stage])], "test", NOON, is_history=True, snapshot=True)
    settle([lead.pk], NOON, live=False)
    assert not Verdict.objects.exists()


def test_over_rest_sales_and_revops_say_so_and_marketing_does_not(
    lead: Lead, sara: User, mario: User, settings: Any
) -> None:
    settings.MFA_REQUIRED_ROLES = []

    def post(user: User, kind: str) -> None:
        client = APIClient()
        client.force_authenticate(user)
        said = {"lead": lead.pk, "kind": kind, "key": kind}
        assert client.post(reverse("api-event-list"), said, format="json").status_code == 201

    post(mario, "crm_accepted")
    assert not Verdict.objects.exists()
    post(sara, "crm_rejected")
    verdict = Verdict.objects.get()
    assert (verdict.by, verdict.heard_from, verdict.kind) == (sara, "api", "rejected")


def test_many_at_once_are_each_answered(make_lead: Made) -> None:
    leads = [make_lead(country="Spain", events=["demo_request"], live=True) for _one in range(5)]
    rows = []
    for lead in leads:
        ident = lead.external_ids.get().external_id
        rows.append(
            Arrival(
                ident, {}, When(TEN), f"{ident}@x", events=[Reached("crm_accepted", When(TEN), f"{ident}:a")]
            )
        )
    settle(land(rows, "test", NOON, is_history=False, snapshot=False).touched, NOON, live=True)
    assert Verdict.objects.accepted().count() == 5
    assert not Handoff.objects.waiting().exists()
