"""The door itself: limits, unknown keys, what it costs, and what it says when the database is away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from integrations.models import InboxDelivery
from people.models import User
from people.moment import now
from tests.integrations.conftest import StandardSender

Signed = Callable[[User], Client]


def test_unknown_key_and_wrong_verb(standard: StandardSender) -> None:
    client = Client()
    answer = client.post("/hooks/nobody/", b"{}", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert client.get(f"/hooks/{standard.connection.key}/").status_code == 405


def test_switched_off_is_unknown(standard: StandardSender) -> None:
    assert standard.post({}).status_code == 202
    standard.connection.switch(is_active=False)
    assert standard.post({}).status_code == 404


def test_w17_too_large(standard: StandardSender) -> None:
    assert standard.post(b" " * settings.HOOK_MAX_BYTES).status_code == 202
    for size in (settings.HOOK_MAX_BYTES + 1, 3 * 1024 * 1024):
        assert standard.post(b" " * size).status_code == 413
    assert InboxDelivery.objects.count() == 1


def test_one_select_and_one_insert(standard: StandardSender) -> None:
    """The first message asks who it is from, those of the next seconds don't; nothing else is asked."""
    with CaptureQueriesContext(connection) as first:
        standard.post({}, ident="a")
    with CaptureQueriesContext(connection) as second:
        standard.post({}, ident="b")
    asked, kept = first
    assert "integrations_connection" in asked["sql"]
    for query in (kept, *second):
        assert "INSERT INTO integrations_inboxdelivery" in query["sql"]
    assert len(second) == 1


def test_w8_the_database_is_away(standard: StandardSender) -> None:
    """Never a success that isn't kept, never a refusal that a sender would take for final."""

    def away(*_args: Any) -> None:
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(away):
        answer = standard.post({})
        forged = standard.post({}, secret="whsec_" + "A" * 44)
    for response in (answer, forged):
        assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert not InboxDelivery.objects.exists()


def test_the_claim_reads_its_index(standard: StandardSender) -> None:
    at = now()
    rows = [
        InboxDelivery(
            connection=standard.connection, source_key=f"k{n}", raw=b"{}", sha256="", received_at=at, next_at=at,
            state="pending" if n % 500 == 0 else "done",
        )
        for n in range(3000)
    ]  # fmt: skip
    InboxDelivery.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE integrations_inboxdelivery")
    plan = InboxDelivery.objects.due(at).filter(attempts=0)[:500].explain()
    assert "inbox_pending" in plan and "Seq Scan" not in plan


def test_a_thousand_events_take_a_fixed_number_of_questions(standard: StandardSender) -> None:
    def cost(name: str, count: int) -> int:
        standard.post([standard.lead(f"{name}-{n}", name=f"N{n}") for n in range(count)])
        with CaptureQueriesContext(connection) as queries:
            InboxDelivery.objects.drain(now())
        return len(queries)

    cost("warm", 1)
    assert cost("few", 2) == cost("many", 200)


@pytest.mark.parametrize("secret_of", ["secret", "old_secret"])
def test_secrets_are_sealed(standard: StandardSender, secret_of: str) -> None:
    standard.connection.rotate(by=None, at=now())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {secret_of} FROM integrations_connection")
        (stored,) = cursor.fetchone()
    assert "whsec" not in stored and getattr(standard.connection, secret_of).startswith("whsec_")
