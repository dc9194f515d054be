"""S5, S17: the clocks of many subjects follow what is told of them: whatever the order, lateness, repetition and
correction of the facts, they end as if all had been told at once and in order, and as a rebuild would make them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from people.models import User
from sla.models import Breach, Clock, Commitment, Happening, Timeline
from sla.models.writing import CACHED
from tests.conftest import MONDAY_NINE

from .conftest import HOUR, Promise

pytestmark = pytest.mark.django_db
OCCASIONS = ("returned", "answered", "returned", "answered", "reoffered", "accepted", "gone", "handed_off")
ROUNDS, SUBJECTS = 6, 25
STEP = timedelta(minutes=50)
END = MONDAY_NINE + timedelta(days=3)


@dataclass
class Told:
    """What is known of a subject, and what becomes known of it in each round."""

    known: list[Happening]
    rounds: list[list[Happening]] = field(default_factory=list)


def about(number: int, happened: Sequence[Happening]) -> Timeline:
    return Timeline("handoff", number, 1, tuple(happened))


def everything(commitments: Sequence[Any], ids: Sequence[int]) -> dict[int, set[int]]:
    return {commitment.pk: set(ids) for commitment in commitments}


def follow(lines: Sequence[Timeline], at: datetime) -> None:
    Clock.objects.follow(lines, at, everything)


def history(random: Random) -> Told:
    """Each round: something happened, by now or before; something known before turns out otherwise, or never was."""
    told = Told([Happening("handed_off", MONDAY_NINE, "h")])
    known = list(told.known)
    for number in range(ROUNDS):
        now = MONDAY_NINE + (number + 1) * STEP
        for fact in range(random.randint(0, 2)):
            at = now - timedelta(minutes=random.randint(0, 200))
            known.append(Happening(random.choice(OCCASIONS), max(at, MONDAY_NINE), f"{number}.{fact}"))
        if known and random.random() < 0.4:
            wrong = known.pop(random.randrange(len(known)))
            if random.random() < 0.7:
                moved = min(now, wrong.at + timedelta(minutes=random.randint(-60, 60)))
                known.append(Happening(wrong.occasion, max(moved, MONDAY_NINE), wrong.key))
        told.rounds.append(random.sample(known, len(known)))
    return told


def live(random: Random, told: Sequence[Told], silvia: User) -> None:
    """Round by round, some of it twice, with a sweep after each and a manager who waives what she sees."""
    follow([about(number, one.known) for number, one in enumerate(told)], MONDAY_NINE)
    for turn in range(ROUNDS):
        at = MONDAY_NINE + (turn + 1) * STEP
        for _again in range(random.randint(1, 2)):
            follow([about(number, one.rounds[turn]) for number, one in enumerate(told)], at)
        Clock.objects.sweep(at)
        for breach in Breach.objects.filter(waiver=None)[: random.randint(0, 1)]:
            breach.waive(by=silvia, at=at, reason="seen")
    Clock.objects.sweep(END)


def rows(ids: range) -> dict[int, dict[str, Any]]:
    """{subject: its clock's row as far as the facts decide it}, numbered from 0."""
    names = [name for name in CACHED if name != "quarantined_until"]
    found = Clock.objects.filter(subject_id__in=ids).values("subject_id", *names)
    return {row.pop("subject_id") - ids.start: row for row in found}


def standing(ids: range) -> Counter[int]:
    """How often each promise was broken and stays so."""
    broken = Breach.objects.filter(clock__subject_id__in=ids, excuse=None)
    return Counter(pk - ids.start for pk in broken.values_list("clock__subject_id", flat=True))


@pytest.fixture
def commitment(promise: Promise) -> Commitment:
    return promise(2 * HOUR, warning_percent=50)


@settings(
    max_examples=max(4, settings().max_examples // 50),
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_s5_s17_any_order_ends_as_the_sorted_run(commitment: Commitment, silvia: User, seed: int) -> None:
    random = Random(seed)
    told = [history(random) for _subject in range(SUBJECTS)]
    first, second = range(SUBJECTS), range(1000, 1000 + SUBJECTS)
    with transaction.atomic():
        live(random, told, silvia)
        ended = [sorted(one.rounds[-1], key=lambda fact: fact.at) for one in told]
        started = {n for n, facts in enumerate(ended) if any(one.occasion == "handed_off" for one in facts)}
        follow([about(second[number], ended[number]) for number in started], END)
        Clock.objects.sweep(END)
        lived, at_once = rows(first), rows(second)
        assert {number: lived[number] for number in started} == at_once
        # whose start was taken back keeps a clock that never counted; told at once it has none
        assert {lived[number]["outcome"] for number in set(lived) - started} <= {"cancelled"}
        assert standing(first) == standing(second)
        assert Clock.objects.differences() == []
        transaction.set_rollback(True)
