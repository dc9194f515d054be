"""Response time: from the handoff to the first human touch, with those still waiting inside the statistic."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked, Window
from dashboards.evidence import Times
from dashboards.models import DIMENSIONS, PlacedHandoff
from dashboards.own import OTHER, cut, is_own, value_of
from dashboards.statistics import FEW, kaplan_meier
from leads.models import Handoff, Verdict
from people.models import Team
from people.moment import now
from sla.models import Clock, Commitment
from sla.models.timing import hours_for, versions_in_use

from .kpi import KPI, Measured, Reading, largest

SENT_AWAY = ("rejected", "returned", "recycled", "expired")
PARTS = {
    "delivered": (_("delivered"), Q()),
    "touched": (_("contacted"), Q(is_touched=True)),
    "untouched": (_("never contacted"), Q(is_touched=False)),
}


@dataclass(frozen=True)
class Wait:
    """How long one handoff waited, or has waited so far; `seconds` is None where no calendar says what counts."""

    day: date
    group: Any
    seconds: float | None
    is_over: bool


@dataclass(frozen=True)
class MeasuredWaits(Measured):
    waits: Sequence[Wait]

    def over(self, window: Window) -> Reading:
        return read_waits([wait for wait in self.waits if wait.day in window])


def read_waits(waits: Sequence[Wait]) -> Reading:
    """The median by Kaplan and Meier; None where more than half still wait and none has waited long enough to tell."""
    known = [wait for wait in waits if wait.seconds is not None]
    curve = kaplan_meier([wait.seconds or 0 for wait in known], [wait.is_over for wait in known])
    touched = sum(wait.is_over for wait in waits)
    low, high = curve.median_interval()
    parts = {"delivered": len(waits), "touched": touched, "untouched": len(waits) - touched}
    trust = "few" if touched < FEW else "incomplete" if len(known) < len(waits) else ""
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
        return MeasuredWaits(self.waits(asked.over(span or asked.window), "source"))

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        groups = defaultdict(list)
        for wait in self.waits(asked, dimension):
            groups[wait.group].append(wait)
        shown, rest = largest(groups, len, is_own(dimension))
        read = {group: read_waits(groups[group]) for group in shown}
        if rest:
            read[OTHER] = read_waits([wait for group in rest for wait in groups[group]])
        return read

    def evidence(self, asked: Asked) -> Times:
        known = [wait for wait in self.waits(asked, "source") if wait.seconds is not None]
        return Times(
            np.array([wait.seconds for wait in known], dtype=float),
            np.array([wait.is_over for wait in known], dtype=bool),
        )

    def placements(self, asked: Asked) -> Any:
        opened = PlacedHandoff.objects.opened(asked.window.since, asked.window.until)
        return cut(opened.within(asked.within(self.dimensions())), asked.own, self.lead_path)

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        counted = self.placements(asked).filter(PARTS[part][1])
        return Handoff.objects.visible_to(asked.user).filter(pk__in=counted.values("pk"))

    def waits(self, asked: Asked, group: str) -> list[Wait]:
        """One query for the handoffs, two for their calendars."""
        stated = value_of(group, self.lead_path) if is_own(group) else F(group)
        rows = list(
            self.placements(asked)
            .visible_to(asked.user)
            .annotate(sent_away_at=_sent_away(), calendar=_calendar_of_promise(), stated=stated)
            .values_list(
                "day",
                "stated",
                "handoff__opened_at",
                "handoff__first_touch_at",
                "sent_away_at",
                "state",
                "calendar",
                "team_id",
            )
        )
        worked = _Worked(((row[6], row[7]) for row in rows), self.in_working_time)
        at = now()
        return [
            Wait(
                day,
                value,
                worked.seconds(calendar, team, opened, touched or _end(state, sent, at)),
                touched is not None,
            )
            for day, value, opened, touched, sent, state, calendar, team in rows
        ]


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
    """Seconds between two moments by each handoff's calendar; None outside the days that a calendar was built for."""

    def __init__(self, keys: Iterable[tuple[int | None, int | None]], in_working_time: bool) -> None:
        self.in_working_time = in_working_time
        self.of_team: dict[int, int | None] = {}
        if in_working_time:
            promised, teams = _apart(keys)
            calendars = dict(Team.objects.filter(pk__in=teams).values_list("pk", "calendar"))
            newest = versions_in_use(calendars.values())
            self.of_team = {team: getattr(newest.get(pk), "pk", None) for team, pk in calendars.items()}
            self.hours = hours_for(promised | set(self.of_team.values()))

    def seconds(
        self, calendar: int | None, team: int | None, since: datetime, until: datetime
    ) -> float | None:
        until = max(since, until)
        version = calendar or self.of_team.get(team or 0)
        if not self.in_working_time or version is None:
            return (until - since).total_seconds()
        try:
            return float(self.hours[version].elapsed(since, until))
        except LookupError:
            return None


def _apart(keys: Iterable[tuple[int | None, int | None]]) -> tuple[set[int | None], set[int]]:
    pairs = list(keys)
    return {calendar for calendar, _team in pairs}, {
        team for calendar, team in pairs if not calendar and team
    }


def _end(state: str, sent_away_at: datetime | None, at: datetime) -> datetime:
    """Until when an untouched handoff waited."""
    return sent_away_at if state in SENT_AWAY and sent_away_at else at


def _sent_away() -> Subquery:
    answers = Verdict.objects.filter(offer__handoff=OuterRef("pk")).order_by("-offer__number")
    return Subquery(answers.values("decided_at")[:1])


def _calendar_of_promise() -> Subquery:
    clocks = Clock.objects.filter(
        subject="handoff", subject_id=OuterRef("pk"), commitment__kind=Commitment.Kind.FIRST_TOUCH
    )
    return Subquery(clocks.values("calendar_version")[:1])
