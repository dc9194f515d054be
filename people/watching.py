"""What the watch does outside Celery: each floor above registers a duty that it asks every few seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Run = Callable[[datetime], object]
Alarm = Callable[[datetime], str]
"""What is wrong at this moment, as a sentence for the log; "" when all is well."""


@dataclass(frozen=True)
class Duty:
    """`run` is quick and safe in many processes at once; it may find that a worker was faster."""

    name: str
    every_seconds: float
    run: Run
    alarm: Alarm | None = None


_duties: dict[str, Duty] = {}


def register(name: str, every_seconds: float, run: Run, alarm: Alarm | None = None) -> None:
    _duties[name] = Duty(name, every_seconds, run, alarm)


def duties() -> list[Duty]:
    return list(_duties.values())
