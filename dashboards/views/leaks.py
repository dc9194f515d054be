"""Leaks: where the funnel loses the most against the rest of the company, and what closing each would be worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from dashboards import periods, rollups
from dashboards.asking import Asked
from dashboards.boards.common import title_of
from dashboards.forms import QuestionForm
from dashboards.leaks import READERS, words
from dashboards.leaks.finding import Cell
from dashboards.leaks.table import DIMENSIONS, LeakTable, Point, Step
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Organisation, Role, User
from people.moment import now
from people.templatetags.formats import money, percent

MOST_RANKED = 15
PERIOD = "52w"
PERIODS = ("26w", "52w", "all")


class LeakForm(forms.Form):
    """By which groups, over which days: a year unless asked, for a leak is told by the year."""

    by = forms.ChoiceField(choices=[(name, name) for name in DIMENSIONS], required=False)
    period = forms.ChoiceField(choices=[(key, key) for key in PERIODS], required=False)

    def said(self, name: str) -> str:
        self.is_valid()
        found: str = self.cleaned_data.get(name) or ""
        return found


@dataclass(frozen=True)
class Shown:
    """A cell with its words and the pages that list its leads."""

    cell: Cell
    step: Step
    name: str
    currency: str
    urls: Mapping[str, str]

    @property
    def step_name(self) -> str:
        return words.step_name(self.step.first, self.step.last)

    @property
    def sentence(self) -> str:
        return words.sentence(self.cell, self.name)

    @property
    def rate(self) -> str:
        return percent(self.cell.own.rate, 0)

    @property
    def interval(self) -> str:
        ends = self.cell.interval
        return f"{percent(ends[0], 0)} – {percent(ends[1], 0)}" if ends else ""

    @property
    def mark(self) -> tuple[str, Any]:
        return words.mark(self.cell)

    @property
    def verdict(self) -> tuple[str, Any]:
        return words.verdict(self.cell)

    @property
    def money(self) -> str:
        return money(self.cell.money, self.currency)

    @property
    def money_ends(self) -> str:
        ends = self.cell.money_interval
        return f"{money(ends[0], self.currency)} … {money(ends[1], self.currency)}" if ends else ""


@method_decorator(for_roles(*sorted(READERS)), name="dispatch")
class LeakPage(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/leaks/leaks.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        form, company = LeakForm(self.request.GET), Organisation.current()
        table = LeakTable(self._asked(form), form.said("by") or DIMENSIONS[0])
        shown = {(one.step, one.value): self._shown(table, one, company.currency) for one in table.cells}
        return super().get_context_data(
            table=table,
            form=form,
            currency=company.currency,
            dimensions=[(name, title_of(name)) for name in DIMENSIONS],
            by_name=title_of(table.dimension),
            periods=[(key, periods.LABELS[key]) for key in PERIODS],
            chosen_period=form.said("period") or PERIOD,
            title=words.title(table, company.currency),
            ranked=[shown[one.step, one.value] for one in table.ranked[:MOST_RANKED]],
            heads=[(step, words.step_name(step.first, step.last)) for step in table.steps],
            rows=[
                (table.names[value], [shown.get((step.key, value)) for step in table.steps])
                for value in table.values
            ],
            points=[self._point(one, company.currency) for one in table.points],
            sees_all=self.request.user.sees_every_lead,
            **kwargs,
        )

    def _asked(self, form: LeakForm) -> Asked:
        """Of the whole company, whoever reads: the rest of the company is the reference."""
        said = self.request.GET.copy()
        said["period"] = form.said("period") or PERIOD
        asked = QuestionForm(said).asked(User(role=Role.REVOPS), now())
        return Asked(asked.user, asked.window, asked.today)

    def _shown(self, table: LeakTable, cell: Cell, currency: str) -> Shown:
        step = next(step for step in table.steps if step.key == cell.step)
        asked, urls = step.asked.cut(**{table.dimension: cell.value}), {}
        if self.request.user.sees_every_lead:
            urls = {part: asked.rows_url(step.key, part) for part in ("entered", "reached")}
        return Shown(cell, step, table.names[cell.value], currency, urls)

    def _point(self, one: Point, currency: str) -> dict[str, Any]:
        opens = self.request.user.sees_every_lead
        return {
            "step": words.step_name(one.step.first, one.step.last),
            "whole": one.step.whole,
            "rate": percent(one.step.whole.rate, 1),
            "url": one.step.asked.rows_url(one.step.key, "entered") if opens else "",
            "money": money(one.money, currency),
            "ends": " … ".join(money(end, currency) for end in one.interval),
        }
