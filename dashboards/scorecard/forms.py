"""A card as somebody proposes it: a line a number, in the units in which people read them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dashboards.impact.study import FAMILY
from dashboards.kpis import registry
from dashboards.models import Scorecard, ScorecardLine, Target
from dashboards.showing import TYPED, typed_unit
from people.forms.choosing import choices_of

MOST_LINES = 15
BLANK_LINES = 2
MOST = 1e12
"""No company's number lies beyond it, and the span of a band stays a number."""
PARTS = {
    "sla_compliance": "sla",
    "response_time": "sla",
    "internal_nps": "together",
    "lead_acceptance_rate": "together",
    "dispute_rate": "together",
}
"""Where a number stands in a first card; all others speak of the quality of leads."""


class LineForm(forms.Form):
    """A line without a number is none. Bands are typed in percent, hours, days or money."""

    kpi = forms.ChoiceField(label=gettext_lazy("Number"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("Part"), choices=ScorecardLine.Part.choices, required=False)
    weight = forms.DecimalField(
        label=gettext_lazy("Weight"), min_value=0.1, max_value=1000, decimal_places=1, required=False
    )
    red = forms.FloatField(label=gettext_lazy("Red at"), min_value=-MOST, max_value=MOST, required=False)
    green = forms.FloatField(label=gettext_lazy("Green at"), min_value=-MOST, max_value=MOST, required=False)
    is_critical = forms.BooleanField(label=gettext_lazy("Critical"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = sorted(((kpi.key, str(kpi.name)) for kpi in registry.values()), key=lambda one: one[1])
        choices_of(self, "kpi", [("", "–"), *names])
        for name, field in self.fields.items():
            is_choice = isinstance(field, forms.ChoiceField)
            field.widget.attrs["class"] = (
                "form-check-input"
                if name == "is_critical"
                else "form-select"
                if is_choice
                else "form-control"
            )
            field.widget.attrs["aria-label"] = field.label

    @property
    def unit(self) -> Any:
        key = self["kpi"].value()
        return typed_unit(registry[key].unit) if key in registry else ""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("kpi"):
            return said
        for name in ("weight", "red", "green"):
            if said.get(name) is None and name not in self.errors:
                self.add_error(name, _("Fill this in."))
        if said.get("red") is not None and said.get("red") == said.get("green"):
            self.add_error("green", _("Red and green are the same."))
        better = registry[said["kpi"]].better
        if None not in (said.get("red"), said.get("green")) and (said["green"] < said["red"]) == (
            better == "up"
        ):
            words = _("More is better here: green lies above red.")
            self.add_error(
                "green", words if better == "up" else _("Less is better here: green lies below red.")
            )
        return said

    def line(self) -> ScorecardLine | None:
        said = self.cleaned_data
        if not said.get("kpi"):
            return None
        scale = TYPED.get(registry[said["kpi"]].unit, 1)
        return ScorecardLine(
            kpi=said["kpi"],
            part=said.get("part") or PARTS.get(said["kpi"], "quality"),
            weight=said["weight"],
            red=said["red"] / scale,
            green=said["green"] / scale,
            is_critical=said["is_critical"],
        )


class BaseLines(forms.BaseFormSet):
    def clean(self) -> None:
        keys = [form.cleaned_data.get("kpi") for form in self.forms if hasattr(form, "cleaned_data")]
        named = [key for key in keys if key]
        if not named:
            raise forms.ValidationError(_("A scorecard needs a number."))
        if len(named) != len(set(named)):
            raise forms.ValidationError(_("A number stands on a scorecard once."))

    def lines(self) -> list[ScorecardLine]:
        return [line for form in self.forms if (line := form.line())]


LineForms = forms.formset_factory(
    LineForm, formset=BaseLines, extra=BLANK_LINES, max_num=MOST_LINES, validate_max=True
)


def first_lines(card: Scorecard | None) -> list[dict[str, Any]]:
    """What the form begins with: the card that stands, else the eight with what targets say of them."""
    if card is not None:
        return [_typed(line) for line in card.lines.all()]
    targets = {target.kpi: target for target in Target.objects.standing().filter(scope={})}
    return [_suggested(key, targets.get(key)) for key in FAMILY if key in registry]


def _typed(line: ScorecardLine) -> dict[str, Any]:
    scale = TYPED.get(registry[line.kpi].unit, 1) if line.kpi in registry else 1
    return {
        "kpi": line.kpi,
        "part": line.part,
        "weight": line.weight,
        "red": round(line.red * scale, 4),
        "green": round(line.green * scale, 4),
        "is_critical": line.is_critical,
    }


def _suggested(key: str, target: Target | None) -> dict[str, Any]:
    """From where it stood to where it shall stand; without a target the teams say it."""
    told: dict[str, Any] = {"kpi": key, "part": PARTS.get(key, "quality"), "weight": 1}
    if target is not None:
        scale = TYPED.get(registry[key].unit, 1)
        told |= {"green": round(target.value * scale, 4)}
        told |= {"red": round(target.from_value * scale, 4)} if target.has_start else {}
    return told
