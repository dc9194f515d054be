"""Why a promise was not kept in time, in words: read from the clock's ledger, in the reader's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.templatetags.formats import duration, span

from .ledger import Course, Lap, NeverStarted, WorkingTime, fold
from .models import Breach, Clock, ClockEntry, Commitment, StepReached

Kind = Commitment.Kind
LEARNED_LATE = timedelta(hours=1)
"""A fact that reached us so much later than it happened is worth saying."""

STILL = {
    Kind.ACCEPTANCE: gettext_lazy("Not answered yet"),
    Kind.FIRST_TOUCH: gettext_lazy("Nobody has contacted the lead yet"),
    Kind.ATTEMPTS: gettext_lazy("The agreed attempts are not made yet"),
    Kind.DECISION: gettext_lazy("Not decided yet"),
    Kind.FEEDBACK: gettext_lazy("No feedback yet"),
    Kind.ANSWER: gettext_lazy("Not answered yet"),
}
ENDED = {
    "accepted": gettext_lazy("Accepted %(late)s late"),
    "rejected": gettext_lazy("Rejected %(late)s late"),
    "recycled": gettext_lazy("Recycled %(late)s late"),
    "first_touch": gettext_lazy("Contacted %(late)s late"),
    "attempts_made": gettext_lazy("The last of the agreed attempts came %(late)s late"),
    "conversation": gettext_lazy("Reached %(late)s late"),
    "qualified": gettext_lazy("Qualified %(late)s late"),
    "disqualified": gettext_lazy("Disqualified %(late)s late"),
    "feedback": gettext_lazy("Feedback came %(late)s late"),
}
"""By the occasion that ended the clock."""
ANSWERED = gettext_lazy("Answered %(late)s late")


@dataclass(frozen=True)
class Step:
    """A rung that was reached: whom the ladder names, and why nobody heard of it if nobody did."""

    reached: StepReached
    whom: str

    @property
    def is_gap(self) -> bool:
        """Somebody should have been told, and there was nobody."""
        return self.reached.silent == StepReached.Silence.NOBODY

    @property
    def words(self) -> str:
        """The rung with whom it told, or why it told nobody."""
        told = (
            self.whom if self.reached.told else str(self.reached.get_silent_display() or _("nobody was told"))
        )
        return _("%(percent)s %%: %(told)s") % {"percent": self.reached.percent, "told": told}


def steps_of(clock: Clock) -> list[Step]:
    """The rungs in the order in which they were reached; without a query where the clock was read `with_course`."""
    ladder = clock.commitment.ladder()
    return [
        Step(reached, ", ".join(ladder[reached.percent].whom()) if reached.percent in ladder else "")
        for reached in sorted(clock.reached.all(), key=lambda step: (step.reached_at, step.percent))
    ]


@dataclass(frozen=True)
class Lateness:
    """A breach beside its ledger: `until` when it lasted, None while it lasts."""

    breach: Breach
    course: Course
    entries: list[ClockEntry]
    lap: Lap | None

    @classmethod
    def of(cls, breach: Breach) -> "Lateness | None":
        """Nothing can be said of a ledger that never started."""
        entries = list(breach.clock.entries.all())
        try:
            course = fold(entry.as_entry() for entry in entries)
        except NeverStarted:
            return None
        return cls(breach, course, entries, course.lap_of(breach.reached_at))

    @property
    def until(self) -> datetime | None:
        return self.lap.ended_at if self.lap else self.course.ended_at

    def seconds(self, hours: WorkingTime | None, at: datetime) -> int | None:
        """Working time from the deadline to the answer, else to now; None where the calendar does not say."""
        paused_at = None if self.lap else self.course.paused_at
        until = self.until or paused_at or at
        pauses = self.lap.pauses if self.lap else self.course.pauses
        try:
            return (
                hours.elapsed(self.breach.reached_at, max(until, self.breach.reached_at), pauses)
                if hours
                else None
            )
        except LookupError:
            return None

    def reasons(self, late: int | None) -> list[str]:
        """What made it late, the plainest first; `late` as `seconds` says."""
        return [*self._how_it_ended(late), *self._what_came_before()]

    def _how_it_ended(self, late: int | None) -> Iterator[str]:
        clock = self.breach.clock
        if self.lap:
            yield _("Offered to somebody else %(late)s after the deadline") % {"late": duration(late)}
        elif self.course.ended_at is None:
            is_in_queue = clock.owner_id is None and clock.commitment.kind == Kind.ACCEPTANCE
            still = STILL.get(Kind(clock.commitment.kind), _("Not done yet"))
            yield _("Nobody took it from the queue") if is_in_queue else str(still)
        elif self.course.ended_by == "cancel":
            yield _("Cancelled after the deadline")
        else:
            words = ENDED.get(self._last.cause if self._last else "", ANSWERED)
            yield words % {"late": duration(late)}
            yield from self._learned_late()

    @property
    def _last(self) -> ClockEntry | None:
        """The entry that ended the clock."""
        ended = (self.course.ended_at, self.course.ended_by)
        return next((entry for entry in self.entries if (entry.occurred_at, entry.kind) == ended), None)

    def _learned_late(self) -> Iterator[str]:
        delay = self._last.recorded_at - self._last.occurred_at if self._last else timedelta(0)
        if delay > LEARNED_LATE:
            yield _("we learned of it %(time)s later") % {"time": span(delay.total_seconds())}

    def _what_came_before(self) -> Iterator[str]:
        pauses = self.lap.pauses if self.lap else self.course.pauses
        paused = sum(((until - since) for since, until in pauses), timedelta(0))
        if paused:
            yield _("paused for %(time)s, which did not count") % {"time": span(paused.total_seconds())}
        if self.course.paused_at and not self.lap:
            yield _("paused now")
