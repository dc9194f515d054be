"""Volume and conversion: leads by the day on which they entered a stage."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import Any

import numpy as np
from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboards.asking import Asked, Window
from dashboards.models import FunnelDay, FunnelLag, FunnelMix, FunnelTotal, PlacedLead
from leads.models import Lead, Stage
from leads.stages import FUNNEL
from people.models import Organisation

from .additive import Additive, Count, Part, Rate

LAG_SHARE = 0.9
LAG_DAYS = 365


class OfLeads(Additive):
    """Leads of one cohort: those that first reached this stage within the window."""

    entry: str = "captured"
    cohort = _("day on which the lead entered the first stage")
    owner = "marketing"
    sources = ("leads.StageChange", "leads.Opportunity")
    lead_path = "lead"

    @property
    def day(self) -> str:  # type: ignore[override]
        return f"{self.entry}_on"

    def cells(self, asked: Asked) -> Any:
        return FunnelDay.objects.entered(self.entry, asked.window.since, asked.window.until)

    def totals(self, window: Window) -> Any:
        return FunnelTotal.objects.entered(self.entry, window.since, window.until)

    def mixes(self, window: Window) -> Any:
        return FunnelMix.objects.entered(self.entry, window.since, window.until)

    def placements(self, asked: Asked) -> Any:
        return PlacedLead.objects.entered(self.entry, asked.window.since, asked.window.until)

    def subjects(self, asked: Asked) -> QuerySet[Any]:
        return Lead.objects.visible_to(asked.user)


class LeadVolume(Count, OfLeads):
    key = "lead_volume"
    name = _("Leads captured")
    definition = _("Distinct leads that arrived in the period, by the day they first appeared.")
    formula = _("number of leads")
    counted = {"leads": Part(_("leads"), ("captured",), Q())}
    main_part = "leads"


class LeadsRecorded(Count, OfLeads):
    """From single rows: no cell knows a lead that nobody gave a date."""

    key = "leads_recorded"
    name = _("Leads recorded")
    definition = _(
        "Distinct leads that this product learned of in the period, with those of which no source gave a date: these are "
        "in no cohort of the funnel."
    )
    formula = _("number of leads")
    owner = "revops"
    cohort = _("day on which the lead was recorded here")
    day = "recorded_on"
    counted = {
        "recorded": Part(pgettext_lazy("leads", "recorded"), (), Q()),
        "undated": Part(_("without a date"), (), Q(captured_on__isnull=True)),
    }
    main_part = "recorded"

    def placements(self, asked: Asked) -> Any:
        zone = Organisation.current().zone
        since = datetime.combine(asked.window.since, time(), zone)
        until = datetime.combine(asked.window.until + timedelta(days=1), time(), zone)
        recorded = PlacedLead.objects.filter(lead__recorded_at__gte=since, lead__recorded_at__lt=until)
        return recorded.annotate(recorded_on=TruncDate("lead__recorded_at", tzinfo=zone))

    def reads_rows(self, asked: Asked, groups: Sequence[str]) -> bool:
        return True


class Funnel(Count, OfLeads):
    """The whole way at once, for charts and tables: not a number of its own."""

    key = "funnel"
    name = _("Funnel")
    definition = _("Leads that arrived in the period, and how many of them ever reached each stage.")
    formula = _("leads by stage reached")
    counted = {
        stage: Part(Stage(stage).label, (stage,), Q(**{f"{stage}_on__isnull": False})) for stage in FUNNEL
    }
    main_part = "captured"


class Conversion(Rate, OfLeads):
    """Of the leads that entered one stage in the window, the share that ever reached a later one."""

    cadence = "monthly"
    owner = "both"
    numerator, denominator, main_part = "reached", "entered", "entered"

    def __init__(self, first: str, last: str) -> None:
        self.entry, self.last, self.key = first, last, f"{first}_to_{last}"
        words = {"first": Stage(first).label, "last": Stage(last).label}
        self.name = format_lazy(_("{first} to {last}"), **words)
        self.definition = format_lazy(
            _(
                "Of the leads that entered “{first}” in the period, the share that ever reached “{last}”, each lead once."
            ),
            **words,
        )
        self.formula = format_lazy(_("reached {last} / entered {first}"), **words)
        reached = Q(**{f"{last}_on__isnull": False})
        self.counted = {
            "entered": Part(format_lazy(_("entered {first}"), **words), (first,), Q()),
            "reached": Part(format_lazy(_("reached {last}"), **words), (last,), reached),
        }

    def mature_until(self, asked: Asked) -> date | None:
        """The last cohort that had the time in which nine of ten conversions come; by the leads of the year before."""
        lag = self.lag_days(asked)
        return grown(asked, lag)

    def lag_days(self, asked: Asked) -> float | None:
        return lag_days(asked, self.entry, self.last)


def lag_days(asked: Asked, first: str, last: str) -> float | None:
    """Days within which 90 % of the conversions came, among cohorts of the last year; None without any."""
    since = asked.today - timedelta(days=LAG_DAYS)
    taken = FunnelLag.objects.taken(first, last, since, asked.today)
    if not taken:
        return None
    days, counts = zip(*taken, strict=True)
    return max(float(np.quantile(np.repeat(days, counts), LAG_SHARE)), 0.0)


def grown(asked: Asked, lag: float | None) -> date | None:
    """The last day whose cohort had this lag to grow."""
    return None if lag is None else asked.today - timedelta(days=round(lag))


CONVERSIONS = [Conversion(first, last) for first, last in combinations(FUNNEL, 2)]
