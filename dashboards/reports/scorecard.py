"""Scorecard: how the agreed numbers stood in the last of the chosen months, and how the whole went."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards import showing
from dashboards.kpis import registry
from dashboards.models import ScorecardLine
from dashboards.scorecard import words
from dashboards.scorecard.course import Month, Told, course
from dashboards.scorecard.marking import GREEN_FROM, Mark
from documents import writing as say
from documents.blocks import Block
from people.templatetags.formats import dated, number
from people.templatetags.formats import month as month_words

from .base import Report


class ScorecardReport(Report):
    key = "scorecard"
    code = "D3.3"
    name = gettext_lazy("Scorecard")
    question = gettext_lazy("How do the numbers that both teams agreed to look at stand?")
    months = 12

    @cached_property
    def course(self) -> list[Month]:
        """The closed months of the period: what was said of them stands."""
        window = self.of.window
        return [month for month in course(self.at) if month.is_closed and month.window.since in window]

    def told(self) -> Iterator[Block]:
        if not self.course:
            none = _("No month of this period was closed with a scorecard that both teams had agreed on.")
            yield say.callout(none, _("Nothing to show"), "warn")
            return
        month = self.course[-1]
        yield say.heading(self._finding(month))
        yield self._table(month)
        for caution in words.caution(month):
            yield say.callout(caution, tone="warn")
        yield say.heading(_("How it went"))
        yield self._drawn()

    def sentences(self) -> Sequence[str]:
        if not self.course:
            return [_("No month of this period was closed with a scorecard that both teams had agreed on.")]
        month = self.course[-1]
        return [f"{self._finding(month)}.", *words.caution(month)][:3]

    def _finding(self, month: Month) -> str:
        colour = month.total.colour if month.total else None
        said = {"month": capfirst(month_words(month.window.since)), "total": words.figure_of(month.total)}
        if colour is None:
            return _("%(month)s: %(total)s of 100 points") % said
        return _("%(month)s: %(total)s of 100 points, %(colour)s") % {**said, "colour": words.NAMES[colour]}

    def _table(self, month: Month) -> Block:
        columns = [
            say.column(_("Number"), share=8),
            say.column(_("Part"), share=7),
            say.column(_("Value"), "end", 5),
            say.column("n", "end", 3),
            say.column(_("From red to green"), "end", 7),
            say.column(_("Points"), "end", 4),
            say.column(_("Colour"), share=4),
        ]
        return say.table(columns, [self._row(line, mark, told) for line, mark, told in month.marks])

    def _row(self, line: ScorecardLine, mark: Mark, told: Told) -> list[str]:
        kpi = registry.get(line.kpi)
        unit = showing.unit_of(kpi.unit, self.company) if kpi else "number"
        name, critical = str(kpi.name) if kpi else line.kpi, _("critical")
        return [
            f"{name} ({critical})" if line.is_critical else name,
            str(line.get_part_display()),
            showing.words_of(told.value, unit),
            number(told.n),
            f"{showing.words_of(line.red, unit)} → {showing.words_of(line.green, unit)}",
            number(None if mark.points is None else round(mark.points)),
            str(words.NAMES[mark.colour]) if mark.colour else "–",
        ]

    def _drawn(self) -> Block:
        told = [(month, month.total) for month in self.course if month.total is not None]
        labels = [dated(month.window.since, "M Y") for month, _total in told]
        totals = say.series(_("points"), [round(one.least) for _month, one in told])
        note = _("Points of 100 by closed month, as they were said then; what is missing counts as nothing.")
        first, last = round(told[0][1].least), round(told[-1][1].least)
        finding = _("From %(first)s to %(last)s points") % {"first": number(first), "last": number(last)}
        return say.chart(
            "bars", finding, labels, [totals], note=note, target=GREEN_FROM, target_label=_("all green")
        )
