"""Goes on with what is to be rescored, in steps that are as long as a step should be on this machine."""

from collections.abc import Callable, Iterator
from datetime import datetime
from time import monotonic

from people.moment import now

from .models import Rescoring
from .models.scoring.score import CHUNK, rescore

FIRST = 500
LEAST = 100
STEP_SECONDS = 0.1
"""How long a step should hold its rows: nobody who waits for one of them should notice."""


def steps(duty: Rescoring, moment: Callable[[], datetime] = now) -> Iterator[float]:
    """Take step after step until the duty is done, each as at its own `moment`; the seconds that each took."""
    limit, taken = FIRST, 1
    while taken:
        begun = monotonic()
        taken = rescore(duty, moment(), limit)
        took = monotonic() - begun
        limit = paced(limit, took)
        yield took


def paced(limit: int, took: float) -> int:
    """How many leads the next step should take, after one with so many took so many seconds."""
    return max(LEAST, min(CHUNK, 2 * limit, int(limit * STEP_SECONDS / max(took, 0.001))))
