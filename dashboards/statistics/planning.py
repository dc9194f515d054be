"""How many cases a question takes before it can be answered. Pure."""

from math import ceil, sqrt
from statistics import NormalDist

from people.shares import Z95, wilson

CHANCE, POWER = 0.05, 0.80
MOST = 10_000_000


def cases_to_show(share: float, target: float, chance: float = CHANCE, power: float = POWER) -> int | None:
    """Cases in each of two periods to show that a share moved from one value to the other, two-sided (Fleiss 1981, without
    continuity correction); None where nothing is to move. ValueError for what is no share."""
    if not (0 <= share <= 1 and 0 <= target <= 1):
        raise ValueError("a share lies between 0 and 1")
    if share == target:
        return None
    normal = NormalDist()
    sure, strong = normal.inv_cdf(1 - chance / 2), normal.inv_cdf(power)
    middle = (share + target) / 2
    spread = sure * sqrt(2 * middle * (1 - middle)) + strong * sqrt(
        share * (1 - share) + target * (1 - target)
    )
    # a hair less, for what comes out whole
    return max(1, ceil((spread / (target - share)) ** 2 - 1e-9))


def most_misses(of: int, least: float, z: float = Z95) -> int | None:
    """Of so many cases, how many may miss so that the share is proven to be `least` or more (Wilson's lower end); None
    where even none missed would not prove it."""
    low, high = -1, of
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _proves(of - middle, of, least, z) else (low, middle)
    return low if low >= 0 else None


def _proves(hits: int, of: int, least: float, z: float) -> bool:
    found = wilson(hits, of, z)
    return found is not None and found[0] >= least


def cases_to_prove(least: float, misses: int = 0, z: float = Z95) -> int | None:
    """The fewest cases of which `misses` may miss and the share is proven to be `least` or more; None beyond ten million."""
    low, high = misses, misses + 1
    while not _proves(high - misses, high, least, z):
        low, high = high, high * 2
        if high > MOST:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _proves(middle - misses, middle, least, z) else (middle, high)
    return high


def least_effect(share: float, cases: int, chance: float = CHANCE, power: float = POWER) -> float | None:
    """The smallest rise of this share that so many cases in each period would show; None where none would."""
    if cases < 1 or not 0 <= share < 1:
        return None
    needed = cases_to_show(share, 1.0, chance, power)
    if needed is None or needed > cases:
        return None
    low, high = share, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        needed = cases_to_show(share, middle, chance, power) if middle > share else None
        low, high = (low, middle) if needed is not None and needed <= cases else (middle, high)
    return high - share
