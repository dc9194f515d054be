"""Measuring what code costs on a machine that does other things too."""

from collections.abc import Callable
from time import process_time


def quickest(work: Callable[[], object], rounds: int = 5, below: float = 0.0) -> float:
    """Processor seconds of the quickest round; no more rounds are run once one took less than `below`."""
    best = float("inf")
    for _ in range(rounds):
        began = process_time()
        work()
        best = min(best, process_time() - began)
        if best < below:
            break
    return best
