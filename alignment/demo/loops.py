"""The turns between a handoff and its last answer: returned for data, disputed, ruled on, recycled. Small shares of each."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from people.hours import Hours

from .story import Passage

SEED = 20_260_302
DAY, WEEK = timedelta(days=1), timedelta(days=7)
RETURNED, OVERTURNED, DISPUTED, RECYCLED, SLOW, ASKS = 0.07, 0.02, 0.07, 0.04, 0.3, 0.7
LISTS = ("Next quarter", "Budget in autumn", "Newsletter")
COMES_BACK = {"ENG-01": 90, "ENG-02": 60, "QUAL-01": 90}
RETURNS = (
    (("phone",), "The number isn't in service.", "Her direct line, from the webinar's form."),
    (
        ("industry", "employees"),
        "Whom do they serve, and how large are they?",
        "From their site; checked today.",
    ),
    (("job_title",), "Does he decide?", "He runs operations for Iberia."),
)
ARGUMENTS = (
    ("They asked for a demo the day before.", "The request is on record: the lead goes back to Sales."),
    (
        "The company has 80 people, the form was out of date.",
        "The size on record was wrong when it was rejected.",
    ),
)
UPHELD = (
    ("They opened every mail of the campaign.", "Opening mails is no project: the rejection stands."),
    ("The budget round is next month.", "Then it comes back next month: the rejection stands."),
)


@dataclass(slots=True)
class Turn:
    """A first answer that another one followed, after Marketing's reply or a ruling at `again_at`."""

    at: datetime
    kind: str
    again_at: datetime
    reason: str = ""
    asked: tuple[str, ...] = ()
    said: tuple[str, str] = ("", "")
    disputed_at: datetime | None = None


@dataclass(slots=True)
class Quarrel:
    """Marketing's dispute of the last answer; without a ruling it waits for one."""

    at: datetime
    said: tuple[str, str]
    ruled_at: datetime | None = None


class Loops:
    """Has its own dice, so that the rest of the year stays as it is."""

    def __init__(self, hours: Hours, until: datetime) -> None:
        self.random, self.hours, self.until = Random(SEED), hours, until

    def tell(self, passages: list[Passage]) -> None:
        for told in passages:
            if told.under_agreement and told.answered_at and told.kind != "expired":
                self._loop(told, told.answered_at)

    def _loop(self, told: Passage, answered_at: datetime) -> None:
        random, dice = self.random, self.random.random()
        recent = self.until - answered_at < 4 * DAY
        if self.until - answered_at < 2 * DAY and dice > ASKS:
            self._ask(told)
        elif dice < RETURNED:
            self._return(told, answered_at)
        elif told.kind == "accepted" and dice < RETURNED + OVERTURNED:
            self._overturn(told, answered_at)
        elif told.kind == "rejected" and dice < RETURNED + DISPUTED * (6 if recent else 1):
            self._dispute(told, answered_at)
        elif told.kind == "rejected" and dice > 1 - 2 * RECYCLED:
            told.kind, told.reason, told.nurture_list = "recycled", "", random.choice(LISTS)
            told.returns_on = self._day(answered_at, random.randrange(60, 200))
        if told.kind == "rejected" and told.reason in COMES_BACK:
            told.returns_on = self._day(answered_at, COMES_BACK[told.reason])

    def _day(self, answered_at: datetime, days: int) -> date | None:
        """Only what still lies ahead: what came back before is another story."""
        back = (answered_at + days * DAY).date()
        return back if back > self.until.date() else None

    def _return(self, told: Passage, answered_at: datetime) -> None:
        asked, note, reply = self.random.choice(RETURNS)
        slow = self.random.random() < SLOW and answered_at.weekday() < 3
        if slow and not shifted(told, DAY, self.until):
            slow = False
        gap = answered_at - told.opened_at
        at = told.opened_at + gap * 0.3
        again_at = at + (gap * 0.5 + DAY if slow else gap * 0.5)
        told.turn = Turn(at, "returned", again_at, asked=asked, said=(note, reply))

    def _ask(self, told: Passage) -> None:
        """Returned just now: Marketing has yet to answer."""
        told.asked, told.note, _reply = self.random.choice(RETURNS)
        told.kind, told.reason, told.touches, told.stages, told.amount = "returned", "", [], {}, None

    def _overturn(self, told: Passage, answered_at: datetime) -> None:
        if not shifted(told, WEEK, self.until):
            return
        disputed_at = self.hours.add(answered_at, self.random.randrange(3600, 8 * 3600))
        ruled_at = self.hours.add(disputed_at, self.random.randrange(2 * 3600, 14 * 3600))
        said = self.random.choice(ARGUMENTS)
        told.turn = Turn(answered_at, "rejected", ruled_at, "QUAL-03", said=said, disputed_at=disputed_at)

    def _dispute(self, told: Passage, answered_at: datetime) -> None:
        at = self.hours.add(answered_at, self.random.randrange(3600, 12 * 3600))
        ruled_at = self.hours.add(at, self.random.randrange(2 * 3600, 20 * 3600))
        if at < self.until:
            quarrel = Quarrel(at, self.random.choice(UPHELD), ruled_at if ruled_at < self.until else None)
            told.quarrel = quarrel


def shifted(told: Passage, by: timedelta, until: datetime) -> bool:
    """Everything after the handoff happens later, if there is time left for it."""
    assert told.answered_at
    moments = [told.answered_at, *(at for _kind, at in told.touches), *told.stages.values()]
    if max(moments) + by >= until:
        return False
    told.answered_at += by
    told.touches = [(kind, at + by) for kind, at in told.touches]
    told.stages = {stage: at + by for stage, at in told.stages.items()}
    return True
