"""Impact: the eight numbers before and after a day, and the weeks of one of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from dashboards import rollups, showing
from dashboards.asking import BLANK
from dashboards.choices import choices
from dashboards.forms import DayField, QuestionForm
from dashboards.impact import figure, sentences
from dashboards.impact.question import DEFAULT_WEEKS, PILOTS, WEEKS, changes, first_day, pilot_of, study_of
from dashboards.impact.study import FAMILY, Finding, Pilot, Series, Study, series
from dashboards.impact.verdicts import TONES, WORDS
from dashboards.kpis import KPI, registry
from dashboards.labels import labels
from people.asking import SignedInRequest
from people.models import Organisation
from people.moment import now


class ImpactForm(forms.Form):
    """The day of the change, how many weeks on either side, who began first, and whose weeks are drawn."""

    since = DayField()
    weeks = forms.TypedChoiceField(choices=[(n, n) for n in WEEKS], coerce=int, required=False)
    kpi = forms.ChoiceField(choices=[(key, key) for key in FAMILY], required=False)

    def said(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name) or None

    @property
    def faults(self) -> list[str]:
        return [str(fault) for faults in self.errors.values() for fault in faults]


@dataclass(frozen=True)
class Line:
    """A finding as the table shows it."""

    finding: Finding
    unit: str

    @property
    def word(self) -> Any:
        return WORDS[self.finding.verdict]

    @property
    def tone(self) -> str:
        return TONES.get(self.finding.verdict, "")

    @property
    def sentence(self) -> str:
        return sentences.of(self.finding, self.unit)

    @property
    def before(self) -> str:
        return showing.words_of(self.finding.before.reading.value, self.unit)

    @property
    def after(self) -> str:
        return showing.words_of(self.finding.after.reading.value, self.unit)

    @property
    def change(self) -> str:
        return showing.difference_words(self._effect("by"), self.unit)

    @property
    def alike(self) -> str:
        told = self._effect("alike")
        return showing.difference_words(told, self.unit) if told is not None else ""

    @property
    def interval(self) -> str:
        return showing.differences_words(self._effect("told_interval"), self.unit)

    @property
    def chance(self) -> str:
        return showing.chance_words(self.finding.chance)

    def _effect(self, name: str) -> Any:
        return getattr(self.finding.effect, name) if self.finding.effect else None


class Impact(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/impact/impact.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        asked = QuestionForm(self.request.GET).asked(self.request.user, now())
        form = ImpactForm(self.request.GET)
        more: dict[str, Any] = {
            "form": form,
            "changes": self.changes,
            "weeks_of": WEEKS,
            "chosen_weeks": form.said("weeks") or DEFAULT_WEEKS,
            "choices": (found := choices(asked)),
            "pilots": _pilots(found),
        }
        day = form.said("since") or first_day(self.changes)
        if day is not None:
            pilot = pilot_of(self.request.GET.get("pilot", ""), asked)
            more |= _studied(study_of(asked, day, form.said("weeks"), pilot), form)
        return super().get_context_data(**more, **kwargs)

    @cached_property
    def changes(self) -> list[tuple[date, str]]:
        return changes()


def _pilots(found: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Who may have begun first, as the address writes it and in words."""
    return [
        (f"{name}:{written}", str(words))
        for name in PILOTS
        for written, words in found.get(name, [])
        if written != BLANK
    ]


def _studied(study: Study, form: ImpactForm) -> dict[str, Any]:
    kpi: KPI = registry[form.said("kpi") or FAMILY[0]]
    company = Organisation.current()
    weeks: Series = series(study, kpi, company.week_start)
    unit = showing.unit_of(kpi.unit, company)
    return {
        "study": study,
        "window": study.before.joined(study.after),
        "lines": [Line(one, showing.unit_of(one.kpi.unit, company)) for one in study.findings],
        "finding": sentences.title(study),
        "pilot_name": _pilot_name(study.pilot),
        "drawn": kpi,
        "series": figure.by_week(weeks, study, unit),
        "series_finding": sentences.of_series(weeks, unit),
        "series_count": len(weeks.weeks),
    }


def _pilot_name(pilot: Pilot | None) -> str:
    return labels(pilot.dimension, [pilot.value])[pilot.value] if pilot else ""
