"""Nudges of sla/: the clocks themselves remember what is due."""

from celery import shared_task

from .punctuality import sweep_all


@shared_task
def sweep_clocks() -> None:
    """Declare the steps that were passed; each few seconds. Safe twice: the rows are locked, the steps unique."""
    sweep_all()
