"""Net Promoter Score of answers from 0 to 10. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from people.shares import Z95


@dataclass(frozen=True)
class Promoters:
    """Who answered 9 or 10, who 0 to 6, and all who answered."""

    promoters: int
    detractors: int
    of: int

    @property
    def score(self) -> float | None:
        """From -100 to 100."""
        return 100 * (self.promoters - self.detractors) / self.of if self.of else None

    @property
    def margin(self) -> float | None:
        """Half of the 95 % interval, in points: variance [P + D - (P - D)^2] / n."""
        if not self.of:
            return None
        up, down = self.promoters / self.of, self.detractors / self.of
        return 100 * Z95 * sqrt((up + down - (up - down) ** 2) / self.of)


def promoters(scores: Iterable[int]) -> Promoters:
    """ValueError for an answer that isn't from 0 to 10."""
    told = list(scores)
    if any(not 0 <= score <= 10 for score in told):
        raise ValueError("an answer lies between 0 and 10")
    return Promoters(sum(score >= 9 for score in told), sum(score <= 6 for score in told), len(told))


def worst_margin(of: int) -> float | None:
    """The margin of so many answers when half promote and half detract."""
    return 100 * Z95 / sqrt(of) if of else None
