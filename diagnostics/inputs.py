"""How the forms of a diagnosis look: fields side by side, days, moments, levels, choices."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def in_rows(*rows: tuple[str, ...]) -> FormHelper:
    """Fields side by side; the page brings the form tag and its buttons."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*[Row(*[Column(name) for name in row]) for row in rows])
    return helper


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class LevelSelect(forms.Select):
    def __init__(self) -> None:
        super().__init__(attrs={"class": "form-select form-select-sm"})


class OneLanguageIsEnough(forms.ModelForm[Any]):
    """For text that both teams read: a field per language, at least one filled."""

    said_in = "title"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get(f"{self.said_in}_en") and not cleaned.get(f"{self.said_in}_es"):
            raise ValidationError(_("Write it in at least one of the two languages."))
        return cleaned
