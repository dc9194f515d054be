"""The demo's year: what became of each qualified lead, before the agreement and after it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from people.hours import Hours

from .market import Prospect
from .reasons import reason_of

EXPIRES_AFTER = timedelta(days=30)
OPEN_FOR = timedelta(days=2)
SATURDAY = 5


@dataclass(slots=True)
class Passage:
    """What happened to one handed-off lead; None means that it didn't (yet)."""

    lead_id: int
    opened_at: datetime
    under_agreement: bool
    answered_at: datetime | None = None
    kind: str = ""
    reason: str = ""
    by: str = ""
    touches: list[tuple[str, datetime]] = field(default_factory=list)
    stages: dict[str, datetime] = field(default_factory=dict)
    amount: int | None = None
    turn: Any = None
    """A first answer before the last one (`loops.Turn`)."""
    quarrel: Any = None
    """A dispute of the last answer (`loops.Quarrel`)."""
    asked: tuple[str, ...] = ()
    note: str = ""
    nurture_list: str = ""
    returns_on: date | None = None

    def moments(self) -> list[datetime]:
        """When something happened after the handoff."""
        said = [self.answered_at, *(at for _kind, at in self.touches), *self.stages.values()]
        if self.turn:
            said += [self.turn.at, self.turn.disputed_at, self.turn.again_at]
        if self.quarrel:
            said += [self.quarrel.at, self.quarrel.ruled_at]
        return [at for at in said if at]

    def still_waits(self) -> None:
        """Nobody has answered yet, whatever was told."""
        self.answered_at, self.kind, self.reason, self.by = None, "", "", ""
        self.touches, self.stages, self.amount = [], {}, None


class Plot:
    """Tells what becomes of a lead. `hours` is the office's working time; nothing is told beyond `until`."""

    def __init__(self, random: Random, hours: Hours, agreed_at: datetime, until: datetime) -> None:
        self.random, self.hours, self.agreed_at, self.until = random, hours, agreed_at, until

    def passage(self, lead_id: int, prospect: Prospect) -> Passage:
        opened_at = prospect.decisive_at
        told = Passage(lead_id, opened_at, under_agreement=opened_at >= self.agreed_at)
        self._answer(told, prospect)
        if told.kind == "accepted" and told.answered_at:
            self._work(told, prospect, told.answered_at)
        return told

    def _answer(self, told: Passage, prospect: Prospect) -> None:
        random = self.random
        answered_at = self._answer_at(told)
        if answered_at is None or answered_at >= self.until:
            if told.opened_at + EXPIRES_AFTER < self.until:
                told.answered_at, told.kind = told.opened_at + EXPIRES_AFTER, "expired"
            return
        likely = (
            0.28 + 0.42 * prospect.promise if not told.under_agreement else 0.50 + 0.36 * prospect.promise
        )
        told.answered_at, told.by = answered_at, random.choice(("sales", "sales", "sales_two"))
        told.kind = "accepted" if random.random() < likely else "rejected"
        if told.kind == "rejected":
            told.reason = reason_of(prospect, told.under_agreement, random)

    def _answer_at(self, told: Passage) -> datetime | None:
        """Before: days, and one in five never. After: within hours, better every month, seldom late."""
        random = self.random
        if not told.under_agreement:
            if random.random() < 0.20:
                return None
            return told.opened_at + timedelta(hours=random.lognormvariate(3.6, 0.9))
        months = (told.opened_at - self.agreed_at).days / 30
        late = max(0.30 - 0.05 * months, 0.07)
        seconds = (
            random.uniform(4.2, 16) * 3600 if random.random() < late else random.uniform(0.1, 3.7) * 3600
        )
        if self.until - told.opened_at < OPEN_FOR and random.random() < 0.6:
            return None
        return self.hours.add(told.opened_at, int(seconds))

    def _work(self, told: Passage, prospect: Prospect, at: datetime) -> None:
        random = self.random
        if random.random() < (0.97 if told.under_agreement else 0.82):
            pause = random.uniform(0.2, 3.5) if told.under_agreement else random.lognormvariate(2.6, 0.9)
            self._touch(told, self.hours.add(at, int(pause * 3600)))
        if not told.touches:
            return
        at = told.touches[0][1]
        swift, slow = (1.12, 0.75) if told.under_agreement else (1.0, 1.0)
        for stage, chance, days in (("sql", 0.42 + 0.3 * prospect.promise, 5), ("opportunity", 0.72, 9)):
            at += timedelta(days=random.uniform(0.5, days), minutes=random.randrange(600))
            if at >= self.until or random.random() > chance * swift:
                return
            told.stages[stage] = at
        told.amount = int(random.lognormvariate(9.1, 0.5) // 10 * 10)
        closed_at = at + timedelta(days=random.uniform(12, 75) * slow)
        if closed_at < self.until:
            told.stages["won" if random.random() < (0.22 + 0.22 * prospect.promise) * swift else "lost"] = (
                closed_at
            )

    def _touch(self, told: Passage, first_at: datetime) -> None:
        at = first_at
        for _ in range(self.random.choice((1, 1, 2, 3))):
            if at < self.until:
                told.touches.append((self.random.choice(("call", "call_attempt", "email_sent")), at))
            at = self.hours.add(at, int(self.random.uniform(4, 20) * 3600))


def by_day(passages: list[Passage]) -> Iterator[tuple[datetime, list[Passage], list[Passage]]]:
    """Day after day (its end, UTC): those handed off on it and those that went on on it. No clock runs at a weekend,
    which is told as one day."""
    opened: dict[datetime, list[Passage]] = defaultdict(list)
    went_on: dict[datetime, list[Passage]] = defaultdict(list)
    for passage in passages:
        opened[_end(passage.opened_at)].append(passage)
        for at in {_end(at) for at in passage.moments()}:
            went_on[at].append(passage)
    for day in sorted(opened.keys() | went_on.keys()):
        yield day, opened[day], went_on[day]


def _end(at: datetime) -> datetime:
    days = 2 if at.weekday() == SATURDAY else 1
    return at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=days)
