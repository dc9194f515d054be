"""What helps to write a calendar: public holidays, single days, and the decision that publishes it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people import public_holidays, written_hours
from people.written_hours import Unreadable

from .calendar import FAULTS
from .choosing import choices_of


def language() -> str:
    return (get_language() or "en")[:2]


class HolidaysForm(forms.Form):
    """Public holidays to add to what is written already."""

    country = forms.ChoiceField(label=_("Country"), choices=lambda: public_holidays.country_names(language()))
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, *args: Any, zone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].initial = public_holidays.country_of(zone)
        country = self["country"].value()
        regions = public_holidays.region_names(country or "")
        choices_of(self, "region", [("", _("The whole country")), *regions])

    def added_to(self, text: str, today: date) -> str:
        """The holidays of last year and the next three, beside what is written; a name that stands stays."""
        try:
            written = dict(written_hours.read_dates(text))
        except Unreadable:
            return text
        years = range(today.year - 1, today.year + 4)
        country, region = self.cleaned_data["country"], self.cleaned_data["region"]
        found = public_holidays.named(country, region, years, language())
        return written_hours.write_dates((found | written).items())


def _windows(text: str) -> written_hours.Pairs:
    try:
        return written_hours.read_windows(text)
    except Unreadable:
        return []


class SingleDayForm(forms.Form):
    """One date to add to what is written: the day is picked, not typed."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=_("It is"),
        choices=[
            ("holidays", _("A holiday")),
            ("date_overrides", _("A day with other hours")),
            ("date_breaks", _("A day with a break")),
        ],
    )
    text = forms.CharField(
        label=_("Name or hours"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("Local holiday, or 09:00-14:00")}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind", "holidays") != "holidays":
            text = cleaned.get("text", "").strip()
            is_closed = text.lower() in written_hours.CLOSED and cleaned["kind"] == "date_overrides"
            if not is_closed and not _windows(text):
                raise ValidationError({"text": FAULTS["window"]})
        return cleaned

    def added_to(self, typed: dict[str, Any]) -> dict[str, Any]:
        """What is typed, with the day in its place; another line of the same day goes."""
        kind, on = self.cleaned_data["kind"], self.cleaned_data["on"].isoformat()
        kept = [line for line in typed.get(kind, "").splitlines() if line.strip() and not line.startswith(on)]
        line = f"{on} {self.cleaned_data['text']}".strip()
        return typed | {kind: "\n".join(sorted([*kept, line]))}


class PublicationForm(forms.Form):
    """Whom the next edition holds for, and which one it was compared with."""

    moves = forms.ChoiceField(
        label=_("Whom it holds for"),
        widget=forms.RadioSelect,
        initial="new",
        choices=[
            ("new", _("Only clocks that start from now on")),
            ("running", _("The running clocks too: their deadlines move as shown")),
        ],
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)
