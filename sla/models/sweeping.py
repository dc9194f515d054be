"""The sweep: one indexed question, rows locked by whoever comes first, and everything that was passed is declared."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, connection, models, transaction

from .declaring import declare
from .judging import SET_ASIDE, passed_by, rebuilt
from .passing import COLUMNS, Seen, passed
from .writing import cached, write_clocks

log = logging.getLogger(__name__)
BATCH = 1000
NONE = timedelta(0)
SOON = timedelta(minutes=1)
ANYTHING = """
    SELECT 1 FROM sla_clock WHERE running AND next_step_at < %s
        AND (quarantined_until IS NULL OR quarantined_until < %s) ORDER BY next_step_at LIMIT 1
"""


def waiting(model: Any, at: datetime) -> Any:
    """Running clocks with a step that lies before `at`, oldest first; those set aside wait for their hour."""
    ready = models.Q(quarantined_until=None) | models.Q(quarantined_until__lt=at)
    return model._default_manager.filter(ready, running=True, next_step_at__lt=at).order_by("next_step_at")


def sweep(model: Any, at: datetime, limit: int) -> int:
    """A batch in one transaction. If telling of it fails, one clock at a time, so that only the bad one waits."""
    if not _is_anything(at):
        return 0
    try:
        with transaction.atomic():
            return _declare(model, waiting(model, at), limit, at)
    except OperationalError:
        raise
    except Exception:
        log.exception("a batch of clocks could not be declared; one by one now")
        return _one_by_one(model, at, limit)


def _one_by_one(model: Any, at: datetime, limit: int) -> int:
    """Those that fail alone are set aside; when none succeeds it is hardly the clocks' fault, and they come back soon."""
    ids = list(waiting(model, at).values_list("pk", flat=True)[:limit])
    failed = [pk for pk in ids if not _alone(model, pk, at)]
    wait = SET_ASIDE if len(failed) < max(len(ids), 2) else SOON
    model._default_manager.filter(pk__in=failed).update(quarantined_until=at + wait)
    return len(ids)


def _is_anything(at: datetime) -> bool:
    """Asked every few seconds and mostly answered no: one statement, without a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(ANYTHING, [at, at])
        return cursor.fetchone() is not None


def _declare(model: Any, rows: Any, limit: int, at: datetime) -> int:
    """Lock first, judge after: a clock that somebody else holds is left to the next sweep."""
    locked = rows.select_for_update(skip_locked=True).values_list(*COLUMNS)[:limit]
    clocks = [Seen(*row) for row in locked]
    found = passed(clocks, at)
    found.write()
    odd = passed_by(list(model._default_manager.filter(pk__in=found.odd)), at)
    # once for all: whoever tells the same people meanwhile takes their rows in the same order
    declare([*found.rungs, *odd], at)
    return len(clocks)


def _alone(model: Any, pk: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            _declare(model, waiting(model, at).filter(pk=pk), 1, at)
    except OperationalError:
        raise  # the database is away or turned us down: no clock's fault
    except Exception:
        log.exception("clock %s could not be declared and is set aside", pk)
        return False
    return True


def oldest_waiting(model: Any, at: datetime) -> timedelta:
    oldest = waiting(model, at).values_list("next_step_at", flat=True).first()
    return at - oldest if oldest else NONE


def in_batches(model: Any, ids: Iterable[int] | None, lock: bool = False) -> Iterator[list[Any]]:
    """Clocks by rising id, a batch at a time, so that a million of them never lie in memory."""
    rows = model._default_manager.order_by("pk")
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    if lock:
        rows = rows.select_for_update()
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].pk


@transaction.atomic
def rebuild(model: Any, ids: Iterable[int] | None) -> int:
    changed = 0
    for clocks in in_batches(model, ids, lock=True):
        stale = [clock for clock, before in rebuilt(clocks) if cached(clock) != before]
        write_clocks(stale)
        changed += len(stale)
    return changed
