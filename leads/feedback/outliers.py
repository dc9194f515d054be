"""What stands out: a reason whose share in a group of answers is larger than chance explains. Pure.

Every group is asked about every reason, so the chances are adjusted for so many questions at once (Holm 1979).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from people.shares import Interval, holm, newcombe, two_sided, z_of_two

FEWEST_ANSWERS = 20
"""A smaller group says nothing about itself."""
FEWEST_HITS = 5
LEVEL = 0.05


@dataclass(frozen=True)
class Group:
    """Answers that share a value: how many, how many of them accepted, and how many rejected for each reason."""

    value: str
    answered: int
    accepted: int = 0
    by_reason: Mapping[str, int] = field(default_factory=dict)

    @property
    def rejected(self) -> int:
        return sum(self.by_reason.values())

    def share(self, reason: str) -> float | None:
        """Of all that were answered."""
        return self.by_reason.get(reason, 0) / self.answered if self.answered else None


@dataclass(frozen=True)
class Outlier:
    """In this group the reason has `hits` of `of` answers, everywhere else `rest_hits` of `rest_of`."""

    dimension: str
    value: str
    reason: str
    hits: int
    of: int
    rest_hits: int
    rest_of: int
    chance: float = 1.0

    @property
    def share(self) -> float:
        return self.hits / self.of

    @property
    def rest_share(self) -> float:
        return self.rest_hits / self.rest_of

    @property
    def interval(self) -> Interval | None:
        """Of how much larger the share is here."""
        return newcombe(self.hits, self.of, self.rest_hits, self.rest_of)

    @property
    def excess(self) -> float:
        """How many more than the rest would lead one to expect."""
        return self.hits - self.rest_share * self.of


def outliers(dimensions: Mapping[str, Sequence[Group]]) -> list[Outlier]:
    """{source: its groups, ...} -> those larger than elsewhere beyond chance, the most surplus rejections first."""
    asked = [one for name, groups in dimensions.items() for one in _questions(name, groups)]
    chances = [two_sided(z_of_two(one.hits, one.of, one.rest_hits, one.rest_of) or 0.0) for one in asked]
    found = [
        Outlier(**{**vars(one), "chance": chance})
        for one, chance in zip(asked, holm(chances), strict=True)
        if chance < LEVEL and one.hits >= FEWEST_HITS and one.share > one.rest_share
    ]
    return sorted(found, key=lambda one: (-one.excess, one.dimension, one.value, one.reason))


def _questions(dimension: str, groups: Sequence[Group]) -> Iterator[Outlier]:
    answered = sum(group.answered for group in groups)
    totals: dict[str, int] = {}
    for group in groups:
        for reason, n in group.by_reason.items():
            totals[reason] = totals.get(reason, 0) + n
    for group in groups:
        rest = answered - group.answered
        if group.answered < FEWEST_ANSWERS or rest < FEWEST_ANSWERS:
            continue
        for reason, total in totals.items():
            if total >= FEWEST_HITS:
                hits = group.by_reason.get(reason, 0)
                yield Outlier(dimension, group.value, reason, hits, group.answered, total - hits, rest)
