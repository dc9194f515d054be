"""How long things are kept, and dropping what has reached its term: floors above add theirs."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from .models import Delivery, IdempotencyKey, Notification, State

logger = logging.getLogger(__name__)
Drop = Callable[[datetime], int]

NOTICES_KEPT = timedelta(days=180)
DELIVERIES_KEPT = timedelta(days=90)

_terms: dict[str, Drop] = {}


def register(name: str, drop: Drop) -> None:
    """`drop(at)` deletes what is past its term and says how many; safe to repeat."""
    _terms[name] = drop


def purge(at: datetime) -> dict[str, int]:
    """Drop everything past its term; the counts are logged, so that the purge itself leaves a trace."""
    dropped = {name: drop(at) for name, drop in _terms.items()}
    logger.info("purged", extra={"dropped": dropped})
    return dropped


def drop_notices(at: datetime) -> int:
    return Notification.objects.filter(created_at__lt=at - NOTICES_KEPT).delete()[0]


def drop_deliveries(at: datetime) -> int:
    over = Delivery.objects.filter(state__in=[State.SENT, State.CANCELLED, State.DEAD])
    return over.filter(created_at__lt=at - DELIVERIES_KEPT).delete()[0]


def drop_answers(at: datetime) -> int:
    return IdempotencyKey.objects.expired(at).delete()[0]


def drop_sessions(at: datetime) -> int:
    return Session.objects.filter(expire_date__lt=at).delete()[0]


for name, drop in {
    "notifications": drop_notices,
    "deliveries": drop_deliveries,
    "idempotency keys": drop_answers,
    "sessions": drop_sessions,
}.items():
    register(name, drop)
