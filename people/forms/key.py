"""API keys: what a program may do, and until when."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Scope

LIFETIMES = [(30, _("30 days")), (90, _("90 days")), (365, _("One year")), (0, _("No end"))]


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("What is it for?"), max_length=120, help_text=_("The program that will use it.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[Scope.READ]
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=LIFETIMES, coerce=int, initial=365)

    def lifetime(self) -> timedelta | None:
        days: Any = self.cleaned_data["days"]
        return timedelta(days=days) if days else None
