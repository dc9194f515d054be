"""Sales' board: what is running out now, how fast leads are contacted, what was answered, and who keeps the promises."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.asking import Window
from dashboards.kpis import Reading, registry
from dashboards.kpis.compliance import TARGET
from dashboards.statistics import Survival
from people.models import Role
from people.templatetags.formats import duration, percent
from sla.board import Board as ClockBoard
from sla.filters import BoardAsked

from .base import Board
from .common import few, n_words, share_by_group, share_by_week, title_of
from .look import Look
from .parts import Cell, Chart, Counts, Head, Part, Row, Series, Table

RESPONSE = "response_time"
KEPT = "sla_compliance"
ACCEPTANCE = "lead_acceptance_rate"
HOUR = 3600
MARKS = (HOUR // 4, HOUR // 2, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, 24 * HOUR, 40 * HOUR)
"""After so much working time the page says how many were contacted; 8 hours are a day, 40 a week."""
CLOCKS = (
    ("overdue", gettext_lazy("Overdue"), "bad"),
    ("risk", gettext_lazy("At risk"), "warn"),
    ("running", gettext_lazy("On time"), ""),
    ("paused", gettext_lazy("Paused"), ""),
)
ANSWERS = ("delivered", "accepted", "rejected", "recycled", "pending")


class SalesBoard(Board):
    key = "sales"
    name = gettext_lazy("Sales")
    question = gettext_lazy("What runs out now, how fast do we contact leads, and do we keep our promises?")
    readers = frozenset({Role.SALES, Role.SALES_MANAGER})
    tiles = (RESPONSE, "untouched_share", KEPT, ACCEPTANCE)
    sample = gettext_lazy(
        "Once leads are handed over, this page shows the clocks that run, how long a lead waits for its first contact, and "
        "what each team answers."
    )

    def told(self) -> Iterator[Part | None]:
        yield self._clocks()
        yield contacted(self.look)
        yield self._kept()
        yield self._waits("team")
        yield self._waits("owner")
        yield self._kept_by("team", _("Promises kept, by team"))
        yield self._kept_by("owner", _("Promises kept, by person"))
        for dimension, title in (("team", _("Answers by team")), ("source", _("Answers by source"))):
            yield share_by_group(self.look, ACCEPTANCE, dimension, title, ANSWERS)

    def _clocks(self) -> Part | None:
        """What runs now, whatever the period: of a representative the own, of a manager the team's."""
        user = self.look.asked.user
        query = QueryDict(mutable=True)
        if user.role == Role.SALES:
            query["owner"] = "me"
        counts = ClockBoard(user, BoardAsked.of(query, user), self.look.at).counts
        page = reverse("sla:clock-list")
        told = [
            (label, counts[part], f"{page}?{urlencode({'state': part, **query.dict()})}", tone)
            for part, label, tone in CLOCKS
        ]
        title = _("My clocks, now") if user.role == Role.SALES else _("Running clocks, now")
        return Counts(
            "clocks",
            title,
            told,
            _("Promises to a lead that are counting at this moment; not of the period."),
        )

    def _waits(self, dimension: str) -> Part | None:
        found = self.look.by(RESPONSE, dimension)
        if not found or (dimension == "team" and len(found) < 2):
            return None
        words = self.look.labels(dimension, found)
        if dimension == "owner":
            words |= {None: _("Nobody: in the queue")}
        kpi = registry[RESPONSE]
        parts = ("delivered", "touched", "untouched")
        rows = [
            Row(
                [
                    Cell(words[value], "text"),
                    *(
                        Cell(reading.parts[part], url=self.look.url(RESPONSE, part, **{dimension: value}))
                        for part in parts
                    ),
                    Cell(reading.value, "duration", note=_interval(reading)),
                    Cell(reading.spread["p90"], "duration"),
                ],
                few(reading.parts["touched"]),
            )
            for value, reading in found.items()
        ]
        title = _("Response time by team") if dimension == "team" else _("Response time by person")
        heads = [
            Head(title_of(dimension), False),
            *(Head(kpi.parts[part]) for part in parts),
            Head(_("half within")),
            Head(_("nine of ten within")),
        ]
        lede = _(
            "Working time; those never contacted count as waiting, so a dash says that too many still wait."
        )
        return Table(f"waits-{dimension}", title, heads, rows, lede)

    def _kept(self) -> Part | None:
        whole = self.look.reading(KEPT)
        title = _("%(share)s of the promises were kept") % {"share": percent(whole.value)}
        note = _(
            "Kept in time, of those due, by the week in which they were due; the band shows what chance does"
        )
        drawn = share_by_week(self.look, KEPT, title, note, ("due", "met", "late", "open_late"))
        return drawn and aimed(drawn)

    def _kept_by(self, dimension: str, title: str) -> Part | None:
        found = share_by_group(self.look, KEPT, dimension, title, ("due", "met", "late", "open_late"))
        return found if found and len(found.rows) > 1 else None


def aimed(drawn: Chart) -> Chart:
    """With the target of promises kept across it."""
    return replace(drawn, target=TARGET, target_label=_("target %(share)s") % {"share": percent(TARGET)})


def contacted(look: Look) -> Part | None:
    """How many had a first contact within so much working time; who was never contacted is inside."""
    now, before = _curve(look, look.asked.window), _curve(look, look.asked.window.before())
    if not now.n:
        return None
    compared = before.n and before.answered
    labels = [duration(mark) for mark in MARKS]
    lines = [Series(_("this period"), [1 - now.waiting_after(mark) for mark in MARKS])]
    if compared:
        lines.append(Series(_("before"), [1 - before.waiting_after(mark) for mark in MARKS], "compare"))
    rows = [
        Row(
            [
                Cell(mark, "duration"),
                Cell(1 - now.waiting_after(mark), "percent"),
                Cell(1 - before.waiting_after(mark) if compared else None, "percent"),
            ]
        )
        for mark in MARKS
    ]
    heads = [Head(_("Within"), False), Head(_("this period")), Head(_("before"))]
    return Chart(
        "contacted",
        _("%(share)s are contacted within %(time)s of working time")
        % {"share": percent(1 - now.waiting_after(4 * HOUR)), "time": duration(4 * HOUR)},
        _(
            "Share with a first contact by a person, by working time since the handoff; those never contacted stay inside "
            "(Kaplan-Meier); %(n)s"
        )
        % {"n": n_words(now.n)},
        "lines",
        labels,
        lines,
        Table("contacted-table", _("First contact over time"), heads, rows),
        unit="percent",
    )


def _curve(look: Look, window: Window) -> Survival:
    measured: Any = look.measured(RESPONSE)
    curve: Survival = measured.curve(window)
    return curve


def _interval(reading: Reading) -> str:
    if reading.low is None:
        return ""
    return f"{duration(reading.low)} – {duration(reading.high)}"
