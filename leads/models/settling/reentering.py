"""Leads that come back: on their day they begin a new cycle, in which only what they do from now on shows interest."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from leads.stages import RECYCLED
from people.models import Organisation

from ..facts import StageChange
from ..lead import Lead
from ..loop.recycling import Recycling
from .settling import settle

BATCH = 500
ORIGIN = "recycling"


@transaction.atomic
def reenter(at: datetime, limit: int = BATCH) -> int:
    """Let the leads that are due come back; how many. Safe in many workers: each recycling is held by one of them."""
    today = at.astimezone(Organisation.current().zone).date()
    asked = Recycling.objects.due(today).select_related("handoff__lead").order_by("pk")
    due = list(asked.select_for_update(skip_locked=True, of=("self",))[:limit])
    leads = sorted({one.handoff.lead_id for one in due})
    Lead.objects.filter(pk__in=leads).update(cycle=F("cycle") + 1, cycle_since=at)
    StageChange.objects.bulk_create(
        [_waits(one, at) for one in due if one.handoff.lead.stage != RECYCLED], ignore_conflicts=True
    )
    Recycling.objects.filter(pk__in=[one.pk for one in due]).update(entered_at=at)
    settle(leads, at, live=True)
    return len(due)


def _waits(one: Recycling, at: datetime) -> StageChange:
    """A lead that was rejected with a day to come back is among the recycled from that day."""
    return StageChange(
        lead_id=one.handoff.lead_id,
        stage=RECYCLED,
        cycle=one.handoff.cycle + 1,
        occurred_at=at,
        recorded_at=at,
        origin=ORIGIN,
        origin_key=str(one.pk),
        cause=one.reason_id or "",
    )
