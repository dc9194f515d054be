"""A message that is signed becomes a lead, and the lead goes its way."""

import pytest

from integrations.models import State
from leads.models import Handoff, Lead, StageChange
from people.moment import now
from tests.integrations.conftest import HubSpotSender, StandardSender


@pytest.mark.usefixtures("running")
def test_a_form_becomes_a_handoff(standard: StandardSender) -> None:
    event = {"kind": "demo_request", "occurred_at": now().isoformat(), "page": "/pricing"}
    body = standard.lead("F-1", at=now(), email="Ana@Example.com", name="Ana", company="Acme", country="Spain",
                         attributes={"plan": "pro", "seats": 12}, event=event)  # fmt: skip
    (delivery,) = standard.take(body)
    lead = Lead.objects.get()
    assert (delivery.state, delivery.outcome) == (State.DONE, {"applied": 1})
    assert (lead.email, lead.name, lead.company_name, lead.attributes) == (
        "ana@example.com", "Ana", "Acme", {"plan": "pro", "seats": "12"},
    )  # fmt: skip
    assert lead.stage == "handed_off" and lead.captured_at and Handoff.objects.count() == 1
    assert lead.events.get().values == {"page": "/pricing"}


@pytest.mark.usefixtures("running")
def test_a_contact_of_hubspot_becomes_a_handoff(hubspot: HubSpotSender) -> None:
    at = now()
    batch = [hubspot.change(7, "email", "eva@example.com", at), hubspot.event("contact.creation", 7, at)]
    batch += [hubspot.change(7, name, value, at) for name, value in
              {"firstname": "Eva", "lastname": "Gil", "company": "Acme", "country": "Spain", "lead_colour": "blue"}.items()]  # fmt: skip
    hubspot.take(batch)
    lead = Lead.objects.get()
    assert (lead.email, lead.name, lead.company_name) == ("eva@example.com", "Eva Gil", "Acme")
    assert lead.attributes == {"lead_colour": "blue"} and lead.external_ids.get().external_id == "7"
    assert StageChange.objects.get(stage="captured").occurred_at == lead.captured_at


def test_values_are_checked_by_their_field(standard: StandardSender) -> None:
    body = standard.lead("F-1", email="no address", phone="+34 600 12 34 56", employees="51-200", owner_id=3, team_id=4,
                         shoe_size=44, consent="yes", company_domain="https://www.acme.com/x", industry=["a"])  # fmt: skip
    (delivery,) = standard.take(body)
    lead = Lead.objects.get()
    assert (lead.email, lead.phone, lead.employees, lead.consent) == ("", "+34600123456", 51, "granted")
    assert (lead.owner, lead.team, lead.company_domain) == (None, None, "acme.com")
    assert set(delivery.outcome["notes"]) >= {
        "unreadable:email", "decided_here:owner_id", "decided_here:team_id", "unknown:shoe_size", "unreadable:industry",
    }  # fmt: skip


def test_many_messages_in_one(standard: StandardSender) -> None:
    (delivery,) = standard.take([standard.lead(f"F-{n}", name=f"N{n}") for n in range(100)])
    assert delivery.outcome == {"applied": 100, "notes": {"late": 100}} and Lead.objects.count() == 100


def test_an_opportunity_comes_with_its_lead(standard: StandardSender) -> None:
    deal = {"id": "D1", "amount": 1200.5, "currency": "eur", "opened_at": "2026-03-03T10:00:00Z", "outcome": "won",
            "closed_at": "2026-03-05T10:00:00Z"}  # fmt: skip
    standard.take(standard.lead("F-1", opportunity=deal))
    lead = Lead.objects.get()
    found = lead.opportunities.get()
    assert (str(found.amount), found.currency, found.outcome, lead.stage) == ("1200.50", "EUR", "won", "won")


def test_stages_decided_here_are_only_noted(standard: StandardSender) -> None:
    standard.take(standard.lead("F-1", stage="mql"))
    standard.take(standard.lead("F-2", stage={"name": "sql", "at": "2026-03-03T10:00:00Z"}))
    first, second = Lead.objects.order_by("pk")
    assert (first.stage, first.attributes) == ("captured", {"stage_in_crm": "mql"})
    assert second.stage == "sql"


def test_sales_answers_where_it_works(standard: StandardSender) -> None:
    rejected = {"name": "rejected", "at": "2026-03-03T10:00:00Z", "reason": "DUP", "note": "Known"}
    standard.take(standard.lead("F-1", stage=rejected))
    lead = Lead.objects.get()
    said = lead.events.get()
    assert (said.kind, said.values) == ("crm_rejected", {"reason": "DUP", "note": "Known"})
    assert (lead.stage, lead.attributes) == ("captured", {"stage_in_crm": "rejected"})
