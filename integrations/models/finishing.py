"""After the work: each delivery's state, what came of it, and rows of their own for events that have to wait."""

import hashlib
import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from people.models import Notification, Role, User
from people.notices import Notice

from .applying import Batch, Heard
from .connection import Connection
from .state import Delivery, State

PAUSES = (10, 60, 600, 3600)
"""Seconds until the next attempt, after the first, second, third and fourth."""

QUARANTINED = "hooks_quarantined"
MOST_NOTES = 20


@transaction.atomic
def finish(batch: Batch, at: datetime) -> None:
    """Write down what came of each delivery; events that must wait leave a delivery of several for one of their own."""
    model = type(batch.deliveries[0])
    heard_of: dict[int, list[Heard]] = defaultdict(list)
    for heard in batch.heard:
        heard_of[heard.delivery.pk].append(heard)
    parts, written = [], []
    for delivery in batch.deliveries:
        events = heard_of[delivery.pk]
        if len(events) == 1 and events[0].reason:
            set_aside(delivery, events[0], at)
        else:
            parts += [_part(model, delivery, heard, at) for heard in events if heard.reason]
            _conclude(delivery, events, batch.unreadable.get(delivery.pk, ""))
        written.append(delivery)
    model.objects.bulk_create(parts, ignore_conflicts=True)
    _write(model, written)
    _seen(batch)
    _tell([*written, *parts], at)


def set_aside(row: Delivery, heard: Heard, at: datetime) -> None:
    """One event that couldn't land: again later if time may help, in quarantine if it can't or has been tried enough."""
    row.reason, row.error, row.fault_group = heard.reason, heard.error[:500], heard.group
    row.waits_for = heard.waits_for[:300]
    row.outcome = _outcome([heard])
    if heard.not_before:
        row.state, row.next_at, row.attempts = State.PENDING, heard.not_before, 0
    elif heard.waits_for and row.attempts <= len(PAUSES):
        row.state, row.next_at = State.PENDING, at + timedelta(seconds=PAUSES[max(row.attempts, 1) - 1])
    else:
        row.state = State.QUARANTINED


def bury(delivery: Delivery, reason: str, at: datetime) -> None:
    """Tried often enough, or it killed whoever tried: only a person brings it back."""
    delivery.state, delivery.reason = State.QUARANTINED, delivery.reason or reason
    delivery.save(update_fields=["state", "reason"])
    _tell([delivery], at)


def _part(model: Any, delivery: Delivery, heard: Heard, at: datetime) -> Delivery:
    """A row of its own for one event, under the event's own key: the same trouble in two batches is one row."""
    raw = json.dumps(heard.said.event, ensure_ascii=False).encode()
    row: Delivery = model(
        connection=delivery.connection,
        parted_from=delivery,
        source_key=f"event:{heard.said.key}",
        raw=raw,
        headers=delivery.headers
        | ({"webhook-id": heard.said.key} if "webhook-id" in delivery.headers else {}),
        sha256=hashlib.sha256(raw).hexdigest(),
        received_at=delivery.received_at,
        attempts=1,
    )
    row.next_at = at
    set_aside(row, heard, at)
    return row


def _conclude(delivery: Delivery, events: list[Heard], unreadable: str) -> None:
    delivery.outcome = _outcome(events)
    delivery.reason, delivery.error, delivery.fault_group, delivery.waits_for = unreadable, "", "", ""
    if unreadable:
        delivery.state = State.QUARANTINED
    elif all(heard.said.ignored for heard in events):
        delivery.state, delivery.reason = State.IGNORED, events[0].said.ignored
    else:
        delivery.state = State.DONE


def _outcome(events: list[Heard]) -> dict[str, Any]:
    """{"applied": n, "waiting": n, "ignored": {reason: n}, "notes": {note: n}}, only what there is."""
    ignored = Counter(heard.said.ignored for heard in events if heard.said.ignored)
    notes = Counter(note for heard in events for note in heard.said.notes)
    found = {
        "applied": sum(heard.landed for heard in events),
        "waiting": sum(bool(heard.reason) for heard in events),
        "ignored": dict(ignored),
        "notes": dict(notes.most_common(MOST_NOTES)),
    }
    return {name: value for name, value in found.items() if value}


def _write(model: Any, deliveries: list[Delivery]) -> None:
    """One statement for all that ended alike: in a usual batch there is one."""
    alike: dict[str, list[Delivery]] = defaultdict(list)
    for row in deliveries:
        fields = [row.state, row.attempts, row.reason, row.error, row.fault_group, row.waits_for, row.outcome]
        alike[json.dumps([*fields, row.next_at.isoformat() if row.state == State.PENDING else ""])].append(
            row
        )
    for rows in alike.values():
        one = rows[0]
        model.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=one.state,
            attempts=one.attempts,
            next_at=one.next_at,
            reason=one.reason,
            error=one.error,
            fault_group=one.fault_group,
            waits_for=one.waits_for,
            outcome=one.outcome,
        )


def _seen(batch: Batch) -> None:
    last = max(delivery.received_at for delivery in batch.deliveries)
    behind = Connection.objects.filter(pk=batch.connection.pk).exclude(last_seen_at__gte=last)
    behind.update(last_seen_at=last)


def _tell(rows: list[Delivery], at: datetime) -> None:
    """RevOps hears of the first message of a connection that went into quarantine within an hour."""
    connections = {row.connection_id for row in rows if row.state == State.QUARANTINED}
    if not connections:
        return
    readers = User.objects.with_role(Role.REVOPS).values_list("pk", flat=True)
    Notification.objects.announce(
        [
            Notice(
                user_id=reader,
                kind=QUARANTINED,
                topic=f"{pk}:{at:%Y-%m-%dT%H}",
                params={"connection": pk},
                url=reverse("integrations:quarantine-list"),
            )
            for reader in readers
            for pk in connections
        ],
        at,
    )
