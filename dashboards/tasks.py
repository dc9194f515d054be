"""Nudges for the numbers."""

from celery import shared_task

from people.moment import now

from . import closing, rollups
from .deviations import looking


@shared_task
def freshen_rollups() -> int:
    """Every few seconds: count what changed since. The marks are the queue; safe twice and in two workers."""
    return rollups.freshen(batches=100)


@shared_task
def close_months() -> None:
    """Each hour: keep what was said of the months that are over for three days. Safe twice: a month closes once."""
    closing.close_months(now())


@shared_task
def look_for_deviations() -> int:
    """Each hour: weeks of watched numbers that are over and news. Safe twice: a week gives each kind of news once."""
    return looking.look(now())
