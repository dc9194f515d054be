"""Keeping the sweep up: running it to its end, and knowing when it lags."""

import time
from datetime import datetime, timedelta

from people.moment import now
from people.readiness import Finding

from .models import Clock

SWEEP_SECONDS = 60
BATCH = 500
TOO_LATE = timedelta(seconds=60)


def sweep_all(limit: int = BATCH) -> int:
    """Batch after batch, each in its own transaction, until none is full or the time is up; how many were looked at."""
    until, swept = time.monotonic() + SWEEP_SECONDS, 0
    while True:
        looked_at = Clock.objects.sweep(now(), limit)
        swept += looked_at
        if looked_at < limit or time.monotonic() > until:
            return swept


def lag(at: datetime) -> timedelta:
    return Clock.objects.age_of_oldest_overdue(at)


def alarm(at: datetime) -> str:
    """For the watch: a step that nobody declared for a minute means that the workers do not sweep."""
    late = lag(at)
    return f"the oldest overdue step has waited {late.total_seconds():.0f} s" if late > TOO_LATE else ""


def sweep_when_late(at: datetime) -> None:
    """The watch takes over only when the workers lag, so that the two do not wait for each other's locks."""
    if lag(at) > TOO_LATE:
        sweep_all()


def oldest_overdue(at: datetime) -> Finding:
    """For /readyz: seconds that the oldest step has waited."""
    late = lag(at)
    return Finding(late.total_seconds(), is_well=late <= TOO_LATE)


def set_aside(at: datetime) -> Finding:
    """For /readyz: clocks that could not be judged."""
    count = Clock.objects.set_aside(at).count()
    return Finding(count, is_well=count == 0)
