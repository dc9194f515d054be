"""Response time: from the handoff to the first human touch, with those still waiting inside the statistic."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked, Window
from dashboards.evidence import Times
from dashboards.models import DIMENSIONS, PlacedHandoff, WaitDay
from dashboards.own import OTHER, cut, grouped, is_own
from dashboards.statistics import FEW, Survival
from dashboards.waiting import (
    SECOND,
    Joined,
    PackedDays,
    PackedFlags,
    PackedMoments,
    Waits,
    days_of,
    ends_of,
    flags_of,
    moments_of,
    worked,
)
from leads.models import Handoff
from people.hours import Hours
from people.models import Team
from people.moment import now
from sla.models.timing import hours_for, versions_in_use

from .kpi import KPI, Measured, Reading, largest

PARTS = {
    "delivered": (_("delivered"), Q()),
    "touched": (_("contacted"), Q(is_touched=True)),
    "untouched": (_("never contacted"), Q(is_touched=False)),
}
COLUMNS = ("days", "opened", "ended", "over")
IN_PIECES = frozenset({"", "team", "owner"})
"""By what kept pieces of columns can be grouped and cut; blank is all together."""


@dataclass(frozen=True)
class MeasuredWaits(Measured):
    waits: Waits

    def over(self, window: Window) -> Reading:
        return read_waits(*self._told(window))

    def curve(self, window: Window) -> Survival:
        return self._told(window)[1]

    def _told(self, window: Window) -> tuple[Waits, Survival]:
        """A page asks of the same days several times: each is put in order once."""
        if window not in self._kept:
            inside = self.waits.within(window)
            self._kept[window] = (inside, inside.curve())
        return self._kept[window]

    @cached_property
    def _kept(self) -> dict[Window, tuple[Waits, Survival]]:
        return {}


def read_waits(waits: Waits, curve: Survival | None = None) -> Reading:
    """The median by Kaplan and Meier; None where more than half still wait and none has waited long enough to tell."""
    curve, touched = curve or waits.curve(), int(waits.over.sum())
    low, high = curve.median_interval()
    parts = {"delivered": len(waits), "touched": touched, "untouched": len(waits) - touched}
    trust = "few" if touched < FEW else "incomplete" if curve.n < len(waits) else ""
    spread = {f"p{share:.0%}".rstrip("%"): curve.quantile(share) for share in (0.5, 0.9)}
    return Reading(curve.quantile(), len(waits), parts, low=low, high=high, trust=trust, spread=spread)


class ResponseTime(KPI):
    key = "response_time"
    name = _("Response time")
    definition = _(
        "Working time from the handoff to the first contact by a person, by the calendar of the promise, else of the team. "
        "The median counts those still waiting as waiting (Kaplan-Meier); one that Sales sent back untouched waited until then."
    )
    formula = _("median of (first human touch - handoff), working time")
    unit = "duration"
    better = "down"
    cohort = _("day of the handoff")
    clock = _("from the handoff to the first human touch, in working time by the calendar of the promise")
    owner = "sales"
    sources = ("leads.Handoff", "leads.Event", "sla.Clock")
    lead_path = "handoff__lead"
    parts = {name: label for name, (label, _condition) in PARTS.items()}
    main_part = "delivered"
    in_working_time = True

    def dimensions(self) -> tuple[str, ...]:
        return (*DIMENSIONS, "reason")

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredWaits:
        return MeasuredWaits(Waits.joined(self.waits(asked.over(span or asked.window)).values()))

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        groups = self.waits(asked, dimension)
        shown, rest = largest(groups, len, is_own(dimension))
        read = {group: read_waits(groups[group]) for group in shown}
        if rest:
            read[OTHER] = read_waits(Waits.joined(groups[group] for group in rest))
        return read

    def evidence(self, asked: Asked) -> Times:
        return self.studied(asked)[1]

    def studied(self, asked: Asked, known: Measured | None = None) -> tuple[Reading, Times]:
        told = known if isinstance(known, MeasuredWaits) else self.measure(asked)
        known_waits = told.waits.within(asked.window).known
        return told.over(asked.window), Times(known_waits.seconds, known_waits.over)

    def placements(self, asked: Asked) -> Any:
        opened = PlacedHandoff.objects.opened(asked.window.since, asked.window.until)
        return cut(opened.within(asked.within(self.dimensions())), asked.own, self.lead_path)

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        counted = self.placements(asked).filter(PARTS[part][1])
        return Handoff.objects.visible_to(asked.user).filter(pk__in=counted.values("pk"))

    def waits(self, asked: Asked, group: str = "") -> dict[Any, Waits]:
        """{value of the group: its waits}; one query for the handoffs, two for their calendars."""
        at = now()
        rows, columns = self._columns(asked, group, at)
        found = list(rows.values("stated", "calendar_id", "team_id").annotate(**columns).order_by())
        worked = _Worked(((row["calendar_id"], row["team_id"]) for row in found), self.in_working_time, at)
        groups: dict[Any, list[Waits]] = defaultdict(list)
        for row in found:
            groups[row["stated"]].append(worked.waits(row))
        return {value: Waits.joined(told) for value, told in groups.items()}

    def _columns(self, asked: Asked, group: str, at: datetime) -> tuple[Any, dict[str, Any]]:
        """The rows to read and the columns to make of them: kept pieces where they know what is asked, else handoffs."""
        cuts, stated = asked.within(self.dimensions()), grouped(group, self.lead_path)
        if not asked.own and {*cuts, group} <= IN_PIECES:
            pieces = WaitDay.objects.opened(asked.window.since, asked.window.until).visible_to(asked.user)
            return pieces.within(cuts).annotate(stated=stated), {name: Joined(name) for name in COLUMNS}
        rows = self.placements(asked).visible_to(asked.user).annotate(stated=stated)
        return rows, {
            "days": PackedDays("day"),
            "opened": PackedMoments("opened_at"),
            "ended": PackedMoments(Coalesce("ended_at", Value(at))),
            "over": PackedFlags("is_touched"),
        }


class ResponseTimeWall(ResponseTime):
    key = "response_time_wall"
    name = _("Response time by the clock")
    definition = _(
        "As the response time, but every hour counts, nights and holidays too: what the lead feels."
    )
    formula = _("median of (first human touch - handoff), calendar time")
    unit = "span"
    clock = _("from the handoff to the first human touch, every hour counted")
    in_working_time = False


class _Worked:
    """Seconds between two moments by each handoff's calendar; None outside the days that a calendar was built for. Who
    still waits has waited until `at`."""

    def __init__(
        self, keys: Iterable[tuple[int | None, int | None]], in_working_time: bool, at: datetime
    ) -> None:
        self.in_working_time, self.at = in_working_time, at
        self.of_team: dict[int, int | None] = {}
        if in_working_time:
            promised, teams = _apart(keys)
            calendars = dict(Team.objects.filter(pk__in=teams).values_list("pk", "calendar"))
            newest = versions_in_use(calendars.values())
            self.of_team = {team: getattr(newest.get(pk), "pk", None) for team, pk in calendars.items()}
            self.hours = hours_for(promised | set(self.of_team.values()))

    def waits(self, row: Mapping[str, Any]) -> Waits:
        """Of the handoffs that one calendar counts, from their columns."""
        opened, ended = moments_of(row["opened"]), ends_of(row["ended"], self.at)
        seconds = self._seconds(row["calendar_id"], row["team_id"], opened, np.maximum(opened, ended))
        return Waits(days_of(row["days"]), seconds, flags_of(row["over"]))

    def _seconds(self, calendar: int | None, team: int | None, since: Any, until: Any) -> Any:
        version = calendar or self.of_team.get(team or 0)
        if not self.in_working_time or version is None:
            return (until - since) / SECOND
        hours = self.hours.get(version)
        if not isinstance(hours, Hours):
            return np.full(len(since), np.nan)
        return worked(hours, since, until)


def _apart(keys: Iterable[tuple[int | None, int | None]]) -> tuple[set[int | None], set[int]]:
    pairs = list(keys)
    return {calendar for calendar, _team in pairs}, {
        team for calendar, team in pairs if not calendar and team
    }
