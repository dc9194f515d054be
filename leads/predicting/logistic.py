"""Regularised logistic regression by Newton's method. Pure.

The chance is 1 / (1 + exp(-z)) with z = intercept + weights . row. The weights minimise the log loss plus
penalty / 2 x |weights|^2 (ridge); the intercept is never penalised, so the mean chance equals the observed share.
Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed., section 4.4.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PENALTIES = (0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
STEPS, HALVINGS = 60, 30
NEAR = 1e-8


@dataclass(frozen=True)
class Fit:
    """What was learnt; `penalty` is how hard the weights were held down, `steps` how long Newton took."""

    intercept: float
    weights: Floats
    penalty: float
    steps: int

    def log_odds(self, matrix: Floats) -> Floats:
        """One z a row."""
        return np.asarray(self.intercept + matrix @ self.weights, dtype=np.float64)


def chance(log_odds: Floats) -> Floats:
    """1 / (1 + exp(-z)), without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * np.asarray(log_odds, dtype=np.float64))), dtype=np.float64)


def loss(log_odds: Floats, happened: Floats) -> float:
    """The sum over the rows of -log of the chance given to what happened; `happened` may lie between 0 and 1."""
    return float(np.sum(np.logaddexp(0.0, log_odds) - happened * log_odds))


def fit(matrix: Floats, happened: Floats, penalty: float) -> Fit:
    """`matrix` is rows x columns, `happened` 0..1 a row. ValueError without rows."""
    if not len(matrix):
        raise ValueError("nothing to learn from")
    design = np.column_stack([np.ones(len(matrix)), matrix])
    ridge = np.full(design.shape[1], float(penalty))
    ridge[0] = 0.0
    # a hair on the diagonal keeps columns that say the same solvable
    hair = np.diag(ridge + 1e-9)
    found, steps = np.zeros(design.shape[1]), 0
    for steps in range(1, STEPS + 1):  # noqa: B007
        p = chance(design @ found)
        slope = design.T @ (p - happened) + ridge * found
        curve = (design * (p * (1 - p))[:, None]).T @ design + hair
        step = np.linalg.solve(curve, slope)
        found = _downhill(design, happened, ridge, found, step)
        if float(np.abs(step).max()) < NEAR:
            break
    return Fit(float(found[0]), np.asarray(found[1:], dtype=np.float64), float(penalty), steps)


def _downhill(design: Floats, happened: Floats, ridge: Floats, found: Floats, step: Floats) -> Floats:
    """Newton's step, halved until the loss doesn't grow."""

    def cost(at: Floats) -> float:
        return loss(design @ at, happened) + 0.5 * float(ridge @ (at * at))

    before = cost(found)
    for _halving in range(HALVINGS):
        if cost(found - step) <= before + 1e-12 * abs(before):
            return np.asarray(found - step, dtype=np.float64)
        step = step / 2
    return found


def fit_best(matrix: Floats, happened: Floats, penalties: Sequence[float] = PENALTIES) -> Fit:
    """The penalty is the one that foretells best the last fifth of the rows (in time's order) from those before it."""
    cut = len(matrix) * 4 // 5
    if not 0 < happened[:cut].sum() < cut or not 0 < happened[cut:].sum() < len(matrix) - cut:
        return fit(matrix, happened, penalties[len(penalties) // 2])
    tried = [
        (loss(fit(matrix[:cut], happened[:cut], one).log_odds(matrix[cut:]), happened[cut:]), one)
        for one in penalties
    ]
    return fit(matrix, happened, min(tried)[1])
