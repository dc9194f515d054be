"""Nudges of people/: the rows are the queue, each task may run twice and in two workers at once."""

from celery import shared_task


@shared_task
def send_deliveries() -> None:
    """Send what is due; each few seconds. Safe twice: a delivery is leased before it is sent."""


@shared_task
def extend_calendars() -> None:
    """Build each calendar's intervals three years ahead; daily. Safe twice: known days are left alone."""


@shared_task
def purge_expired() -> None:
    """Drop what has reached its term; daily. Safe twice."""
