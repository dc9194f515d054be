"""A person who is forgotten is gone from the raw messages too, and isn't brought back by them."""

import pytest

from integrations.models import InboxDelivery, RejectedDelivery, State
from integrations.naming import names
from leads.models import Lead
from people.models import User
from people.moment import now
from tests.integrations.conftest import HubSpotSender, StandardSender


def bodies() -> bytes:
    return b"".join(bytes(raw) for raw in InboxDelivery.objects.values_list("raw", flat=True))


def test_privacy_deletion_of_hubspot(hubspot: HubSpotSender) -> None:
    hubspot.take(
        [hubspot.change(77, "email", "Ana.Canary@example.com"), hubspot.change(77, "firstname", "Ana")]
    )
    hubspot.take([hubspot.change(7, "firstname", "Bea")])
    hubspot.take([hubspot.event("contact.privacyDeletion", 77)])
    gone, kept = Lead.objects.order_by("pk")
    assert gone.erased_at and kept.erased_at is None
    assert b"canary" not in bodies().lower() and b"Bea" in bodies()
    again = hubspot.take(
        [hubspot.event("contact.privacyDeletion", 77), hubspot.change(77, "firstname", "Ana")]
    )
    assert again[-1].state == State.DONE and again[-1].outcome["ignored"] == {"person_erased": 1}
    assert Lead.objects.count() == 2


def test_before_the_contact_is_known_it_waits(hubspot: HubSpotSender) -> None:
    (row,) = hubspot.take([hubspot.event("contact.privacyDeletion", 77)])
    assert row.reason == "no_lead_yet"
    hubspot.take([hubspot.change(77, "firstname", "Ana")])
    InboxDelivery.objects.drain(now())
    assert Lead.objects.get().erased_at


def test_an_erasure_here_reaches_every_copy(standard: StandardSender, rita: User) -> None:
    standard.take(standard.lead("42", email="Ana@Canary.example", name="Ana"))
    standard.take(standard.lead("421", email="bea@example.com", name="Bea"))
    standard.post(standard.lead("42", email="ana@canary.example"), secret="whsec_" + "A" * 44)
    ana = Lead.objects.get(external_ids__external_id="42")
    ana.erase(by=rita, at=now(), reason="asked")
    assert b"canary" not in bodies().lower() and b"Bea" in bodies() and not RejectedDelivery.objects.exists()


@pytest.mark.parametrize(
    ("raw", "is_named"),
    [
        (b'{"id": 42}', True),
        (b'{"id": "42"}', True),
        (b'{"count": 42, "id": 421}', False),
        (b'[{"mergedObjectIds": [1, 42]}]', True),
        (b'{"x": "write to ANA@a.example now"}', True),
        (b"{broken ana@a.example", True),
        (b"{broken 42", False),
    ],
)
def test_what_names_a_person(raw: bytes, is_named: bool) -> None:
    assert names(raw, {"42"}, {"ana@a.example"}) is is_named
