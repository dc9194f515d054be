"""How a lead is forgotten. The steps know everything that hangs on a lead, so they stand above it and register here."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Step = Callable[[Any, Any, datetime, str], None]
"""(lead, by, at, reason): each is a transaction of its own, and twice changes nothing."""

_steps: list[Step] = []


def register(*steps: Step) -> None:
    """In the order in which they are to run: blocked first, then destroyed."""
    _steps[:] = steps


def forget(lead: Any, by: Any, at: datetime, reason: str) -> None:
    for step in _steps:
        step(lead, by, at, reason)
