"""A lead that crossed falls back: it holds no more what makes an MQL, by a margin, and nobody has got it yet.

The margin is the definition's own "leaves when". Score and grade know nothing of it: only the decision does.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef

from leads.signals import leads_changed
from leads.stages import CAPTURED, MQL
from sla.criteria import catalogues, parse
from sla.models import DefinitionVersion

from ..facts import StageChange
from ..lead import Lead
from ..loop.handoff import Handoff

ORIGIN = "rule"
LIMIT = 500


@transaction.atomic
def fall_back(at: datetime, ids: Iterable[int] | None = None) -> list[int]:
    """Note for these leads (all, when None; at most so many at once) that they fell back: once in a cycle, however
    often they come and go. Their first entry stays; who was handed off stays with Sales. Returns those that fell."""
    version = DefinitionVersion.objects.in_force(MQL, at)
    if version is None or version.fall_back is None:
        return []
    leads = Lead.objects.standing().filter(stage=MQL, mql_on__isnull=False)
    if ids is not None:
        leads = leads.filter(pk__in=list(ids))
    falling = leads.filter(_crossed(), ~_fell(), ~_handed_off(), *_leaving(version, at))
    # the row lock makes two workers take turns; the second finds what the first has noted
    locked = falling.select_related("score").select_for_update(of=("self",)).order_by("pk")
    fell = list(locked[:LIMIT])
    StageChange.objects.bulk_create((_fact(lead, version, at) for lead in fell), ignore_conflicts=True)
    found = [lead.pk for lead in fell]
    if found:
        Lead.objects.refold(found)
        leads_changed.send(sender=Lead, ids=found, at=at)
    return found


def _leaving(version: DefinitionVersion, at: datetime) -> tuple[Any, Any]:
    """What makes it leave holds, and what made it cross doesn't: the two may overlap, as people wrote them."""
    catalogue = catalogues["lead in its cycle"]
    leaves, crosses = (parse(tree, catalogue).condition(at) for tree in (version.fall_back, version.criteria))
    return leaves, ~Exists(Lead.objects.filter(pk=OuterRef("pk")).filter(crosses))


def may_cross() -> Any:
    """Leads that no crossing of this cycle stands against: none was, or they fell back and nobody has got them."""
    return ~Exists(_in_cycle(stage=MQL)) | (_fell() & ~_handed_off())


def _crossed() -> Exists:
    """By a rule, in this cycle: what a person or a CRM stated is not ours to take back."""
    return Exists(_in_cycle(stage=MQL, definition_version__isnull=False))


def _fell() -> Exists:
    return Exists(_in_cycle(stage=CAPTURED, origin=ORIGIN))


def _handed_off() -> Exists:
    return Exists(Handoff.objects.filter(lead=OuterRef("pk"), cycle=OuterRef("cycle")))


def _in_cycle(**which: Any) -> Any:
    return StageChange.objects.filter(lead=OuterRef("pk"), cycle=OuterRef("cycle"), **which)


def _fact(lead: Lead, version: DefinitionVersion, at: datetime) -> StageChange:
    return StageChange(
        lead=lead,
        stage=CAPTURED,
        cycle=lead.cycle,
        score=lead.score.score if hasattr(lead, "score") else None,
        occurred_at=at,
        recorded_at=at,
        origin=ORIGIN,
        origin_key=f"{lead.pk}:{lead.cycle}:fell_back",
        cause=f"fell_back:definition:{version.pk}",
    )
