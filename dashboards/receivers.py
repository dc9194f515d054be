"""What the floors below say changed is marked as not counted yet, inside their transaction."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from leads.signals import leads_changed
from sla.models import Waiver
from sla.signals import breaches_excused, clocks_moved, steps_reached

from .models import Stale


@receiver(leads_changed)
def mark_leads(ids: Iterable[int], **_more: Any) -> None:
    Stale.objects.mark(Stale.Subject.LEAD, ids)


@receiver(steps_reached)
@receiver(breaches_excused)
@receiver(clocks_moved)
def mark_clocks(ids: Iterable[int], **_more: Any) -> None:
    Stale.objects.mark(Stale.Subject.CLOCK, ids)


@receiver(post_save, sender=Waiver)
def mark_waived(instance: Waiver, **_more: Any) -> None:
    Stale.objects.mark(Stale.Subject.CLOCK, [instance.breach.clock_id])
