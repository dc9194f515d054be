"""What to do first: a total rule over impact and ease, so that no pair of ratings is left without an answer.

Impact and ease have five levels; effort is the inverse of ease. Stars and timing add one more fact: whether
other recommendations rest on this one (a foundation). Foundations come first, then what takes long to build,
then what is quick once the foundations stand.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    LOW = 1
    MEDIUM_LOW = 2
    MEDIUM = 3
    MEDIUM_HIGH = 4
    HIGH = 5


class Priority(IntEnum):
    LOW = 1
    MEDIUM = 2
    HIGH = 3


class When(StrEnum):
    WEEKS_1_2 = "weeks_1_2"
    WEEKS_3_4 = "weeks_3_4"
    WEEKS_5_6 = "weeks_5_6"
    PHASE_3 = "phase_3"
    LATER = "later"


@dataclass(frozen=True)
class Verdict:
    """What the rule says of one rating: `stars` from 1 to 5, `when` in the plan."""

    priority: Priority
    stars: int
    when: When


@dataclass(frozen=True)
class Disagreement:
    """How far two teams' ratings lie apart: `distance` in levels (0 to 4), and whether the priority changes."""

    distance: int
    flips: bool

    @property
    def is_worth_talking(self) -> bool:
        return self.flips or self.distance >= 2


def priority(impact: int, ease: int) -> Priority:
    """High, medium or low for every one of the 25 cells."""
    workable = ease >= Level.MEDIUM
    if impact == Level.HIGH:
        return Priority.HIGH if workable else Priority.MEDIUM
    if impact == Level.MEDIUM_HIGH and workable:
        return Priority.MEDIUM
    if impact == Level.MEDIUM and ease == Level.HIGH:
        return Priority.MEDIUM
    return Priority.LOW


def stars(impact: int, ease: int, is_foundation: bool = False) -> int:
    """1 to 5; a foundation is worth one more, because others wait for it."""
    if impact == Level.HIGH:
        worth = 4
    elif priority(impact, ease) == Priority.MEDIUM:
        worth = 3
    else:
        worth = 2 if impact >= Level.MEDIUM else 1
    return min(worth + is_foundation, 5)


def when(impact: int, ease: int, is_foundation: bool = False) -> When:
    """The place in the plan that the rating asks for."""
    if priority(impact, ease) == Priority.LOW:
        return When.PHASE_3 if ease >= Level.MEDIUM else When.LATER
    if is_foundation:
        return When.WEEKS_1_2
    return When.WEEKS_5_6 if ease > Level.MEDIUM else When.WEEKS_3_4


def judge(impact: int, ease: int, is_foundation: bool = False) -> Verdict:
    return Verdict(
        priority(impact, ease),
        stars(impact, ease, is_foundation),
        when(impact, ease, is_foundation),
    )


def disagreement(one: tuple[int, int], other: tuple[int, int]) -> Disagreement:
    """Compares two (impact, ease) pairs."""
    distance = max(abs(one[0] - other[0]), abs(one[1] - other[1]))
    return Disagreement(distance, flips=priority(*one) != priority(*other))


def problem_weight(impact: int, frequency: int, ease: int) -> int:
    """1 to 125: what hurts much, hurts often and can be eased comes first."""
    return impact * frequency * ease
