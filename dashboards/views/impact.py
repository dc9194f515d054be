"""Impact: the eight numbers before and after a day, and the weeks of one of them."""

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
from dashboards.impact.line import Line
from dashboards.impact.pilots import PILOTS, pilot_of
from dashboards.impact.question import DEFAULT_WEEKS, WEEKS, changes, first_day, study_of
from dashboards.impact.study import FAMILY, Pilot, Series, Study, series
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
