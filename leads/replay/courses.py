"""Ledgers by the hundred thousand: `sla.ledger` as columns. Pure.

What happened to many subjects goes in as three columns, and out comes for each the one number that any target is held
against: `needed`, the smallest target in whole seconds that would have been kept. So a target is kept if it is not
smaller, and a slider only compares. `sla.ledger.judge` is the meaning; a test holds the two against each other.

A moment outside opening hours, or one that ends a pause, comes later than the due moment of a target that was used up
before it: there the next whole second is needed. Whoever has not ended yet is asked at `now`: what they needed so far.
A reset begins the target afresh and takes nothing back, so the longest run counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sla.ledger import SAME_MOMENT

from .working import SECOND, Flags, Moments, Work

START, RESET, PAUSE, RESUME, STOP, CANCEL = (
    SAME_MOMENT[kind] for kind in ("start", "reset", "pause", "resume", "stop", "cancel")
)
STOPPED, CANCELLED, RUNNING, NEVER, UNKNOWN = range(5)
"""How a course ended: answered, cancelled, not yet; or never began, or beyond what its calendar knows."""


@dataclass(frozen=True)
class Runs:
    """The runs at a target: a row each, those that a reset cut short among them. Working time counts in
    [counted_from, until): until its end, its lasting pause, or now."""

    subject: NDArray[np.int64]
    counted_from: Moments
    until: Moments
    is_over: Flags
    """Ended, or begun afresh."""
    is_paused: Flags
    """A pause lasted to its end, or lasts still; `until` is where it began."""
    end: Moments
    pause_of: NDArray[np.int64]
    pause_from: Moments
    pause_to: Moments
    """The closed pauses, a row each, with the place of their run."""


@dataclass(frozen=True)
class Courses:
    """One row a subject: when its clock began and how it ended; and its runs."""

    started: Moments
    how: NDArray[np.int8]
    runs: Runs


@dataclass(frozen=True)
class _Told:
    """What happened, sorted by subject and moment, and the first and last place of each subject's happenings."""

    subject: NDArray[np.int64]
    kind: NDArray[np.int64]
    at: Moments
    size: int

    def first(self, where: Flags) -> NDArray[np.int64]:
        """The first place of each subject where this holds; beyond the end where none does."""
        found = np.full(self.size, len(self.at), np.int64)
        places = np.flatnonzero(where)[::-1]
        found[self.subject[places]] = places
        return found

    def when(self, places: NDArray[np.int64], where: Flags) -> Moments:
        result = np.zeros(self.size, np.int64)
        result[where] = self.at[places[where]]
        return result


def fold(subject: NDArray[np.int64], kind: NDArray[np.int64], at: Moments, size: int, now: int) -> Courses:
    """Read what happened to `size` subjects, in any order: their places, what it does to a clock, and when."""
    order = np.lexsort((kind, at, subject))
    told = _Told(subject[order].astype(np.int64), kind[order].astype(np.int64), at[order], size)
    place = np.arange(len(order))
    start = told.first(told.kind == START)
    begun = start < len(order)
    since = place > start[told.subject]
    end = told.first(since & ((told.kind == STOP) | (told.kind == CANCEL)))
    ended, inside = end < len(order), since & (place < end[told.subject])
    how = np.full(size, NEVER, np.int8)
    how[begun] = RUNNING
    how[ended] = np.where(told.kind[end[ended]] == STOP, STOPPED, CANCELLED)
    begins = np.sort(np.concatenate([start[begun], np.flatnonzero(inside & (told.kind == RESET))]))
    ends = np.where(ended, told.when(end, ended), now)
    return Courses(told.when(start, begun), how, _runs(told, begins, ends, ended, inside))


def _runs(told: _Told, begins: NDArray[np.int64], ends: Moments, ended: Flags, inside: Flags) -> Runs:
    """From each beginning to the reset that follows it, or to the end."""
    subject, since = told.subject[begins], told.at[begins]
    is_cut = np.zeros(len(begins), bool)
    is_cut[:-1] = subject[1:] == subject[:-1]
    end = ends[subject]
    end[:-1][is_cut[:-1]] = since[1:][is_cut[:-1]]
    marks = np.flatnonzero(inside & ((told.kind == PAUSE) | (told.kind == RESUME)))
    run = np.searchsorted(begins, marks, side="right") - 1
    of, opens, closes, held, held_at = _pauses(told, marks, run, len(begins))
    until = np.where(held, held_at, end)
    return Runs(subject, since, until, is_cut | ended[subject], held, end, of, opens, closes)


def _pauses(
    told: _Told, marks: NDArray[np.int64], run: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], Moments, Moments, Flags, Moments]:
    """The closed pauses, and which runs are left paused since when. A second pause and a second resume say nothing."""
    pauses = told.kind[marks] == PAUSE
    before = np.zeros(len(marks), bool)
    before[1:] = pauses[:-1] & (run[1:] == run[:-1])
    says = pauses != before
    marks, run, pauses = marks[says], run[says], pauses[says]
    closed = np.zeros(len(marks), bool)
    closed[:-1] = pauses[:-1] & (run[1:] == run[:-1])
    opens = np.flatnonzero(closed)
    held, held_at = np.zeros(size, bool), np.zeros(size, np.int64)
    lasting = np.flatnonzero(pauses & ~closed)
    held[run[lasting]], held_at[run[lasting]] = True, told.at[marks[lasting]]
    return run[opens], told.at[marks[opens]], told.at[marks[opens + 1]], held, held_at


def needed(
    courses: Courses, hours: Sequence[Work], which: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Flags]:
    """The smallest whole seconds of target that each course kept in all its runs, and whether its calendar knew them.

    `which` says under which of the `hours` each course goes.
    """
    runs, seconds = courses.runs, np.zeros(len(courses.how), np.int64)
    sure = courses.how != NEVER
    for number, work in enumerate(hours):
        rows = np.flatnonzero(which[runs.subject] == number)
        counted = _counted(runs, work, rows)
        asked = np.where(_exact(runs, work, rows), -(-counted // SECOND), counted // SECOND + 1)
        np.maximum.at(seconds, runs.subject[rows], asked)
        known = work.known(runs.counted_from[rows]) & work.known(runs.until[rows])
        sure[runs.subject[rows[~known]]] = False
    return seconds, sure


def _counted(runs: Runs, work: Work, rows: NDArray[np.int64]) -> Moments:
    """The working time that counted in each of these runs, its pauses taken out."""
    total, ours = np.zeros(len(runs.subject), np.int64), np.zeros(len(runs.subject), bool)
    ours[rows] = True
    total[rows] = work.work(runs.until[rows]) - work.work(runs.counted_from[rows])
    mine = ours[runs.pause_of]
    lost = work.work(runs.pause_to[mine]) - work.work(runs.pause_from[mine])
    np.subtract.at(total, runs.pause_of[mine], lost)
    return np.maximum(total[rows], 0)


def _exact(runs: Runs, work: Work, rows: NDArray[np.int64]) -> Flags:
    """Whether working time still grew right before the end, so that a target used up there is kept."""
    resumed = np.zeros(len(runs.subject), bool)
    at_end = (runs.pause_to == runs.until[runs.pause_of]) & (runs.pause_to > runs.pause_from)
    resumed[runs.pause_of[at_end]] = True
    grew = work.opens_before(runs.until[rows]) & ~resumed[rows]
    just = runs.is_over[rows] & (runs.until[rows] == runs.end[rows])
    return grew & (~runs.is_paused[rows] | just)
