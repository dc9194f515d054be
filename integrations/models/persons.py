"""What a source says about persons rather than about fields: two of them are one, or one is to be forgotten."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from integrations.message import Said
from leads.models import ExternalId, Lead, LeadMerge, settle

from .connection import Connection


class NotYetPossible(Exception):
    """The lead can't be erased here; the event stays in quarantine until it can."""


def merge(connection: Connection, said: Said, at: datetime) -> None:
    """The first of these ids is kept, the others' facts are read as its own. Said twice changes nothing."""
    kept, *others = (_standing_for(connection, external_id) for external_id in said.merged)
    for gone in dict.fromkeys(others):
        if gone != kept:
            LeadMerge.objects.create(kept_id=kept, gone_id=gone, at=at, cause=f"crm:{connection.system}").take_effect()
    settle([kept], at, live=True)


def _standing_for(connection: Connection, external_id: str) -> int:
    """The lead that counts under this id, merges followed, locked so that two merges take turns."""
    named = ExternalId.objects.of(connection.system).get(external_id=external_id)
    canonical = Coalesce(F("lead__merged_into_id"), F("lead_id"))
    found = ExternalId.objects.filter(pk=named.pk).values_list(canonical, flat=True)
    return Lead.objects.select_for_update().get(pk__in=found).pk


def erase(connection: Connection, said: Said, at: datetime) -> None:
    """The source's person is forgotten here too."""
    named = ExternalId.objects.of(connection.system).get(external_id=said.about)
    forget = getattr(Lead, "erase", None)
    if forget is None:
        raise NotYetPossible("Lead.erase")
    forget(named.lead, by=None, at=at)
