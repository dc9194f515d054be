"""The short form of `make chaos`; and that its verdict sees what is missing and what is doubled."""

import random

import pytest

from .run import run
from .verdict import Verdict


def test_what_differs_is_said() -> None:
    verdict = Verdict()
    verdict.same("breaches", [(1, 1), (2, 1)], [(2, 1), (1, 1)])
    assert verdict.faults == []
    verdict.same("breaches", [(1, 1), (1, 1)], [(1, 1), (2, 1)])
    assert verdict.faults == [
        "breaches: 1 missing, such as [(2, 1)]",
        "breaches: 1 too many, such as [(1, 1)]",
    ]


@pytest.mark.chaos
def test_ten_kills_lose_and_double_nothing() -> None:
    """Each of the five twice, while a hundred clocks fall due and leads come in."""
    seed = random.SystemRandom().randrange(10**6)
    said = [f"seed {seed}"]
    verdict = run(kills=10, clocks=100, seconds=20, seed=seed, say=said.append, lease=15)
    assert verdict.faults == [], "\n".join(said)
    assert verdict.counts["clocks"] == 100
