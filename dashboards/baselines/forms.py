"""What is asked of somebody who freezes a baseline."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dashboards.asking import Window
from dashboards.forms import DayField
from dashboards.models import Baseline


class BaselineForm(forms.Form):
    """The days come with it, so that what is frozen is what was looked at."""

    kind = forms.ChoiceField(
        label=_("Which baseline"), choices=Baseline.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Its name"), max_length=80, required=False, help_text=_("Only for one of our own.")
    )
    reason = forms.CharField(
        label=_("Why freeze it below the gate"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every page that quotes the baseline will say so."),
    )
    since = DayField(widget=forms.HiddenInput)
    until = DayField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since is None or until is None or since > until:
            raise forms.ValidationError(_("The period ends before it begins."))
        if said.get("kind") == Baseline.Kind.OWN and not said.get("name", "").strip():
            self.add_error("name", _("Give it a name, so that pages can quote it."))
        return said

    @property
    def window(self) -> Window:
        return Window(self.cleaned_data["since"], self.cleaned_data["until"])
