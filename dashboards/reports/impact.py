"""Impact and ROI: the eight numbers of the chosen months against as many days before, and what the work is worth."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dashboards import showing
from dashboards.impact import sentences
from dashboards.impact.line import Line
from dashboards.impact.study import Series, Study, series
from dashboards.kpis import KPI, registry
from dashboards.models.spend import READERS
from dashboards.returns.paper import blocks as returned
from dashboards.returns.question import usual
from documents import writing as say
from documents.blocks import MOST_LABELS, Block
from people.templatetags.formats import day

from .base import Report

DRAWN = ("lead_acceptance_rate", "sla_compliance")


class ImpactReport(Report):
    key = "impact"
    code = "D3.2"
    name = gettext_lazy("Impact and ROI")
    question = gettext_lazy("What is shown to have changed, how sure is that, and what is it worth?")
    months = 3
    readers = READERS

    @cached_property
    def study(self) -> Study:
        window = self.of.window
        return Study(self.look.asked, window.since, window.days)

    @property
    def lines(self) -> list[Line]:
        return [Line(one, showing.unit_of(one.kpi.unit, self.company)) for one in self.study.findings]

    def told(self) -> Iterator[Block]:
        before = self.study.before
        yield say.heading(sentences.title(self.study))
        words = {"days": before.days, "first": day(before.since), "last": day(before.until)}
        yield say.paragraph(_("Against the %(days)s days before, %(first)s – %(last)s.") % words)
        yield self._table()
        yield say.heading(_("What may be said of each"))
        yield say.bullets([[say.strong(str(one.finding.kpi.name)), ": ", one.sentence] for one in self.lines])
        yield self._caution()
        for key in DRAWN:
            yield from self._drawn(registry[key])
        yield from self._return()

    def _return(self) -> Iterator[Block]:
        """What it is worth, once something was agreed and a whole month is over."""
        question = usual(self.at.astimezone(self.company.zone).date())
        if question is not None and question.months:
            yield from returned(question)

    def sentences(self) -> Sequence[str]:
        shown = [one for one in self.lines if one.tone in ("good", "bad")] or self.lines
        told = [f"{one.finding.kpi.name}: {one.sentence}" for one in shown[:2]]
        return [f"{sentences.title(self.study)}.", *told]

    def _table(self) -> Block:
        columns = [
            say.column(_("Number"), share=3),
            say.column(_("Before"), "end", 2),
            say.column(_("After"), "end", 2),
            say.column(pgettext("a difference", "Change"), "end", 2),
            say.column(_("95 % interval"), "end", 4),
            say.column(_("Verdict"), share=2),
        ]
        rows = [
            [str(one.finding.kpi.name), one.before, one.after, one.change, one.interval, str(one.word)]
            for one in self.lines
        ]
        return say.table(columns, rows)

    def _caution(self) -> Block:
        return say.callout(
            _(
                "The eight were asked at once, and each answer pays for the other seven. A change after a day is not yet "
                "one because of it: what else happened then has to be told beside it."
            ),
            _("How to read this"),
        )

    def _drawn(self, kpi: KPI) -> Iterator[Block]:
        told: Series = series(self.study, kpi, self.company.week_start)
        if not 2 <= len(told.weeks) <= MOST_LABELS:
            return
        unit = showing.unit_of(kpi.unit, self.company)
        values = [reading.value for reading in told.readings]
        lines = [say.series(str(kpi.name), values)]
        if told.turned is not None:
            gone: list[Any] = [None] * told.at
            lines.append(
                say.series(_("as it was going"), [*gone, *told.turned.without[told.at :]], "baseline")
            )
        note = _("%(name)s by week; the chosen months begin on %(day)s. %(definition)s")
        words = {"name": kpi.name, "day": day(self.study.day), "definition": kpi.definition}
        yield say.heading(str(kpi.name))
        finding = f"{kpi.name}: {sentences.of_series(told, unit)}"
        labels = [day(week.since) for week in told.weeks]
        yield say.chart("lines", finding, labels, lines, unit=unit, note=note % words)
