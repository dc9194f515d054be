"""The drain: who takes what from the inbox, and what becomes of those that fail.

The attempt is counted and committed before the work, so that a message that kills its worker counts too. Messages that
were tried before are suspects and are read alone: whoever falls with one of them falls with that one only.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from .applying import Batch
from .finishing import bury, finish

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
"""How long a worker has before others may take up what it took."""

DEAD_AFTER = 5
SUSPECTS = 50
"""How many suspects one drain looks at, each alone."""


def drain(model: Any, at: datetime, limit: int) -> int:
    fresh = claim(model, at, limit, is_fresh=True)
    for deliveries in _by_connection(fresh):
        work(deliveries, at)
    return len(fresh) + _drain_suspects(model, at)


def _drain_suspects(model: Any, at: datetime) -> int:
    for count in range(SUSPECTS):
        suspect = claim(model, at, 1, is_fresh=False)
        if not suspect:
            return count
        if suspect[0].attempts > DEAD_AFTER:
            bury(suspect[0], "gave_up", at)
        else:
            work(suspect, at)
    return SUSPECTS


@transaction.atomic
def claim(model: Any, at: datetime, limit: int, is_fresh: bool) -> list[Any]:
    """Lease the oldest that are due; rows that another worker holds are skipped, not waited for."""
    due = model.objects.due(at).filter(**({"attempts": 0} if is_fresh else {"attempts__gt": 0}))
    taken = list(due.select_related("connection").select_for_update(skip_locked=True, of=("self",))[:limit])
    if taken:
        rows = model.objects.filter(pk__in=[delivery.pk for delivery in taken])
        rows.update(attempts=F("attempts") + 1, next_at=at + LEASE)
    for delivery in taken:
        delivery.attempts += 1
    return taken


def work(deliveries: list[Any], at: datetime) -> None:
    """Read and land the messages of one connection, then write down what came of each."""
    try:
        batch = Batch(deliveries, at)
        batch.apply()
        finish(batch, at)
    except (
        Exception
    ):  # the lease runs out and each is read again, alone; five times, then it goes into quarantine
        logger.exception(
            "inbox_work_failed", extra={"deliveries": [delivery.pk for delivery in deliveries][:10]}
        )


def _by_connection(deliveries: list[Any]) -> Iterable[list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for delivery in deliveries:
        grouped[delivery.connection_id].append(delivery)
    return grouped.values()
