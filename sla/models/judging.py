"""Clocks judged anew from their ledgers: the row, and which rungs of the ladder are to be declared."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import prefetch_related_objects

from sla.ledger import Entry, Lap, State, WorkingTime, judge, moment

from .breach import Breach, StepReached
from .commitment import BREACH, Ladder
from .declaring import Rung, declare, excuse
from .entry import ClockEntry
from .timing import hours_for
from .writing import CACHED, cached, write_clocks

log = logging.getLogger(__name__)
SET_ASIDE = timedelta(hours=1)


@dataclass
class Known:
    """What the tables hold about a handful of clocks, read in a constant number of queries."""

    entries: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    reached: dict[int, list[StepReached]] = field(default_factory=lambda: defaultdict(list))
    breaches: dict[int, list[Breach]] = field(default_factory=lambda: defaultdict(list))
    hours: dict[int | None, WorkingTime] = field(default_factory=dict)
    ladders: dict[int, Ladder] = field(default_factory=dict)

    @classmethod
    def of(cls, clocks: Sequence[Any]) -> "Known":
        known = cls(hours=hours_for(clock.calendar_version_id for clock in clocks))
        ids = [clock.pk for clock in clocks]
        prefetch_related_objects(clocks, "commitment__steps")
        known.entries = ClockEntry.objects.ledgers(ids)
        commitments = {clock.commitment_id: clock.commitment for clock in clocks}
        known.ladders = {pk: commitment.ladder() for pk, commitment in commitments.items()}
        for step in StepReached.objects.filter(clock__in=ids):
            known.reached[step.clock_id].append(step)
        for breach in Breach.objects.filter(clock__in=ids).select_related("excuse"):
            known.breaches[breach.clock_id].append(breach)
        return known


@dataclass
class Judged:
    """A clock with its state and the moment of each rung of its ladder (None: held up by a pause that lasts).

    What was declared belongs to the run in which it lies: a rung of a run that a reset ended stays reached, and the
    next run climbs the ladder anew.
    """

    clock: Any
    state: State
    ladder: Ladder
    rungs: dict[int, datetime | None]
    broken: dict[Lap, datetime]
    """The runs before the last one that broke the promise, and when."""
    reached: list[StepReached]
    breaches: list[Breach]

    def stands(self, step: StepReached) -> bool:
        """A rung stays reached unless it turned out to lie later than the moment we declared it."""
        lap = self.state.course.lap_of(step.reached_at)
        if step.percent == BREACH and self._breach(step.cycle) in self.excused():
            return False
        if lap and step.percent != BREACH:
            return True
        at = self.broken.get(lap) if lap else self.rungs.get(step.percent)
        return at is not None and at <= step.declared_at

    def _breach(self, cycle: int) -> Breach | None:
        return next((breach for breach in self.breaches if breach.cycle == cycle), None)

    def excused(self) -> list[Breach]:
        return [breach for breach in self.breaches if hasattr(breach, "excuse")]

    def to_excuse(self) -> list[Breach]:
        """Breaches declared on what we knew, which the ledger now denies."""
        return [b for b in self.breaches if b not in self.excused() and self._denied(b)]

    def _denied(self, breach: Breach) -> bool:
        course = self.state.course
        lap = course.lap_of(breach.reached_at)
        due_at = self.broken.get(lap) if lap else self.rungs[BREACH]
        kept = lap is None and course.ended_at is not None and course.ended_at <= self.state.due_at
        return kept or due_at is None or due_at > breach.declared_at

    def to_declare(self, at: datetime) -> list[Rung]:
        """Rungs passed by `at` and not yet declared; of a run that ended, only those at which it was broken."""
        ended = self.state.course.ended_at
        ahead = [
            (percent, moment_of)
            for percent, moment_of in self.open_rungs()
            if moment_of < (ended or at) and (ended is None or percent >= BREACH)
        ]
        times: Counter[int] = Counter()
        rungs = []
        for percent, moment_of in [*self._untold(), *ahead]:
            times[percent] += 1
            cycle = self._times(percent) + times[percent]
            rungs.append(Rung(self.clock, self.ladder[percent], moment_of, cycle))
        return rungs

    def _untold(self) -> list[tuple[int, datetime]]:
        """Runs that a reset ended before anybody saw that they had broken the promise."""
        told = {self.state.course.lap_of(one.reached_at) for one in self._standing() if one.percent == BREACH}
        return [(BREACH, at) for lap, at in self.broken.items() if lap not in told]

    def open_rungs(self) -> list[tuple[int, datetime]]:
        """Those of the ladder that have a moment and do not stand declared in the last run."""
        course = self.state.course
        standing = {step.percent for step in self._standing() if course.lap_of(step.reached_at) is None}
        return [
            (percent, at) for percent, at in self.rungs.items() if at is not None and percent not in standing
        ]

    def _standing(self) -> list[StepReached]:
        return [step for step in self.reached if self.stands(step)]

    def _times(self, percent: int) -> int:
        return max((step.cycle for step in self.reached if step.percent == percent), default=0)

    def settle(self, declared: Iterable[Rung] = ()) -> None:
        """Put the state into the row."""
        clock, course = self.clock, self.state.course
        done = {(rung.percent, rung.reached_at) for rung in declared}
        ahead = [(at, percent) for percent, at in self.open_rungs() if (percent, at) not in done]
        broken = BREACH in {
            *(rung.percent for rung in declared),
            *(step.percent for step in self._standing()),
        }
        clock.started_at, clock.due_at = course.started_at, self.state.due_at
        clock.running, clock.stopped_at, clock.paused_at = (
            course.running,
            course.ended_at,
            course.paused_at,
        )
        clock.outcome = "breached" if broken and course.running else self.state.outcome
        clock.elapsed_seconds, clock.quarantined_until = (
            self.state.elapsed_seconds,
            None,
        )
        clock.next_step_at, clock.next_percent = min(ahead) if ahead and course.running else (None, None)


def assess(clock: Any, known: Known) -> Judged:
    """Raises whatever a broken calendar or ledger raises."""
    entries, hours = known.entries[clock.pk], known.hours[clock.calendar_version_id]
    state = judge(entries, hours, clock.target_seconds)
    ladder = known.ladders[clock.commitment_id]
    course, target = state.course, clock.target_seconds
    rungs = {percent: moment(course, hours, -(-target * percent // 100)) for percent in ladder}
    passed = {lap: lap.passed(hours, target) for lap in course.laps}
    broken = {lap: at for lap, at in passed.items() if at is not None}
    return Judged(clock, state, ladder, rungs, broken, known.reached[clock.pk], known.breaches[clock.pk])


def set_aside(clock: Any, at: datetime) -> None:
    """One clock that can't be judged must not stop the others: it is asked again in an hour, and the log says why."""
    log.exception("clock %s can't be judged and is set aside", clock.pk)
    clock.quarantined_until = at + SET_ASIDE
    if clock.running:
        clock.next_step_at = clock.next_step_at or at


