"""Working calendars, written as people write hours; each fault stands beside what caused it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from people import public_holidays, written_hours
from people.hours import CalendarFault, Rules
from people.models import WorkingCalendar
from people.opening import DAYS
from people.written_hours import Unreadable

from .person import ZoneField
from .reasoned import Reasoned

DAY_LABELS = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
FAULTS = {
    "zone": _("This time zone is not known."),
    "time": _("“%(value)s” is not a time. Write it like 09:00."),
    "window": _("Write a beginning and an end, like 09:00-13:00."),
    "overlap": _("Two windows overlap. Give each hour once."),
    "date": _("“%(value)s” is not a date. Write it like 2026-12-25."),
    "many": _("These are too many: at most %(most)s."),
    "name": _("A name is too long: at most %(most)s letters."),
    "never_open": _("This calendar never opens. Give at least one window, or no deadline could ever be met."),
}
LINES = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})


class CalendarForm(Reasoned):
    """Everything a calendar version's rules hold."""

    name = forms.CharField(label=_("Name"), max_length=120)
    timezone = ZoneField(label=_("Time zone"))
    holidays = forms.CharField(
        label=_("Holidays"), required=False, widget=LINES, help_text=_("One a line: 2026-12-25 Christmas Day")
    )
    date_overrides = forms.CharField(
        label=_("Days with other hours"),
        required=False,
        widget=LINES,
        help_text=_("One a line: 2026-12-24 09:00-14:00, or 2026-12-31 closed"),
    )
    date_breaks = forms.CharField(
        label=_("Breaks on single days"),
        required=False,
        widget=LINES,
        help_text=_("One a line, taken out of that day's hours: 2026-06-10 16:00-17:30"),
    )

    def __init__(self, *args: Any, calendar: WorkingCalendar | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar
        for day in DAYS:
            self.fields[day] = forms.CharField(label=DAY_LABELS[day], required=False, max_length=300)
        self.order_fields(["name", "timezone", *DAYS, "holidays", "date_overrides", "date_breaks", "why"])

    @staticmethod
    def written(calendar: WorkingCalendar, rules: dict[str, Any]) -> dict[str, Any]:
        """The form's initial values for these rules."""
        named = [day if isinstance(day, dict) else {"date": day} for day in rules.get("holidays", [])]
        dated = {
            key: written_hours.write_dates(
                (on, written_hours.write_windows(pairs) or gettext("closed"))
                for on, pairs in rules.get(key, {}).items()
            )
            for key in ("date_overrides", "date_breaks")
        }
        hours = {day: written_hours.write_windows(rules.get("hours", {}).get(day, [])) for day in DAYS}
        days = written_hours.write_dates((day["date"], day.get("name", "")) for day in named)
        return {"name": calendar.name, "timezone": rules["timezone"], "holidays": days} | hours | dated

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        others = WorkingCalendar.objects.filter(name__iexact=name)
        if others.exclude(pk__in=[self.calendar.pk] if self.calendar else []).exists():
            raise ValidationError(_("There is a calendar of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "timezone" in cleaned:
            self.rules = self._read(cleaned)
            if not self.errors:
                self._check()
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        rules: dict[str, Any] = {"timezone": cleaned["timezone"], "hours": {}}
        for day in DAYS:
            if pairs := self._try(day, lambda text: written_hours.read_windows(text)):
                rules["hours"][day] = pairs
        days = self._try("holidays", written_hours.read_dates) or []
        rules["holidays"] = [{"date": on, "name": name} for on, name in days]
        for key in ("date_overrides", "date_breaks"):
            rules[key] = self._try(key, _dated) or {}
        return rules

    def _try(self, name: str, read: Any) -> Any:
        try:
            return read(self.cleaned_data.get(name, ""))
        except Unreadable as fault:
            self.add_error(name, ValidationError(_("“%(text)s” can't be read."), params={"text": fault.text}))
            return None

    def _check(self) -> None:
        try:
            Rules.parse(self.rules)
        except CalendarFault as fault:
            words = FAULTS.get(fault.code, _("This can't be used."))
            self.add_error(self._place(fault.path), ValidationError(words, params=fault.params))

    def _place(self, path: str) -> str | None:
        """The field that a fault's path points at."""
        parts = path.replace("[", ".").split(".")
        place = parts[1] if parts[0] == "hours" and len(parts) > 1 else parts[0]
        return place if place in self.fields else None


def _dated(text: str) -> dict[str, Any]:
    return {on: written_hours.read_windows(rest) for on, rest in written_hours.read_dates(text)}


class HolidaysForm(forms.Form):
    """Public holidays to add to what is written already."""

    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: [(code, code) for code in public_holidays.countries()]
    )
    region = forms.CharField(
        label=_("Region"),
        required=False,
        max_length=10,
        help_text=_("Its code, like MD for Madrid. Empty: the whole country."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        region = cleaned.get("region", "").strip().upper()
        if "country" in cleaned and region and region not in public_holidays.countries()[cleaned["country"]]:
            known = ", ".join(public_holidays.countries()[cleaned["country"]])
            raise ValidationError(
                {
                    "region": ValidationError(
                        _("No region has this code. Known: %(known)s"), params={"known": known}
                    )
                }
            )
        return cleaned | {"region": region}

    def added_to(self, text: str, today: date) -> str:
        """The holidays of last year and the next three, beside what is written; a name that stands stays."""
        try:
            written = dict(written_hours.read_dates(text))
        except Unreadable:
            return text
        years = range(today.year - 1, today.year + 4)
        country, region = self.cleaned_data["country"], self.cleaned_data["region"]
        found = public_holidays.named(country, region, years, (get_language() or "en")[:2])
        return written_hours.write_dates((found | written).items())
