"""Working calendars, written as people write hours; each fault stands beside what caused it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from people import written_hours
from people.hours import CalendarFault, Rules
from people.models import WorkingCalendar
from people.opening import DAYS, Windows
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
DATED = ("holidays", "date_overrides", "date_breaks")
NOTHING: dict[str, Any] = {"holidays": [], "date_overrides": {}, "date_breaks": {}}


def _lines(name: str, rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **_plain(name)})


def _plain(name: str) -> dict[str, str]:
    """The fault of a field has a place of its own, which is filled while one types."""
    described = f"fault-{name} hint-{name}" if name in DATED else f"fault-{name} hint-hours"
    return {
        "spellcheck": "false",
        "autocomplete": "off",
        "class": "form-control",
        "aria-describedby": described,
    }


class CalendarForm(Reasoned):
    """Everything a calendar version's rules hold."""

    name = forms.CharField(label=_("Name"), max_length=120)
    timezone = ZoneField(label=_("Time zone"))
    holidays = forms.CharField(
        label=_("Holidays"),
        required=False,
        widget=_lines("holidays", 10),
        help_text=_("One a line: 2026-12-25 Christmas Day"),
    )
    date_overrides = forms.CharField(
        label=_("Days with other hours"),
        required=False,
        widget=_lines("date_overrides", 4),
        help_text=_("One a line: 2026-12-24 09:00-14:00, or 2026-12-31 closed"),
    )
    date_breaks = forms.CharField(
        label=_("Breaks on single days"),
        required=False,
        widget=_lines("date_breaks", 3),
        help_text=_("One a line, taken out of that day's hours: 2026-06-10 16:00-17:30"),
    )

    def __init__(self, *args: Any, calendar: WorkingCalendar | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calendar = calendar
        self.rules: dict[str, Any] = {}
        self.sound: Rules | None = None
        for day in DAYS:
            widget = forms.TextInput(attrs=_plain(day))
            self.fields[day] = forms.CharField(
                label=DAY_LABELS[day], required=False, max_length=300, widget=widget
            )
        self.order_fields(["name", "timezone", *DAYS, *DATED, "why"])

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[day] for day in DAYS]

    @property
    def dated(self) -> list[forms.BoundField]:
        return [self[key] for key in DATED]

    @classmethod
    def written(cls, calendar: WorkingCalendar, rules: dict[str, Any]) -> dict[str, Any]:
        """The form's initial values for these rules."""
        hours = {day: written_hours.write_windows(rules.get("hours", {}).get(day, [])) for day in DAYS}
        return {"name": calendar.name, "timezone": rules["timezone"]} | hours | cls.dates_of(rules)

    @staticmethod
    def dates_of(rules: dict[str, Any]) -> dict[str, str]:
        """The dated fields of these rules, one line a date."""
        named = [day if isinstance(day, dict) else {"date": day} for day in rules.get("holidays", [])]
        dated = {"holidays": written_hours.write_dates((day["date"], day.get("name", "")) for day in named)}
        for key in ("date_overrides", "date_breaks"):
            dated[key] = written_hours.write_dates(
                (on, written_hours.write_windows(pairs) or gettext("closed"))
                for on, pairs in rules.get(key, {}).items()
            )
        return dated

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        others = WorkingCalendar.objects.filter(name__iexact=name)
        if others.exclude(pk__in=[self.calendar.pk] if self.calendar else []).exists():
            raise ValidationError(_("There is a calendar of this name already."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.rules = self._read(cleaned)
        self._check(self.rules)
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        rules: dict[str, Any] = {"timezone": cleaned.get("timezone", "UTC"), "hours": {}}
        for day in DAYS:
            if pairs := self._try(day, written_hours.read_windows):
                rules["hours"][day] = pairs
        days = self._try("holidays", written_hours.read_dates) or []
        rules["holidays"] = [{"date": on, "name": name} for on, name in days]
        for key in ("date_overrides", "date_breaks"):
            rules[key] = self._try(key, _dated) or {}
        return rules

    def _try(self, name: str, read: Callable[[str], Any]) -> Any:
        try:
            return read(self.cleaned_data.get(name, ""))
        except Unreadable as fault:
            self.add_error(name, ValidationError(_("“%(text)s” can't be read."), params={"text": fault.text}))
            return None

    def _check(self, rules: dict[str, Any]) -> None:
        """Every fault beside its field: what has one is left aside, and the rest is asked again.

        Afterwards `sound` holds the rules without what is at fault, or None when nothing is left of them.
        """
        left = rules | {"hours": dict(rules["hours"])}
        for _again in range(len(self.fields) + 1):
            try:
                self.sound = Rules.parse(left)
            except CalendarFault as fault:
                if fault.code == "never_open" and self.errors:
                    return
                self._say(fault)
                if not self._leave_aside(left, self._place(fault.path)):
                    return
            else:
                return

    def _say(self, fault: CalendarFault) -> None:
        words = FAULTS.get(fault.code, _("This can't be used."))
        self.add_error(self._place(fault.path), ValidationError(words, params=fault.params))

    def _leave_aside(self, rules: dict[str, Any], place: str | None) -> bool:
        if place in rules["hours"]:
            del rules["hours"][place]
            return True
        if place in NOTHING and rules[place]:
            rules[place] = NOTHING[place]
            return True
        return False

    def _place(self, path: str) -> str | None:
        """The field that a fault's path points at."""
        parts = path.replace("[", ".").split(".")
        place = parts[1] if parts[0] == "hours" and len(parts) > 1 else parts[0]
        return place if place in self.fields else None

    @property
    def week(self) -> tuple[Windows, ...]:
        """What can be drawn of the week, whatever else is at fault."""
        return self.sound.week if self.sound else ((),) * len(DAYS)

    def summary(self) -> list[str]:
        """The rules as lines that can be compared with those of another edition."""
        return summary(self.rules)


def summary(rules: dict[str, Any]) -> list[str]:
    """A calendar version's rules as lines: zone, weekdays, then the dates in order."""
    hours = rules.get("hours", {})
    closed = gettext("closed")
    days = [
        f"{label}: {written_hours.write_windows(hours.get(day, [])) or closed}"
        for day, label in DAY_LABELS.items()
    ]
    dated = CalendarForm.dates_of(rules)
    return [rules["timezone"], *days, *filter(None, "\n".join(dated.values()).splitlines())]


def _dated(text: str) -> dict[str, Any]:
    return {on: written_hours.read_windows(rest) for on, rest in written_hours.read_dates(text)}
