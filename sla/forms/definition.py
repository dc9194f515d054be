"""The meaning of a draft: its criteria, the same in words in both languages, and from when it counts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sla.models import DefinitionVersion

from .agreement import date_field
from .criteria import CriteriaField


def _words(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 5, "lang": language, "class": "form-control"})


class MeaningForm(forms.ModelForm):
    criteria = CriteriaField(label=_("When it holds"), required=False)
    fall_back = CriteriaField(label=_("When a lead falls back"), required=False)

    class Meta:
        model = DefinitionVersion
        fields = ("criteria", "fall_back", "text_en", "text_es", "planned_on")
        labels = {"text_en": "English", "text_es": "Español"}
        widgets = {"text_en": _words("en"), "text_es": _words("es"), "planned_on": date_field()}
        help_texts = {
            "planned_on": _("Empty: when you say so. Before it counts you see which leads would cross.")
        }

    def clean_fall_back(self) -> Any:
        """Where nothing is asked a lead stays, whatever happens."""
        return self.cleaned_data["fall_back"] or None

    def save(self, commit: bool = True) -> Any:
        """Only what the form shows is written."""
        version = super().save(commit=False)
        version.save(update_fields=self._meta.fields)
        return version
