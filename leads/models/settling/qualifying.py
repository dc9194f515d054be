"""An accepted lead that meets what both teams call an SQL becomes one: a decision like the MQL's, once a cycle.

Sales may say it first, or move the lead elsewhere later: what a person says stands beside it. An answer that can still be
taken back isn't built upon.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from leads.handing import TAKE_BACK
from leads.signals import leads_changed
from leads.stages import ACCEPTED, SQL
from sla.criteria import catalogues, parse
from sla.models import DefinitionVersion

from ..facts import StageChange
from ..lead import Lead
from ..loop.handoff import Handoff

LIMIT = 500


@transaction.atomic
def qualify(at: datetime, ids: Iterable[int] | None = None) -> list[int]:
    """Append the stage for these accepted leads (all, when None; at most so many at once) for which the definition of an
    SQL in force holds. Returns them."""
    version = DefinitionVersion.objects.in_force(SQL, at)
    if version is None:
        return []
    leads = Lead.objects.standing().filter(stage=ACCEPTED)
    if ids is not None:
        leads = leads.filter(pk__in=list(ids))
    # what a recycled lead did before it came back doesn't count
    holds = parse(version.criteria, catalogues["lead in its cycle"]).condition(at)
    ready = leads.filter(~_said(), ~_accepted_just_now(at), holds)
    # the row lock makes two workers take turns; the second finds what the first has noted
    locked = ready.select_related("score").select_for_update(of=("self",)).order_by("pk")
    found = list(locked[:LIMIT])
    StageChange.objects.bulk_create((_fact(lead, version, at) for lead in found), ignore_conflicts=True)
    qualified = [lead.pk for lead in found]
    if qualified:
        Lead.objects.refold(qualified)
        Handoff.objects.live().filter(lead__in=qualified).follow(at)
        leads_changed.send(sender=Lead, ids=qualified, at=at)
    return qualified


def _said() -> Exists:
    """In this cycle somebody has called it an SQL already: a rule, a person or a CRM."""
    return Exists(StageChange.objects.filter(lead=OuterRef("pk"), cycle=OuterRef("cycle"), stage=SQL))


def _accepted_just_now(at: datetime) -> Exists:
    fresh = StageChange.objects.filter(lead=OuterRef("pk"), stage=ACCEPTED, occurred_at__gt=at - TAKE_BACK)
    return Exists(fresh)


def _fact(lead: Lead, version: Any, at: datetime) -> StageChange:
    return StageChange(
        lead=lead,
        stage=SQL,
        cycle=lead.cycle,
        definition_version=version,
        score=lead.score.score if hasattr(lead, "score") else None,
        occurred_at=at,
        recorded_at=at,
        origin="rule",
        origin_key=f"{lead.pk}:{lead.cycle}:{SQL}",
        cause=f"definition:{version.pk}",
    )
