"""Sources that sign what they send, as they would from outside."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from integrations.models import Connection, InboxDelivery
from integrations.models.connection import _met
from people.moment import now
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import agreement, make_lead, mql, queue, running, scoring

__all__ = ["agreement", "make_lead", "mql", "queue", "running", "scoring"]

STANDARD_SECRET = "whsec_" + base64.b64encode(b"a" * 32).decode()


@pytest.fixture(autouse=True)
def _nobody_is_remembered() -> Iterator[None]:
    _met.clear()
    yield
    _met.clear()


@dataclass
class Sender:
    """A source with its own signing, written apart from the product's."""

    connection: Connection
    secret: str
    client: Client = field(default_factory=Client)
    sent: int = 0

    def post(self, body: Any, **more: Any) -> Any:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        signed = self.signed(raw, **more)
        return self.client.post(
            f"/hooks/{self.connection.key}/", raw, content_type="application/json", headers=signed
        )

    def signed(self, raw: bytes, **more: Any) -> dict[str, str]:
        raise NotImplementedError

    def take(self, body: Any, at: datetime | None = None) -> list[InboxDelivery]:
        """Send it and have it read; returns the rows of this connection."""
        assert self.post(body).status_code == 202
        InboxDelivery.objects.drain(at or now())
        return list(InboxDelivery.objects.filter(connection=self.connection).order_by("pk"))


class StandardSender(Sender):
    def signed(self, raw: bytes, **more: Any) -> dict[str, str]:
        self.sent += 1
        ident = more.get("ident", f"msg_{self.sent}")
        stamp = more.get("stamp", str(int(time.time())))
        key = base64.b64decode(more.get("secret", self.secret)[6:])
        digest = hmac.new(key, f"{ident}.{stamp}.".encode() + raw, hashlib.sha256).digest()
        return {
            "webhook-id": ident,
            "webhook-timestamp": stamp,
            "webhook-signature": "v1," + base64.b64encode(digest).decode(),
        }

    def lead(
        self, ident: Any, kind: str = "lead.created", at: datetime = MONDAY_NINE, **data: Any
    ) -> dict[str, Any]:
        return {"type": kind, "timestamp": at.isoformat(), "data": {"id": ident, **data}}


class HubSpotSender(Sender):
    def signed(self, raw: bytes, **more: Any) -> dict[str, str]:
        stamp = more.get("stamp", str(int(time.time() * 1000)))
        uri = more.get("uri", f"{settings.PUBLIC_URL}/hooks/{self.connection.key}/")
        source = b"POST" + uri.encode() + raw + stamp.encode()
        digest = hmac.new(more.get("secret", self.secret).encode(), source, hashlib.sha256).digest()
        return {
            "x-hubspot-request-timestamp": stamp,
            "x-hubspot-signature-v3": base64.b64encode(digest).decode(),
        }

    def event(self, kind: str, record: int, at: datetime = MONDAY_NINE, **more: Any) -> dict[str, Any]:
        self.sent += 1
        moment = int(at.astimezone(UTC).timestamp() * 1000)
        return {
            "attemptNumber": 0,
            "eventId": self.sent,
            "occurredAt": moment,
            "subscriptionType": kind,
            "portalId": 48975575,
            "objectId": record,
            **more,
        }

    def change(self, record: int, name: str, value: Any, at: datetime = MONDAY_NINE) -> dict[str, Any]:
        return self.event("contact.propertyChange", record, at, propertyName=name, propertyValue=value)


Opened = Callable[..., Connection]


@pytest.fixture
def standard(organisation: object) -> StandardSender:
    connection = Connection.objects.open(
        "Forms", "standard", "forms", by=None, at=now(), secret=STANDARD_SECRET
    )
    return StandardSender(connection, STANDARD_SECRET)


@pytest.fixture
def hubspot(organisation: object) -> HubSpotSender:
    connection = Connection.objects.open(
        "HubSpot", "hubspot", "hubspot", by=None, at=now(), secret="a-client-secret", portal_id="48975575"
    )
    return HubSpotSender(connection, "a-client-secret")
