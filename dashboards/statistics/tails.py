"""Tails of the distributions that tests ask for, from the standard library alone. Pure."""

from collections.abc import Iterator
from functools import lru_cache
from math import exp, inf, lgamma, log

TINY = 1e-300
CLOSE = 1e-15
MOST_STEPS = 10_000


def chi2_tail(value: float, degrees: float) -> float:
    """The chance of more than `value` under chi-square; by the series or the continued fraction of the incomplete gamma
    function (Abramowitz and Stegun 6.5.29 and 6.5.31)."""
    if value <= 0:
        return 1.0
    if value == inf:
        return 0.0
    shape, at = degrees / 2, value / 2
    scale = exp(shape * log(at) - at - lgamma(shape))
    if at < shape + 1:
        return 1 - scale * _gamma_series(shape, at)
    return scale / (at + 1 - shape + _fraction(_gamma_terms(shape, at)))


def _gamma_series(shape: float, at: float) -> float:
    term = total = 1 / shape
    step = shape
    while abs(term) > abs(total) * CLOSE:
        step += 1
        term *= at / step
        total += term
    return total


def _gamma_terms(shape: float, at: float) -> Iterator[tuple[float, float]]:
    for step in range(1, MOST_STEPS):
        yield -step * (step - shape), at + 2 * step + 1 - shape


def t_tails(value: float, degrees: float) -> float:
    """The chance of a value so far from zero, on either side, under Student's t."""
    return beta_share(degrees / (degrees + value * value), degrees / 2, 0.5)


@lru_cache(maxsize=512)
def t_quantile(share: float, degrees: float) -> float:
    """The value below which `share` (above a half) of Student's t lies; by halving."""
    low, high = 0.0, 2.0
    while 1 - t_tails(high, degrees) / 2 < share:
        high *= 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if 1 - t_tails(middle, degrees) / 2 < share else (low, middle)
    return (low + high) / 2


def beta_share(at: float, one: float, two: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Abramowitz and Stegun 26.5.8)."""
    if at <= 0 or at >= 1:
        return min(max(at, 0.0), 1.0)
    if at > (one + 1) / (one + two + 2):
        return 1 - beta_share(1 - at, two, one)
    scale = exp(lgamma(one + two) - lgamma(one) - lgamma(two) + one * log(at) + two * log(1 - at))
    return scale / one / (1 + _fraction(_beta_terms(at, one, two)))


def _beta_terms(at: float, one: float, two: float) -> Iterator[tuple[float, float]]:
    for step in range(MOST_STEPS):
        yield -(one + step) * (one + two + step) * at / ((one + 2 * step) * (one + 2 * step + 1)), 1.0
        half = step + 1
        yield half * (two - half) * at / ((one + 2 * half - 1) * (one + 2 * half)), 1.0


def _fraction(terms: Iterator[tuple[float, float]]) -> float:
    """a1/(b1 + a2/(b2 + ...)), by Lentz's method (1976) with Thompson and Barnett's guard against zeros."""
    value = above = TINY
    below = 0.0
    for a, b in terms:
        below = 1 / (b + a * below or TINY)
        above = b + a / above or TINY
        value *= above * below
        if abs(above * below - 1) < CLOSE:
            break
    return value
