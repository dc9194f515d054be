"""W1, W2, W5, W25: batches of HubSpot, twice, in the wrong order, about records that are unknown, merged or gone."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from integrations.models import InboxDelivery, State
from leads.models import Event, Lead, LeadChange, LeadMerge, Opportunity, StageChange
from people.moment import now
from tests.conftest import MONDAY_NINE
from tests.integrations.conftest import HubSpotSender

MINUTE = timedelta(minutes=1)
RECORDED = Path(__file__).parents[1] / "data" / "hooks" / "hubspot_batch.json"


def test_a_recorded_batch(hubspot: HubSpotSender) -> None:
    """A contact that came and went, and a deal nobody is named for; companies and tickets are not used here."""
    rows = hubspot.take(RECORDED.read_bytes())
    whole, *parts = rows
    assert whole.state == State.DONE and whole.outcome["ignored"] == {"type_unknown": 6}
    lead = Lead.objects.get()
    assert lead.name == "Maton" and "deleted_in_crm" in lead.attributes
    assert {(part.state, part.reason) for part in parts} == {(State.PENDING, "no_deal_yet")} and len(
        parts
    ) == 4


def test_w1_w2_the_same_event_in_two_batches(hubspot: HubSpotSender) -> None:
    created, named = hubspot.event("contact.creation", 1), hubspot.change(1, "firstname", "Ana")
    hubspot.take([created, named, named])
    hubspot.take([named | {"attemptNumber": 1}, created, hubspot.change(1, "lastname", "Gil")])
    assert Lead.objects.get().name == "Ana Gil"
    assert (StageChange.objects.count(), LeadChange.objects.count()) == (1, 2)


def test_w5_update_before_create(hubspot: HubSpotSender) -> None:
    hubspot.take([hubspot.change(1, "email", "ana@example.com", MONDAY_NINE + MINUTE)])
    hubspot.take([hubspot.event("contact.creation", 1)])
    lead = Lead.objects.get()
    assert (lead.email, lead.captured_at) == ("ana@example.com", MONDAY_NINE)


def test_w5_deleted_twice_changed_after_and_restored(hubspot: HubSpotSender) -> None:
    later = MONDAY_NINE + 2 * MINUTE
    hubspot.take(
        [hubspot.event("contact.creation", 1), hubspot.event("contact.deletion", 1, MONDAY_NINE + MINUTE)]
    )
    hubspot.take([hubspot.event("contact.deletion", 1, later), hubspot.change(1, "firstname", "Ana", later)])
    assert Lead.objects.get().attributes == {"deleted_in_crm": later.isoformat()}
    hubspot.take([hubspot.event("contact.restore", 1, later + MINUTE)])
    lead = Lead.objects.get()
    assert (lead.name, lead.attributes) == ("Ana", {})


def test_w5_deletion_before_creation_waits_for_its_lead(hubspot: HubSpotSender) -> None:
    (waiting,) = hubspot.take([hubspot.event("contact.deletion", 1, MONDAY_NINE + MINUTE)])
    assert (waiting.state, waiting.reason, Lead.objects.count()) == (State.PENDING, "no_lead_yet", 0)
    hubspot.take([hubspot.event("contact.creation", 1)])
    InboxDelivery.objects.drain(now())
    waiting.refresh_from_db()
    assert waiting.state == State.DONE and "deleted_in_crm" in Lead.objects.get().attributes


def test_w5_two_contacts_are_one(hubspot: HubSpotSender) -> None:
    hubspot.take(
        [hubspot.change(1, "firstname", "Ana"), hubspot.change(2, "lastname", "Gil", MONDAY_NINE + MINUTE)]
    )
    merged = hubspot.event(
        "contact.merge", 1, MONDAY_NINE + 2 * MINUTE, primaryObjectId=1, mergedObjectIds=[2], newObjectId=3
    )
    for _ in range(2):
        hubspot.take(
            [
                merged | {"eventId": 99},
                hubspot.event("contact.merge", 1, primaryObjectId=2, mergedObjectIds=[1]),
            ]
        )
    standing = Lead.objects.standing().get()
    assert standing.name == "Ana Gil" and LeadMerge.objects.count() == 2
    hubspot.take([hubspot.change(2, "company", "Acme", MONDAY_NINE + 3 * MINUTE)])
    assert Lead.objects.standing().get().company_name == "Acme" and Lead.objects.differences() == []


def test_a_deal_waits_until_somebody_says_whose_it_is(hubspot: HubSpotSender) -> None:
    deal = [
        hubspot.event("deal.creation", 9),
        hubspot.event("deal.propertyChange", 9, propertyName="amount", propertyValue="2000.50"),
        hubspot.event(
            "deal.propertyChange",
            9,
            MONDAY_NINE + MINUTE,
            propertyName="dealstage",
            propertyValue="closedwon",
        ),
    ]
    rows = hubspot.take(deal)
    assert {row.reason for row in rows[1:]} == {"no_deal_yet"} and not Opportunity.objects.exists()
    linked = hubspot.event(
        "deal.associationChange", 0, associationType="DEAL_TO_CONTACT", fromObjectId=9, toObjectId=1
    )
    hubspot.take([linked, hubspot.event("contact.creation", 1)])
    InboxDelivery.objects.drain(now())
    found = Opportunity.objects.get()
    assert (str(found.amount), found.outcome, found.lead.stage) == ("2000.50", "won", "won")
    hubspot.take([hubspot.event("deal.deletion", 9, MONDAY_NINE + 2 * MINUTE)])
    assert Opportunity.objects.get().amount is None and Lead.objects.get().stage == "captured"


def test_a_deal_nobody_is_named_for_ends_in_quarantine(hubspot: HubSpotSender) -> None:
    (row,) = hubspot.take([hubspot.event("deal.creation", 9)])
    at = now()
    for hours in range(6):
        InboxDelivery.objects.drain(at + timedelta(hours=2 * hours))
    row.refresh_from_db()
    assert (row.state, row.reason, row.attempts) == (State.QUARANTINED, "no_deal_yet", 5)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"portalId": 1}, "portal_unknown"),
        ({"subscriptionType": "unicorn.birth"}, "type_unknown"),
        ({"subscriptionType": None}, "type_unknown"),
    ],
)
def test_w25_what_is_not_for_us_is_ignored(
    hubspot: HubSpotSender, change: dict[str, object], reason: str
) -> None:
    (row,) = hubspot.take([hubspot.event("contact.creation", 1) | change])
    assert (row.state, row.reason) == (State.IGNORED, reason) and not Lead.objects.exists()


def test_stages_and_consent(hubspot: HubSpotSender) -> None:
    changed = {
        "lifecyclestage": "salesqualifiedlead",
        "hs_email_optout": "true",
        "numemployees": "25-50",
        "phone": "+34600123456",
    }
    hubspot.take([hubspot.change(1, name, value) for name, value in changed.items()])
    lead = Lead.objects.get()
    assert (lead.stage, lead.consent, lead.employees, lead.phone) == ("sql", "withdrawn", 25, "+34600123456")
    assert lead.attributes["stage_in_crm"] == "salesqualifiedlead" and not Event.objects.exists()


def test_shapes_nobody_expects(hubspot: HubSpotSender) -> None:
    good = hubspot.event("contact.creation", 5)
    odd: list[Any] = [
        None,
        7,
        "x",
        [],
        {},
        good | {"objectId": None},
        good | {"occurredAt": "soon"},
        good | {"occurredAt": 10**30},
    ]
    whole, *parts = hubspot.take(json.loads(json.dumps([*odd, good])))
    assert whole.outcome["applied"] == 1 and Lead.objects.count() == 1
    assert {part.state for part in parts} == {State.QUARANTINED} and len(parts) == 7


def test_the_leads_status_is_what_sales_answers(hubspot: HubSpotSender) -> None:
    hubspot.take([hubspot.change(1, "hs_lead_status", status) for status in ("NEW", "UNQUALIFIED")])
    lead = Lead.objects.get()
    assert list(lead.events.values_list("kind", flat=True)) == ["crm_rejected"]
    assert lead.attributes["hs_lead_status"] in ("NEW", "UNQUALIFIED")
