"""Freezing a baseline: every number over the period, behind the gate."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dashboards import rollups
from dashboards.asking import Window
from dashboards.kpis import registry
from dashboards.models import Baseline, BaselineNumber
from dashboards.targets.progress import company_asks
from people.models import Organisation, User
from sla.guards import Refused

from .gate import looked_at


@transaction.atomic
def freeze(kind: str, name: str, window: Window, reason: str, by: User, at: datetime) -> Baseline:
    """What all numbers say now of these days. Refused before they are over, and below the gate without a reason."""
    today = at.astimezone(Organisation.current().zone).date()
    if window.until >= today:
        raise Refused(_("These days are not over yet. Freeze them when they are."))
    rollups.catch_up()
    gate = looked_at(window)
    if not gate.passes and not reason.strip():
        raise Refused(
            _("The data are below the gate. Mend them first, or write why they are frozen all the same.")
        )
    baseline = Baseline(
        kind=kind,
        name=name if kind == Baseline.Kind.OWN else "",
        since=window.since,
        until=window.until,
        gate=gate.kept,
        reason="" if gate.passes else reason.strip(),
    )
    return Baseline.objects.freeze(baseline, numbers_of(window, today), by, at)


def numbers_of(window: Window, today: date) -> list[BaselineNumber]:
    """Every KPI over these days, for the whole company; not stored yet."""
    asked = company_asks(window, today, {})
    numbers = []
    for key, kpi in registry.items():
        read = kpi.read(asked)
        numbers.append(
            BaselineNumber(
                kpi=key,
                value=read.value,
                numerator=read.numerator,
                denominator=read.denominator,
                n=read.n,
                low=read.low,
                high=read.high,
                trust=read.trust,
                parts=dict(read.parts),
            )
        )
    return numbers
