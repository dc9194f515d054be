"""W3, W4: any order, any repetition, any cut into batches: the same lead in the end."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from integrations.models import Connection, InboxDelivery
from leads.models import Lead, LeadScore
from people.models import Organisation
from people.moment import now
from tests.conftest import MONDAY_NINE
from tests.integrations.conftest import HubSpotSender

SECONDS = 5
FACTS = (
    "email",
    "name",
    "company_name",
    "attributes",
    "stage",
    "captured_at",
    "sql_at",
    "consent",
    "merged_into",
)


def events(sender: HubSpotSender) -> list[dict[str, Any]]:
    """Two contacts that turn out to be one, a deal, a tie of two values at one moment, and a deletion."""

    def after(seconds: int) -> Any:
        return MONDAY_NINE + timedelta(seconds=seconds)

    return [
        sender.event("contact.creation", 1, after(0)),
        sender.change(1, "firstname", "Ana", after(1)),
        sender.change(1, "firstname", "Bea", after(1)),
        sender.change(2, "company", "Acme", after(2)),
        sender.change(1, "lifecyclestage", "salesqualifiedlead", after(3)),
        sender.event("contact.merge", 1, after(4), primaryObjectId=1, mergedObjectIds=[2]),
        sender.event("contact.deletion", 2, after(5)),
        sender.event("deal.associationChange", 0, after(6), associationType="DEAL_TO_CONTACT", fromObjectId=9, toObjectId=1),
        sender.event("deal.creation", 9, after(7)),
        sender.event("deal.propertyChange", 9, after(8), propertyName="dealstage", propertyValue="closedlost"),
    ]  # fmt: skip


def land(batches: list[list[dict[str, Any]]], system: str) -> list[tuple[Any, ...]]:
    connection = Connection.objects.open(system, "hubspot", system, by=None, at=now())
    sender = HubSpotSender(connection, connection.secret)
    for batch in batches:
        assert sender.post(batch).status_code == 202
        InboxDelivery.objects.drain(now())
    for hour in range(1, 4):
        InboxDelivery.objects.drain(now() + timedelta(hours=hour))
    standing = Lead.objects.standing().known_by(system)
    scores = dict(LeadScore.objects.values_list("lead_id", "score"))
    rows = [(*(getattr(lead, name) for name in FACTS), scores.get(lead.pk)) for lead in standing]
    deals = [
        (deal.opened_at, deal.outcome, deal.closed_at)
        for lead in standing
        for deal in lead.opportunities.all()
    ]
    return [*rows, *deals]


class AnyOrder(TestCase):
    made = 0
    sorted_once: list[tuple[Any, ...]] | None = None

    @settings(max_examples=40, deadline=None)
    @given(st.data())
    def test_any_order_any_repetition_any_batches(self, data: st.DataObject) -> None:
        Organisation(name="Acme", time_zone="Europe/Madrid").save()
        AnyOrder.made += 1
        all_events = events(HubSpotSender(None, ""))  # type: ignore[arg-type]
        order = data.draw(st.permutations(range(len(all_events))))
        again = data.draw(st.lists(st.sampled_from(range(len(all_events))), max_size=4))
        cuts = sorted(data.draw(st.sets(st.integers(1, len(all_events)), max_size=4)))
        stream = [all_events[n] for n in [*order, *again]]
        batches = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True) if stream[a:b]]
        AnyOrder.sorted_once = AnyOrder.sorted_once or land([all_events], "sorted")
        assert land(batches, f"mixed{AnyOrder.made}") == AnyOrder.sorted_once
        assert Lead.objects.differences() == []


def test_w4_two_values_at_one_moment_have_one_winner(hubspot: HubSpotSender) -> None:
    one, other = hubspot.change(1, "company", "Acme"), hubspot.change(1, "company", "Zeta")
    hubspot.take([one, other])
    hubspot.take([other | {"objectId": 2}, one | {"objectId": 2}])
    assert list(Lead.objects.values_list("company_name", flat=True)) == ["Zeta", "Zeta"]


@pytest.mark.django_db(transaction=True)
def test_w1_fifty_at_once(django_db_serialized_rollback: None) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection as database

    Organisation(name="Acme", time_zone="Europe/Madrid").save()
    opened = Connection.objects.open("HubSpot", "hubspot", "hubspot", by=None, at=now())
    sender = HubSpotSender(opened, opened.secret)
    body = [sender.event("contact.creation", 1), sender.change(1, "firstname", "Ana")]

    def send(_n: int) -> int:
        try:
            status = HubSpotSender(opened, opened.secret).post(body).status_code
            InboxDelivery.objects.drain(now())
            return status
        finally:
            database.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(50))) == {202}
    InboxDelivery.objects.drain(now())
    lead = Lead.objects.get()
    assert (InboxDelivery.objects.count(), lead.name, lead.changes.count(), lead.stage_changes.count()) == (
        1,
        "Ana",
        1,
        1,
    )
