"""Messages to try a connection with, as its source would write them. Pure."""

import json
from datetime import datetime
from typing import Any

LEAD = {
    "id": "sample-1",
    "email": "sample@example.com",
    "name": "Sample Lead",
    "company": "Example",
    "country": "Spain",
}


def sample(kind: str, portal_id: str, at: datetime) -> str:
    """A body of this kind of source, indented for reading."""
    body = _hubspot(portal_id, at) if kind == "hubspot" else _standard(at)
    return json.dumps(body, indent=2)


def _standard(at: datetime) -> dict[str, Any]:
    event = {"kind": "demo_request", "occurred_at": at.isoformat()}
    data = LEAD | {"source": "website", "attributes": {"plan": "pro"}, "event": event}
    return {"type": "lead.created", "timestamp": at.isoformat(), "data": data}


def _hubspot(portal_id: str, at: datetime) -> list[dict[str, Any]]:
    moment = int(at.timestamp() * 1000)
    common = {"portalId": int(portal_id) if portal_id.isdigit() else 0, "objectId": 1, "occurredAt": moment}
    changed = {"email": LEAD["email"], "firstname": "Sample", "lastname": "Lead", "company": LEAD["company"]}
    created = common | {"eventId": 1, "subscriptionType": "contact.creation", "changeFlag": "CREATED"}
    changes = [
        common
        | {
            "eventId": n,
            "subscriptionType": "contact.propertyChange",
            "propertyName": name,
            "propertyValue": value,
        }
        for n, (name, value) in enumerate(changed.items(), start=2)
    ]
    return [created, *changes]
