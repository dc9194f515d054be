"""What a share may claim: its interval, how far it lies from another, and when it is of too few. Pure."""

from collections.abc import Sequence
from math import erfc, sqrt

Z95 = 1.959963984540054
FEW = 30
"""Below so many cases a number is shown and called few."""

Interval = tuple[float, float]


def wilson(hits: int, of: int, z: float = Z95) -> Interval | None:
    """Score interval of a share (Wilson 1927), in 0..1; None of nothing; ValueError unless 0 <= hits <= of."""
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of} is no share")
    if of == 0:
        return None
    share, scale = hits / of, 1 + z * z / of
    middle = share + z * z / (2 * of)
    spread = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def newcombe(hits: int, of: int, other_hits: int, other_of: int, z: float = Z95) -> Interval | None:
    """Interval of how much larger the first share is than the other: the hybrid score method, Newcombe (1998), method 10.

    None where either has no cases.
    """
    one, two = wilson(hits, of, z), wilson(other_hits, other_of, z)
    if one is None or two is None:
        return None
    return apart(hits / of, one, other_hits / other_of, two)


def apart(value: float, of_value: Interval, other: float, of_other: Interval) -> Interval:
    """Interval of how much larger a value is than another, from the intervals of both: each gives what it has on the side
    that matters (Zou and Donner 2008)."""
    down = sqrt((value - of_value[0]) ** 2 + (of_other[1] - other) ** 2)
    up = sqrt((of_value[1] - value) ** 2 + (other - of_other[0]) ** 2)
    return value - other - down, value - other + up


def z_of_two(hits: int, of: int, other_hits: int, other_of: int) -> float | None:
    """z of the pooled test that two shares are one; None where nothing can be told (no cases, or all alike)."""
    if not (0 <= hits <= of and 0 <= other_hits <= other_of):
        raise ValueError("hits are some of the cases")
    if not of or not other_of:
        return None
    pooled = (hits + other_hits) / (of + other_of)
    spread = sqrt(pooled * (1 - pooled) * (1 / of + 1 / other_of))
    return (hits / of - other_hits / other_of) / spread if spread else None


def two_sided(z: float) -> float:
    """The chance of so far from zero on either side, under the standard normal distribution."""
    return erfc(abs(z) / sqrt(2))


def holm(chances: Sequence[float]) -> list[float]:
    """Chances adjusted for having asked as many questions at once (Holm 1979), in the order they came in; at most 1."""
    adjusted = [0.0] * len(chances)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(chances)), key=lambda at: chances[at])):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[place]))
        adjusted[place] = highest
    return adjusted
