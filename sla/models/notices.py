"""Who is told of a step, and of a correction; the notices are rows of people, in the deciding transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any


def tell_steps(rungs: Sequence[Any], at: datetime) -> None:
    """One notice a recipient for each rung."""


def tell_corrections(excused: Sequence[Any], at: datetime) -> None:
    """One notice a recipient for each breach that was none."""
