"""What a share may claim: its interval, and when it is of too few. Pure."""

from math import sqrt

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
