"""What became of a promise at any target: kept, broken, not due yet, called off. Pure: one comparison a row."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .courses import CANCELLED, NEVER, RUNNING, STOPPED
from .working import Flags


@dataclass(frozen=True)
class Counts:
    """Compliance = met / (met + breached); those not yet due and those called off in time are in neither."""

    met: int = 0
    breached: int = 0
    waiting: int = 0
    cancelled: int = 0

    @property
    def judged(self) -> int:
        return self.met + self.breached

    @property
    def compliance(self) -> float | None:
        return self.met / self.judged if self.judged else None


@dataclass(frozen=True)
class Outcomes:
    """A row for each clock that would have run: the target it needed, how it ended, and which subject it was about."""

    needed: NDArray[np.int64]
    how: NDArray[np.int8]
    subject: NDArray[np.int64]
    unknown: int = 0
    """Clocks that no calendar could judge."""

    def __len__(self) -> int:
        return len(self.needed)

    def met(self, target: int) -> Flags:
        return (self.how == STOPPED) & (self.needed <= target)

    def breached(self, target: int) -> Flags:
        return self.needed > target

    def judged(self, target: int) -> Flags:
        return self.met(target) | self.breached(target)

    def at(self, target: int, where: Flags | None = None) -> Counts:
        """The counts at this target in seconds, of all or of some rows."""
        kept, how = self.needed <= target, self.how
        rows = slice(None) if where is None else where
        return Counts(
            met=int((kept & (how == STOPPED))[rows].sum()),
            breached=int((~kept)[rows].sum()),
            waiting=int((kept & (how == RUNNING))[rows].sum()),
            cancelled=int((kept & (how == CANCELLED))[rows].sum()),
        )

    def by(self, target: int, groups: NDArray[np.int64], size: int) -> list[Counts]:
        """The counts for each of `size` groups; `groups` says in which each row is."""
        kept, how = self.needed <= target, self.how
        columns = (
            np.bincount(groups[rows], minlength=size)
            for rows in (
                kept & (how == STOPPED),
                ~kept,
                kept & (how == RUNNING),
                kept & (how == CANCELLED),
            )
        )
        return [Counts(*(int(number) for number in row)) for row in zip(*columns, strict=True)]

    def curve(self, targets: Iterable[int]) -> list[float | None]:
        """Compliance at each target, by halving."""
        every = np.sort(self.needed)
        stopped = np.sort(self.needed[self.how == STOPPED])
        asked = np.fromiter(targets, np.int64)
        met = np.searchsorted(stopped, asked, side="right")
        judged = met + len(every) - np.searchsorted(every, asked, side="right")
        return [float(m / j) if j else None for m, j in zip(met, judged, strict=True)]

    def target_for(self, share: float) -> int | None:
        """The smallest target at which this share would have been kept; None where none does within what was seen."""
        if not len(self):
            return None
        candidates = np.unique(self.needed)
        low, high = 0, len(candidates) - 1
        reached = self.curve([int(candidates[high])])[0]
        if reached is None or reached < share:
            return None
        while low < high:
            middle = (low + high) // 2
            found = self.curve([int(candidates[middle])])[0]
            low, high = (low, middle) if found is not None and found >= share else (middle + 1, high)
        return int(candidates[low])


def only_begun(
    needed: NDArray[np.int64], how: NDArray[np.int8], sure: Flags, subject: NDArray[np.int64]
) -> Outcomes:
    """Of all subjects those whose clock would have started and can be judged."""
    kept = (how != NEVER) & sure
    return Outcomes(needed[kept], how[kept], subject[kept], int(((how != NEVER) & ~sure).sum()))
