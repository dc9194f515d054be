"""How long leads take from one stage to another, and how long they stay in one."""

from datetime import date
from itertools import combinations
from typing import Any

from django.db.models import Case, Count, DateField, DateTimeField, F, Model, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Least
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dashboards import own
from dashboards.asking import Asked
from dashboards.models import DIMENSIONS, PlacedLead
from leads.models import Lead, Stage
from leads.stages import DISQUALIFIED, FUNNEL, HANDED_OFF, LOST, RECYCLED, REJECTED
from people.moment import now

from .lapses import Lapse, OfLapses

EXITS = (LOST, DISQUALIFIED)
"""Whoever is here won't go on: the wait ended without an answer."""
DAY = 86_400


class StageLapse(OfLapses):
    """From the day a lead entered `entry` to the first of the stages in `ends`."""

    sources = ("leads.StageChange", "leads.Opportunity")
    lead_path = "lead"
    entry: str
    ends: tuple[str, ...]
    cohort = _("day on which the lead entered the first stage")
    clock = _("days of the calendar between the two stages; from moment to moment where that is asked")

    def dimensions(self) -> tuple[str, ...]:
        return DIMENSIONS

    @property
    def exits(self) -> tuple[str, ...]:
        return tuple(stage for stage in EXITS if stage not in self.ends)

    @property
    def conditions(self) -> dict[str, Q]:
        ended = Q(end__isnull=False)
        backwards = Q(end__lt=F(f"{self.entry}_on"))
        return {
            "entered": Q(),
            "reached": ended,
            "waiting": ~ended,
            "in_order": ended & ~backwards,
            "backwards": ended & backwards,
        }

    def placements(self, asked: Asked) -> Any:
        entered = PlacedLead.objects.entered(self.entry, asked.window.since, asked.window.until)
        cut = own.cut(entered.within(asked.within(self.dimensions())), asked.own, self.lead_path)
        return cut.annotate(end=_first([f"{stage}_on" for stage in self.ends]))

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        counted = self.placements(asked).filter(self.conditions[part])
        return Lead.objects.visible_to(asked.user).filter(pk__in=counted.values("pk"))

    def lapses(self, asked: Asked, group: str) -> list[Lapse]:
        stated = own.grouped(group, self.lead_path)
        rows = self.placements(asked).visible_to(asked.user).annotate(stated=stated)
        return self._moments(rows, asked) if asked.clock else self._days(rows, asked.today)

    def _days(self, rows: Any, today: date) -> list[Lapse]:
        """One row for all that took equally long."""
        begun = F(f"{self.entry}_on")
        left = _first([*(f"{stage}_on" for stage in self.exits)], Value(today, DateField()))
        counted = rows.annotate(begun=begun, until=Coalesce("end", left)).values("begun", "stated", "until")
        found = counted.annotate(
            n=Count("pk"), over=Case(When(end__isnull=False, then=True), default=False)
        ).values_list("begun", "stated", "until", "over", "n")
        return [
            Lapse(begun, group, float((until - begun).days), over, n)
            for begun, group, until, over, n in found.order_by()
        ]

    def _moments(self, rows: Any, asked: Asked) -> list[Lapse]:
        ended = _first([f"lead__{stage}_at" for stage in self.ends])
        left = _first([f"lead__{stage}_at" for stage in self.exits]) if self.exits else None
        told = rows.annotate(ended=ended, left=left or Value(None, DateTimeField())).values_list(
            f"{self.entry}_on", "stated", f"lead__{self.entry}_at", "ended", "left"
        )
        at = now()
        return [
            Lapse(day, group, ((ended or left or at) - begun).total_seconds() / DAY, ended is not None)
            for day, group, begun, ended, left in told
            if begun is not None
        ]


class Passage(StageLapse):
    """From one stage to a later one."""

    def __init__(self, first: str, last: str) -> None:
        self.entry, self.ends, self.key = first, (last,), f"time_{first}_to_{last}"
        words = {"first": Stage(first).label, "last": Stage(last).label}
        self.name = format_lazy(_("Days from {first} to {last}"), **words)
        self.definition = format_lazy(
            _(
                "Days until leads that entered “{first}” in the period reached “{last}”: the median, with those that have "
                "not come so far counted as waiting (Kaplan-Meier), and those that were lost as waiting until then."
            ),
            **words,
        )
        self.formula = format_lazy(_("median of ({last} - {first})"), **words)
        self.parts = _labels(
            format_lazy(_("entered {first}"), **words), format_lazy(_("reached {last}"), **words)
        )


class TimeInStage(StageLapse):
    """From one stage to whatever came next."""

    def __init__(self, stage: str) -> None:
        later = FUNNEL[FUNNEL.index(stage) + 1 :]
        self.entry, self.key = stage, f"time_in_{stage}"
        self.ends = (*later, *_ways_out(stage))
        words = {"stage": Stage(stage).label}
        self.name = format_lazy(_("Days in {stage}"), **words)
        self.definition = format_lazy(
            _(
                "Days that leads which entered “{stage}” in the period stayed in it, until the first later stage or until "
                "they left the funnel: the median, with those that are still in it counted as such (Kaplan-Meier)."
            ),
            **words,
        )
        self.formula = format_lazy(_("median of (next stage - {stage})"), **words)
        self.parts = _labels(format_lazy(_("entered {stage}"), **words), _("went on or left"))


def _ways_out(stage: str) -> tuple[str, ...]:
    answered = (REJECTED, RECYCLED) if FUNNEL.index(stage) <= FUNNEL.index(HANDED_OFF) else ()
    return (*answered, LOST, DISQUALIFIED)


def _labels(entered: Any, reached: Any) -> dict[str, Any]:
    return {
        "entered": entered,
        "reached": reached,
        "waiting": _("not yet"),
        "in_order": _("in order"),
        "backwards": pgettext_lazy("several", "ended before it began"),
    }


def _first(columns: list[str], default: Any = None) -> Any:
    """The earliest of these; PostgreSQL leaves out what is null."""
    found: Any = Least(*columns) if len(columns) > 1 else F(columns[0]) if columns else None
    if default is None:
        return found
    return Coalesce(found, default) if found is not None else default


PASSAGES = [Passage(first, last) for first, last in combinations(FUNNEL, 2)]
STAYS = [TimeInStage(stage) for stage in FUNNEL[:-1]]
