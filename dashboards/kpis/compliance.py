"""Promises kept, by the day they were due."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboards.asking import Asked, Window
from dashboards.models import ClockDay, ClockTotal, PlacedClock
from sla.models import Clock

from .additive import Part, Rate

COUNTED = ("met", "late", "open_late")
TARGET = 0.9
"""Both teams mean to keep nine of ten promises within three months of signing."""


class SlaCompliance(Rate):
    key = "sla_compliance"
    name = _("SLA compliance")
    definition = _(
        "Promises kept in time, of those that were due in the period: kept, broken, or past due and still open. An answer "
        "that arrived late but happened in time counts as kept. Not yet due and cancelled are left out; waived are "
        "counted apart."
    )
    formula = _("met / (met + breached + open past due)")
    cohort = _("day on which the promise was due")
    clock = _("working time by the calendar of each promise")
    owner = "both"
    sources = ("sla.Clock", "sla.Breach", "sla.Excuse", "sla.Waiver")
    own_cuts = ("kind", "party")
    counted = {
        "met": Part(pgettext_lazy("promises", "met"), ("met",), Q(state="met")),
        "late": Part(_("answered late"), ("late",), Q(state="late")),
        "open_late": Part(_("past due and still open"), ("open_late",), Q(state="open_late")),
        "due": Part(_("counted"), COUNTED, Q(state__in=COUNTED)),
        "waived": Part(pgettext_lazy("promises", "waived"), ("waived",), Q(state="waived")),
        "running": Part(_("not yet due"), ("running",), Q(state="running")),
        "excused": Part(_("excused, counted as met"), ("excused",), Q(is_excused=True)),
    }
    numerator, denominator, main_part = "met", "due", "due"

    def cells(self, asked: Asked) -> Any:
        return ClockDay.objects.due(asked.window.since, asked.window.until)

    def totals(self, window: Window) -> Any:
        return ClockTotal.objects.due(window.since, window.until)

    def placements(self, asked: Asked) -> Any:
        return PlacedClock.objects.due(asked.window.since, asked.window.until)

    def subjects(self, asked: Asked) -> QuerySet[Any]:
        return Clock.objects.visible_to(asked.user)
