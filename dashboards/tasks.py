"""Nudges for the numbers."""

from celery import shared_task

from . import rollups


@shared_task
def freshen_rollups() -> int:
    """Every few seconds: count what changed since. The marks are the queue; safe twice and in two workers."""
    return rollups.freshen(batches=100)
