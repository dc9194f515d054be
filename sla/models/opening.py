"""Starting clocks in bulk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from .entry import ClockEntry, EntryKind
from .judging import Known, assess, set_aside
from .timing import versions_in_use
from .writing import cached, write_clocks

Key = tuple[int, str, int, int, bool]
"""(commitment, subject, its number, cycle, on trial)."""


@transaction.atomic
def start(model: Any, starts: Sequence[Any], at: datetime) -> list[Any]:
    """Rows, their first entries, and the deadline: five statements, however many clocks."""
    if not starts:
        return []
    versions = versions_in_use(one.commitment.calendar_id for one in starts)
    model._default_manager.bulk_create((_row(model, one, versions) for one in starts), ignore_conflicts=True)
    found = _found(model, starts)
    fresh = [clock for clock in found.values() if clock.due_at is None]
    ClockEntry.objects.bulk_create(
        (
            ClockEntry(
                clock=found[_key(one)],
                kind=EntryKind.START,
                occurred_at=min(one.started_at, at),
                recorded_at=at,
                cause=one.cause,
                origin_key=one.origin_key,
            )
            for one in starts
        ),
        ignore_conflicts=True,
    )
    _give_deadlines(fresh, at)
    return [found[_key(one)] for one in starts]


def _key(one: Any) -> Key:
    """A promise on trial has a clock of its own, beside the one that the promise in force may move under its terms."""
    return one.commitment.pk, one.subject, one.subject_id, one.cycle, _is_on_trial(one)


def _is_on_trial(one: Any) -> bool:
    return bool(one.commitment.version.in_force_from is None)


def _row(model: Any, one: Any, versions: dict[int | None, Any]) -> Any:
    """Not yet due: the deadline is written once the ledger stands."""
    if not one.commitment.target_seconds:
        raise ValueError(f"{one.commitment.kind} has no target in time: it runs no clock")
    version = versions.get(one.commitment.calendar_id)
    return model(
        commitment=one.commitment,
        calendar_version=version,
        cycle=one.cycle,
        subject=one.subject,
        subject_id=one.subject_id,
        owner_id=one.owner_id,
        team_id=one.team_id,
        dimensions=one.dimensions,
        target_seconds=one.commitment.target_seconds,
        started_at=one.started_at,
        next_step_at=one.started_at,
        shadow=_is_on_trial(one),
    )


def _found(model: Any, starts: Sequence[Any]) -> dict[Key, Any]:
    """The clocks of these starts by their key, locked; those that ran already among them."""
    rows = model._default_manager.select_for_update(of=("self",)).filter(
        commitment__in={one.commitment.pk for one in starts},
        subject__in={one.subject for one in starts},
        subject_id__in={one.subject_id for one in starts},
    )
    wanted, commitments = (
        {_key(one) for one in starts},
        {one.commitment.pk: one.commitment for one in starts},
    )
    found = {}
    for clock in rows.order_by("pk"):
        key = (clock.commitment_id, clock.subject, clock.subject_id, clock.cycle, clock.shadow)
        if key in wanted:
            clock.commitment = commitments[clock.commitment_id]
            found[key] = clock
    return found


def _give_deadlines(clocks: list[Any], at: datetime) -> None:
    """A clock that starts late, past its steps, is left for the sweep to declare."""
    known = Known.of(clocks) if clocks else Known()
    before = {clock.pk: cached(clock) for clock in clocks}
    for clock in clocks:
        try:
            assess(clock, known).settle()
        except Exception:
            set_aside(clock, at)
    write_clocks(clock for clock in clocks if cached(clock) != before[clock.pk])
