"""Nudges of people/: the rows are the queue, each task may run twice and in two workers at once."""

import time

from celery import shared_task

from .dispatch import send_due
from .models import CalendarVersion, Heartbeat
from .moment import now
from .terms import purge

SENDING_SECONDS = 60


@shared_task
def send_deliveries() -> None:
    """Send what is due; each few seconds. Safe twice: a delivery is leased before it is sent."""
    until = time.monotonic() + SENDING_SECONDS
    while send_due() and time.monotonic() < until:
        pass


@shared_task
def beat_heart() -> None:
    """Each ten seconds: that this runs shows that the timetable asks and a worker answers. Safe twice."""
    at = now()
    for name in ("beat", "worker"):
        Heartbeat.objects.beat(name, at)


@shared_task
def extend_calendars() -> None:
    """Build each calendar's intervals three years ahead; daily. Safe twice: known days are left alone."""
    CalendarVersion.objects.extend(now())


@shared_task
def purge_expired() -> None:
    """Drop what has reached its term; daily. Safe twice."""
    purge(now())
