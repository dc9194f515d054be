"""What the outer wall does when leads change: persons who are erased are gone from the raw messages too."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from leads.signals import persons_erased

from .models import InboxDelivery, RejectedDelivery


@receiver(persons_erased, dispatch_uid="integrations.forget_persons")
def forget_persons(
    emails: Collection[str],
    phones: Collection[str],
    external_ids: Collection[tuple[str, str]],
    at: datetime,
    **_more: Any,
) -> None:
    """In the transaction that destroys. Ids count within their system; addresses and numbers anywhere."""
    texts = {text.lower() for text in (*emails, *phones) if text}
    ids_of: dict[str, set[str]] = defaultdict(set)
    for system, external_id in external_ids:
        ids_of[system].add(external_id)
    for system, ids in ids_of.items():
        InboxDelivery.objects.filter(connection__system=system).forget(ids, texts)
    InboxDelivery.objects.exclude(connection__system__in=ids_of).forget(set(), texts)
    RejectedDelivery.objects.naming(texts).delete()
