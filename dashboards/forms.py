"""What the address of a page asks, cleaned."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from people.models import Organisation, User
from people.querystrings import key_of

from . import periods
from .asking import BLANK, CLOCKS, POPULATIONS, Asked, Window
from .models import DIMENSIONS, FunnelDay
from .own import is_own

OWN_CUTS = ("reason", "kind", "party", "outcome")
NUMBERS = ("team", "owner")
OUT_OF_YEARS = _("Write a day of the years 1900 to 2999.")
MOST_YEARS = 30
"""No company asks for more, and a chart by week of a thousand years would keep everybody waiting."""


class DayField(forms.DateField):
    """Within the years in which a week and a month before and after can be told."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Write the day as YYYY-MM-DD.")}
    default_validators = [
        MinValueValidator(date(1900, 1, 1), OUT_OF_YEARS),
        MaxValueValidator(date(2999, 12, 31), OUT_OF_YEARS),
    ]

    def __init__(self, **more: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], required=False, **more)


class QuestionForm(forms.Form):
    """Period or two days, and values of the dimensions. What can't be read is said and left out."""

    period = forms.ChoiceField(choices=[*periods.LABELS.items()], required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.address = data
        self.fields["from"] = DayField()
        self.fields["to"] = DayField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("from"), cleaned.get("to")
        if since and until and since > until:
            raise forms.ValidationError(_("The period ends before it begins."))
        if since and until and until.year - since.year > MOST_YEARS:
            raise forms.ValidationError(_("Choose at most %(n)s years at once.") % {"n": MOST_YEARS})
        return cleaned

    def asked(self, user: User, at: datetime) -> Asked:
        today = at.astimezone(Organisation.current().zone).date()
        said = {name: self.address.get(name, "") for name in ("population", "clock")}
        return Asked(
            user,
            self._window(today),
            today,
            self._cuts(),
            said["population"] if said["population"] in POPULATIONS else "",
            said["clock"] if said["clock"] in CLOCKS else "",
        )

    @property
    def faults(self) -> list[str]:
        return [str(fault) for faults in self.errors.values() for fault in faults]

    def _window(self, today: date) -> Window:
        said = self.cleaned_data if self.is_valid() else {}
        since: date | None = said.get("from")
        until: date | None = said.get("to")
        if since or until:
            until = until or max(today, since or today)
            return Window(since or periods.window_of(periods.DEFAULT, until).since, until)
        period = said.get("period") or periods.DEFAULT
        return periods.window_of(period, today, FunnelDay.objects.first_day() if period == "all" else None)

    def _cuts(self) -> dict[str, tuple[Any, ...]]:
        read = {name: self._values(name) for name in (*DIMENSIONS, *OWN_CUTS, *filter(is_own, self.address))}
        return {name: values for name, values in read.items() if values}

    def _values(self, name: str) -> tuple[Any, ...]:
        written = [value for value in self.address.getlist(name) if value and "\x00" not in value]
        if name in NUMBERS:
            numbers = [value for value in written if value == BLANK or key_of(value) is not None]
            return tuple(None if value == BLANK else int(value) for value in numbers)
        return tuple("" if value == BLANK else value for value in written)
