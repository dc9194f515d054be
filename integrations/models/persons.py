"""What a source says about persons rather than about fields: two of them are one, or one is to be forgotten."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from integrations.message import Said
from leads.models import ExternalId, Lead, LeadMerge, settle

from .connection import Connection


def merge(connection: Connection, said: Said, at: datetime) -> None:
    """The first of these ids is kept, the others' facts are read as its own. Said twice changes nothing."""
    found = [lead for external_id in said.merged if (lead := _standing_for(connection, external_id))]
    if not found:
        return
    kept, *others = dict.fromkeys(lead.pk for lead in found)
    for gone in others:
        LeadMerge.objects.create(
            kept_id=kept, gone_id=gone, at=at, cause=f"crm:{connection.system}"
        ).take_effect()
    settle([kept], at, live=True)


def erase(connection: Connection, said: Said, at: datetime) -> None:
    """The source's person is forgotten here too, with all that was merged into them."""
    if lead := _standing_for(connection, said.about):
        lead.erase(by=None, at=at, reason=f"crm:{connection.system}")


def _standing_for(connection: Connection, external_id: str) -> Lead | None:
    """The lead that counts under this id, merges followed, locked so that two merges take turns; None for the erased."""
    named = ExternalId.objects.of(connection.system).filter(external_id=external_id)
    canonical = Coalesce(F("lead__merged_into_id"), F("lead_id"))
    return Lead.objects.select_for_update().filter(pk__in=named.values_list(canonical)).first()
