"""An agreement in force and its clocks, made the way the product makes them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import pytest

from people.models import User, WorkingCalendar
from sla.models import (
    Agreement,
    AgreementVersion,
    Clock,
    ClockMark,
    ClockStart,
    Commitment,
    DefinitionVersion,
    EscalationStep,
)
from tests.conftest import MONDAY_NINE

HOUR = 3600
Promise = Callable[..., Commitment]
Start = Callable[..., Clock]
Tell = Callable[..., Clock]
Signed = TypeVar("Signed", AgreementVersion, DefinitionVersion)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def put_in_force(version: Signed, marta: User, silvia: User, at: datetime) -> Signed:
    version.submit(by=marta, at=at)
    version.sign(by=marta, at=at)
    version.sign(by=silvia, at=at)
    return version.put_in_force(by=silvia, at=at)


@pytest.fixture
def promise(marta: User, silvia: User, office: WorkingCalendar) -> Promise:
    """A commitment in force: `promise(target_seconds, steps={percent: (whom, urgent)}, calendar=..., shadow=...)`."""

    def made(
        target_seconds: int = 2 * HOUR, steps: Any = None, calendar: Any = office, **more: Any
    ) -> Commitment:
        agreement = Agreement.objects.create(name=f"Agreement {Agreement.objects.count() + 1}")
        on_trial = more.pop("shadow", False)
        version = AgreementVersion.objects.create(agreement=agreement, number=1)
        values = {"kind": "acceptance", "party": "sales", "warning_percent": None} | more
        commitment = Commitment.objects.create(
            version=version, target_seconds=target_seconds, calendar=calendar, **values
        )
        for percent, (whom, urgent) in (steps or {}).items():
            EscalationStep.objects.create(commitment=commitment, percent=percent, notify=whom, urgent=urgent)
        if on_trial:
            version.submit(by=marta, at=MONDAY_NINE)
            version.try_out(by=marta, at=MONDAY_NINE)
        else:
            put_in_force(version, marta, silvia, MONDAY_NINE)
        return Commitment.objects.counting(MONDAY_NINE).get(pk=commitment.pk)

    return made


@pytest.fixture
def start(sara: User) -> Start:
    """A clock of Sara's, started at `at` for handoff 1 unless said otherwise."""

    def started(
        commitment: Commitment, at: datetime = MONDAY_NINE, subject_id: int = 1, **more: Any
    ) -> Clock:
        values = {"cycle": 1, "owner_id": sara.pk, "team_id": sara.team_id} | more
        one = ClockStart(commitment, "handoff", subject_id, started_at=at, **values)
        return Clock.objects.start([one], at)[0]

    return started


@pytest.fixture
def tell() -> Tell:
    """Something that happened to a clock at `occurred_at`, learned at `at`."""

    def told(
        clock: Clock, kind: str, occurred_at: datetime, at: datetime | None = None, key: str = ""
    ) -> Clock:
        key = key or f"{kind} {occurred_at.isoformat()}"
        Clock.objects.mark([ClockMark(clock.pk, kind, occurred_at, "test", key)], at or occurred_at)
        return Clock.objects.get(pk=clock.pk)

    return told
