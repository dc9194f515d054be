"""What a reader may choose from is only known when the form is made."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise


def rows_of(
    form: forms.BaseForm,
    name: str,
    rows: QuerySet[Any],
    blank: str | Promise | None = None,
) -> "forms.ModelChoiceField[Any]":
    """The rows that this reader may choose from; `blank` says what choosing none of them means."""
    field = cast("forms.ModelChoiceField[Any]", form.fields[name])
    field.queryset = rows
    if blank is not None:
        field.empty_label = str(blank)
    return field


def choices_of(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> forms.ChoiceField:
    """The words that this reader may choose from."""
    field = cast("forms.ChoiceField", form.fields[name])
    field.choices = list(choices)
    return field
