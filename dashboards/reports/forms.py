"""Which months a report shall be about."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from people.templatetags.formats import month as month_words

from .base import Report
from .months import Months, last, over


class MonthsForm(forms.Form):
    """One month, or a first and a last one; months that are over, so that a report says what is whole."""

    since = forms.TypedChoiceField(label=_("From"), coerce=date.fromisoformat)
    until = forms.TypedChoiceField(label=_("To"), coerce=date.fromisoformat)

    def __init__(self, report: type[Report], today: date, data: QueryDict | None = None) -> None:
        usual = last(report.months, today)
        super().__init__(data, initial={"since": usual.since.isoformat(), "until": usual.until.isoformat()})
        choices = [(one.isoformat(), month_words(one)) for one in over(today)]
        for name in ("since", "until"):
            field: Any = self.fields[name]
            field.choices = choices
            field.widget.attrs |= {"id": f"{report.key}-{name}", "class": "form-select"}
        if report.is_one_month:
            del self.fields["since"]
            self.fields["until"].label = _("Month")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and since > until:
            raise forms.ValidationError(_("The period ends before it begins."))
        return said

    @property
    def months(self) -> Months:
        until: date = self.cleaned_data["until"]
        return Months(self.cleaned_data.get("since", until), until)

    @property
    def faults(self) -> list[str]:
        return [str(fault) for faults in self.errors.values() for fault in faults]
