"""W23, W24, W26: what can't be landed costs itself alone, and somebody hears of it."""

from datetime import timedelta

import pytest
from django.db import connection

from integrations.models import InboxDelivery, RejectedDelivery, Replay, State
from integrations.models.draining import claim
from leads.models import ExternalId, Lead, LeadChange
from people.models import Notification, User
from people.moment import now
from people.notices import compose
from tests.integrations.conftest import HubSpotSender, StandardSender

HOUR = timedelta(hours=1)
REFUSE = "ALTER TABLE leads_leadchange ADD CONSTRAINT poison CHECK (values::text NOT LIKE '%poison%')"
"""Stands for whatever only the database finds out."""


def test_w23_one_poison_among_a_hundred(hubspot: HubSpotSender, rita: User) -> None:
    batch = [hubspot.change(n, "firstname", f"N{n}") for n in range(1, 100)]
    whole, part = hubspot.take([*batch[:50], hubspot.change(500, "email", ["no", "text"]), *batch[50:]])
    assert whole.state == State.DONE and whole.outcome["applied"] == 99 and Lead.objects.count() == 99
    assert (part.state, part.reason, part.parted_from_id) == (State.QUARANTINED, "value_unreadable", whole.pk)
    assert Notification.objects.get(user=rita).kind == "hooks_quarantined"


def test_w23_poison_that_only_the_database_finds(standard: StandardSender) -> None:
    """The batch is halved until the one stands alone; it keeps its error and its place in the code."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSE)
    for n in range(20):
        standard.post(standard.lead(f"F-{n}", name="poison" if n in (7, 8) else f"N{n}"))
    InboxDelivery.objects.drain(now())
    assert Lead.objects.count() == 18
    poison, other = InboxDelivery.objects.quarantined()
    assert poison.reason == "landing_failed" and "poison" in poison.error
    assert poison.fault_group == other.fault_group != "" and [
        group["count"] for group in InboxDelivery.objects.quarantined().grouped()
    ] == [2]


def test_w24_a_message_that_kills_its_worker(standard: StandardSender) -> None:
    """The attempt is counted before the work: five dead workers, then it is set aside; the others go on."""
    standard.post(standard.lead("killer"), ident="killer")
    standard.post(standard.lead("other"), ident="other")
    at = now()
    claim(InboxDelivery, at, 500, is_fresh=True)  # the worker dies here, with both in its hands
    for death in range(1, 5):
        (taken,) = claim(InboxDelivery, at + death * HOUR, 1, is_fresh=False)
        assert taken.source_key == "id:killer"
        InboxDelivery.objects.filter(source_key="id:other", state=State.PENDING).update(next_at=at + 9 * HOUR)
    InboxDelivery.objects.drain(at + 10 * HOUR)
    states = dict(InboxDelivery.objects.values_list("source_key", "state"))
    assert states == {"id:killer": State.QUARANTINED, "id:other": State.DONE}
    assert InboxDelivery.objects.get(source_key="id:killer").reason == "gave_up"


def test_replay_counts_nothing_twice(standard: StandardSender, rita: User) -> None:
    (done,) = standard.take(standard.lead("F-1", name="Ana"))
    ExternalId.objects.get()
    assert InboxDelivery.objects.filter(pk=done.pk).replay(by=rita, at=now()) == 1
    assert InboxDelivery.objects.filter(pk=done.pk).replay(by=rita, at=now()) == 0
    InboxDelivery.objects.drain(now())
    done.refresh_from_db()
    assert done.state == State.DONE and LeadChange.objects.count() == 1 and Replay.objects.get().by == rita


def test_w26_every_message_refused_for_ten_minutes(standard: StandardSender, rita: User) -> None:
    secret = "whsec_" + "A" * 44
    standard.post(standard.lead("F-1"), secret=secret)
    start = now()
    assert RejectedDelivery.objects.alarm(start + timedelta(minutes=9)) == 0
    RejectedDelivery.objects.update(last_at=start + timedelta(minutes=10))
    for minute in (11, 12, 13):
        RejectedDelivery.objects.alarm(start + timedelta(minutes=minute))
    notice = Notification.objects.get(user=rita)
    assert notice.kind == "hooks_refused" and notice.urgent
    assert "Forms" in compose([(notice.kind, notice.params)])[0].subject


def test_w26_refused_messages_are_taken_in_with_the_right_secret(standard: StandardSender) -> None:
    right = "whsec_" + "A" * 43 + "="
    standard.post(standard.lead("F-1", name="Ana"), secret=right)
    standard.post({"forged": True}, secret="whsec_" + "B" * 44)
    standard.connection.rotate(by=None, at=now(), secret=right)
    assert RejectedDelivery.objects.prove_again(standard.connection, now()) == 1
    InboxDelivery.objects.drain(now())
    assert Lead.objects.get().name == "Ana" and RejectedDelivery.objects.count() == 1


def test_terms(standard: StandardSender) -> None:
    standard.take(standard.lead("F-1"))
    standard.post(b"{}", secret="whsec_" + "A" * 44)
    at = now()
    assert (
        InboxDelivery.objects.expire(at + timedelta(days=29)),
        RejectedDelivery.objects.expire(at + 47 * HOUR),
    ) == (0, 0)
    assert (
        InboxDelivery.objects.expire(at + timedelta(days=31)),
        RejectedDelivery.objects.expire(at + 49 * HOUR),
    ) == (1, 1)
    assert Lead.objects.count() == 1


@pytest.mark.parametrize("days", [1, 400])
def test_w6_dated_ahead_waits_for_its_moment(standard: StandardSender, days: int) -> None:
    at = now()
    ahead = at + timedelta(days=days)
    standard.take(standard.lead("F-1", at=at, name="Now"))
    standard.take(standard.lead("F-1", "lead.updated", ahead, name="Ahead"))
    waiting = InboxDelivery.objects.get(state=State.PENDING)
    assert (Lead.objects.get().name, waiting.reason, waiting.next_at) == ("Now", "dated_ahead", ahead)
    InboxDelivery.objects.drain(ahead + HOUR)
    assert Lead.objects.get().name == "Ahead"


def test_w6_thirty_days_late_is_kept_and_not_applied_over_newer(standard: StandardSender) -> None:
    at = now()
    standard.take(standard.lead("F-1", at=at, name="New"))
    rows = standard.take(
        standard.lead("F-1", "lead.updated", at - timedelta(days=30), name="Old", city="Madrid")
    )
    lead = Lead.objects.get()
    assert (lead.name, lead.city, rows[-1].outcome["notes"]) == ("New", "Madrid", {"late": 1})