def refresh(clocks: Sequence[Any], at: datetime, quiet: bool = False) -> int:
    """Judge locked clocks: declare what was passed, excuse what was not true, write what changed. How many declared.

    The caller holds the rows' locks and a transaction. `quiet`: recorded, and nobody is told.
    """
    declared = passed_by(clocks, at, quiet)
    declare(declared, at, quiet)
    return len({rung.clock.pk for rung in declared})


def passed_by(clocks: Sequence[Any], at: datetime, quiet: bool = False) -> list[Rung]:
    """All that `refresh` does but for the declaring, which is left to the caller: the rungs to declare."""
    if not clocks:
        return []
    known, before = Known.of(clocks), {clock.pk: cached(clock) for clock in clocks}
    declared: list[Rung] = []
    denied: list[tuple[Judged, Breach]] = []
    for clock in clocks:
        try:
            judged = assess(clock, known)
            excusable, rungs = judged.to_excuse(), judged.to_declare(at)
            judged.settle(rungs)
        except Exception:
            set_aside(clock, at)
        else:
            denied += [(judged, breach) for breach in excusable]
            declared += rungs
    write_clocks(clock for clock in clocks if cached(clock) != before[clock.pk])
    excuse([(judged.clock, breach, judged.state) for judged, breach in denied], at, quiet)
    return declared


def rebuilt(clocks: Sequence[Any]) -> Iterable[tuple[Any, tuple[Any, ...]]]:
    """Each clock with the row that its ledger gives, and what the row holds now; one that can't be judged is skipped."""
    known = Known.of(clocks)
    for clock in clocks:
        before = cached(clock)
        try:
            assess(clock, known).settle()
        except Exception:
            log.exception("clock %s can't be rebuilt", clock.pk)
        else:
            yield clock, before


def stale(clocks: Sequence[Any]) -> list[dict[str, Any]]:
    """One line for each column that is not what the ledger says."""
    return [
        {
            "clock_id": clock.pk,
            "field": name,
            "stored": stored,
            "rebuilt": getattr(clock, name),
        }
        for clock, before in rebuilt(clocks)
        for name, stored in zip(CACHED, before, strict=True)
        if stored != getattr(clock, name)
    ]
