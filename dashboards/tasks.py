"""Nudges for the numbers."""

from celery import shared_task

from people.moment import now

from . import closing, rollups
from .deviations import looking
from .reports import issuing
from .subscriptions import sending


@shared_task
def freshen_rollups() -> int:
    """Every few seconds: count what changed since. The marks are the queue; safe twice and in two workers."""
    return rollups.freshen(batches=100)


@shared_task
def close_months() -> None:
    """Each hour: keep what was said of the months that are over for three days. Safe twice: a month closes once."""
    closing.close_months(now())


@shared_task
def issue_monthly_report() -> None:
    """Each hour: the report of the month that was closed last. Safe twice: a month is issued once by itself."""
    issuing.issue_closed_month(now())


@shared_task
def send_subscriptions() -> int:
    """Each minute: what is due by now is put on its way. Safe twice and in two workers: a moment gives one delivery."""
    return sending.sweep(now())


@shared_task
def look_for_deviations() -> int:
    """Each hour: weeks of watched numbers that are over and news. Safe twice: a week gives each kind of news once."""
    return looking.look(now())
