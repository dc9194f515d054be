"""Are the people enough? A queue served first come, first served, by people with their own hours. Pure.

Each lead takes a person `handling` working seconds (attempts x minutes); a person takes the lead that waits longest as
soon as they are there and free, and goes on the next morning with what they began. A lead is touched when somebody
begins with it; how long it waited is counted in the promise's own working time by `courses.needed`'s rule.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from .working import SECOND, Moments, OpenHours, Work

NEVER_BEGUN = np.iinfo(np.int64).max
MOST_PEOPLE = 60


@dataclass(frozen=True)
class Person:
    """Somebody's open stretches and the working time before each, as plain lists: asked once a lead."""

    opens: list[int]
    closes: list[int]
    before: list[int]

    @classmethod
    def of(cls, hours: OpenHours, away: Sequence[tuple[int, int]] = ()) -> "Person":
        """The hours without the stretches in which this person is away."""
        opens, closes = hours.opens, hours.closes
        for begins, ends in away:
            opens, closes = _without(opens, closes, begins, ends)
        lengths = closes - opens
        return cls(opens.tolist(), closes.tolist(), (np.cumsum(lengths) - lengths).tolist())

    def next_open(self, at: int) -> int | None:
        """The first moment from `at` on at which this person is there; None beyond what is known."""
        place = bisect_right(self.closes, at)
        return max(at, self.opens[place]) if place < len(self.opens) else None

    def after(self, begin: int, work: int) -> int | None:
        """When so much work is done that begins at an open moment."""
        place = bisect_right(self.opens, begin) - 1
        done = self.before[place] + begin - self.opens[place] + work
        row = bisect_left(self.before, done) - 1
        if row == len(self.opens) - 1 and done > self.before[row] + self.closes[row] - self.opens[row]:
            return None
        return self.opens[row] + done - self.before[row]

    def seconds(self, since: int, until: int) -> int:
        """How long this person is there in [since, until)."""
        opens, closes = np.array(self.opens, np.int64), np.array(self.closes, np.int64)
        inside = np.clip(closes, since, until) - np.clip(opens, since, until)
        return int(np.maximum(inside, 0).sum() // SECOND)


def _without(opens: Moments, closes: Moments, begins: int, ends: int) -> tuple[Moments, Moments]:
    """What is left of the stretches when [begins, ends) is taken out."""
    before = (opens, np.minimum(closes, begins))
    after = (np.maximum(opens, ends), closes)
    opens, closes = (np.concatenate(pair) for pair in zip(before, after, strict=True))
    kept = opens < closes
    order = np.argsort(opens[kept], kind="stable")
    return opens[kept][order], closes[kept][order]


def serve(arrivals: Moments, people: Sequence[Person], handling: int) -> Moments:
    """When somebody begins with each lead, in their order; NEVER_BEGUN beyond the known hours. `handling` in seconds.

    The heap holds from when on each person is free. One who is free but not there is asked again behind the others.
    """
    free = [(0, number) for number in range(len(people))]
    heapify(free)
    begun = np.full(len(arrivals), NEVER_BEGUN, np.int64)
    work = handling * SECOND
    for place, arrived in enumerate(arrivals.tolist()):
        while free:
            since, number = heappop(free)
            begin = people[number].next_open(max(since, arrived))
            if begin is None:
                continue
            if free and begin > max(free[0][0], arrived):
                heappush(free, (begin, number))
                continue
            begun[place] = begin
            end = people[number].after(begin, work)
            if end is not None:
                heappush(free, (end, number))
            break
    return begun


def waits(arrivals: Moments, begun: Moments, hours: Work) -> NDArray[np.int64]:
    """The target in whole seconds that each lead's wait needed, by the promise's hours."""
    counted = hours.work(np.minimum(begun, _latest(hours, begun))) - hours.work(arrivals)
    exact = hours.opens_before(begun)
    seconds = np.where(exact, -(-counted // SECOND), counted // SECOND + 1)
    seconds[begun <= arrivals] = 0
    seconds[begun == NEVER_BEGUN] = NEVER_BEGUN
    return seconds


def _latest(hours: Work, begun: Moments) -> Moments:
    known = begun[begun != NEVER_BEGUN]
    return np.full(len(begun), known.max() if len(known) else 0)


@dataclass(frozen=True)
class Served:
    """A simulation: when each lead came, when somebody began with it, and what target that would have kept."""

    arrivals: Moments
    begun: Moments
    needed: NDArray[np.int64]

    def share(self, target: int) -> float | None:
        return float((self.needed <= target).mean()) if len(self.needed) else None

    def target_for(self, share: float) -> int | None:
        """The smallest target that this share of the leads would have kept."""
        if not len(self.needed):
            return None
        place = max(int(np.ceil(share * len(self.needed))) - 1, 0)
        found = int(np.partition(self.needed, place)[place])
        return None if found == NEVER_BEGUN else max(found, 1)

    def waiting(self, at: Moments) -> NDArray[np.int64]:
        """How many leads wait at each of these moments."""
        begun = np.sort(self.begun)
        come = np.searchsorted(self.arrivals, at, side="right")
        return come - np.searchsorted(begun, at, side="right")


def simulate(arrivals: Moments, people: Sequence[Person], handling: int, hours: Work) -> Served:
    begun = serve(arrivals, people, handling)
    return Served(arrivals, begun, waits(arrivals, begun, hours))


def scaled(arrivals: Moments, factor: float) -> Moments:
    """As many leads as the factor says, spread as they came: each n-th is left out, or comes twice."""
    count = round(len(arrivals) * factor)
    if not count:
        return arrivals[:0]
    places = np.minimum((np.arange(count) / factor).astype(np.int64), len(arrivals) - 1)
    return np.sort(arrivals[places])


def people_for(
    share: float, target: int, arrivals: Moments, extra: Person, handling: int, hours: Work
) -> int | None:
    """How many people with these hours touch this share of the leads within the target; None where no number does."""
    low, high = 1, 1
    while (simulate(arrivals, [extra] * high, handling, hours).share(target) or 0.0) < share:
        low, high = high + 1, high * 2
        if low > MOST_PEOPLE:
            return None
    while low < high:
        middle = (low + high) // 2
        enough = (simulate(arrivals, [extra] * middle, handling, hours).share(target) or 0.0) >= share
        low, high = (low, middle) if enough else (middle + 1, high)
    return low if low <= MOST_PEOPLE else None
