"""The ladder of a commitment: who is told at which share of its time."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sla.models import Commitment, EscalationStep
from sla.models.step import MOST_RUNGS

from .rows import Rows


class StepForm(forms.Form):
    percent = forms.IntegerField(
        label=gettext_lazy("At, % of the time"),
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
    )
    notify = forms.MultipleChoiceField(
        label=gettext_lazy("Who is told"),
        choices=EscalationStep.Whom.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": gettext_lazy("Choose at least one, or take the step away.")},
    )
    urgent = forms.BooleanField(
        label=gettext_lazy("outside working hours too"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    reoffers = forms.BooleanField(
        label=gettext_lazy("offer the lead to somebody else"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class StepRows(Rows):
    form, prefix, most = StepForm, "steps", MOST_RUNGS

    @classmethod
    def of(cls, commitment: Commitment) -> "StepRows":
        names = ("percent", "notify", "urgent", "reoffers")
        steps = commitment.steps.all() if commitment.pk else ()
        return cls(initial=[{name: getattr(step, name) for name in names} for step in steps])

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        seen: set[int] = set()
        for form in self.forms:
            percent = form.cleaned_data["percent"]
            if percent in seen:
                form.add_error("percent", _("There is a step at this share already."))
            seen.add(percent)
        return not any(form.errors for form in self.forms)

    def save(self, commitment: Commitment) -> None:
        """The ladder as it stands on the page; a step that is as it was stays the same row."""
        kept = {step.percent: step for step in commitment.steps.all()}
        asked: dict[int, dict[str, Any]] = {row["percent"]: row for row in self.cleaned}
        for percent, step in kept.items():
            if percent not in asked:
                step.delete()
        for percent, row in asked.items():
            step = kept.get(percent) or EscalationStep(commitment=commitment, percent=percent)
            values = {name: row[name] for name in ("notify", "urgent", "reoffers")}
            if not step.pk or any(getattr(step, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(step, name, value)
                step.save()
