"""Nudges of integrations/: the inbox is the queue."""

from celery import shared_task

from people.moment import now

from .models import InboxDelivery

ROUNDS = 40
"""So many batches of one run at most, well within a task's time; the next second brings the next run."""


@shared_task
def drain_inbox() -> None:
    """Read what sources sent; each second. Safe twice and in two workers: rows are leased, facts are keyed."""
    for _round in range(ROUNDS):
        if InboxDelivery.objects.drain(now()) == 0:
            return
