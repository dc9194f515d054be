"""Working calendars: what they say, in words and in pictures."""

from collections.abc import Iterable
from typing import Any

from django.views.generic import DetailView, ListView

from people import written_hours
from people.almanac import Almanac, almanac
from people.forms.calendar import DAY_LABELS
from people.models import CalendarVersion, Organisation, WorkingCalendar
from people.moment import now
from people.opening import Rules, Windows

HOURS = [{"x": 50 + hour * 30, "label": str(hour)} for hour in range(0, 25, 4)]


class CalendarList(ListView[WorkingCalendar]):
    template_name = "people/calendar_list.html"
    queryset = WorkingCalendar.objects.prefetch_related("teams")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        calendars = context["object_list"]
        versions = CalendarVersion.objects.in_force([one.pk for one in calendars], now())
        current = {version.calendar_id: version for version in versions}
        context["hours"] = HOURS
        context["rows"] = [(one, week_of(current.get(one.pk)), current.get(one.pk)) for one in calendars]
        return context


class CalendarDetail(DetailView[WorkingCalendar]):
    template_name = "people/calendar_detail.html"
    model = WorkingCalendar

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.object.current(now())
        context: dict[str, Any] = {"version": version, "week": week_of(version), "hours": HOURS}
        if version:
            context["year"] = year_of(version.parsed())
        versions = self.object.versions.select_related("by").order_by("-number")[:20]
        return super().get_context_data(versions=versions, **context, **kwargs)


def year_of(rules: Rules) -> Almanac:
    """The twelve months from today on, in the company's way of beginning a week."""
    today = now().astimezone(rules.zone).date()
    return almanac(rules, today, week_starts=Organisation.current().week_start - 1)


def week_of(version: CalendarVersion | None) -> list[dict[str, Any]]:
    return week_rows(version.parsed().week) if version else []


def week_rows(week: Iterable[Windows]) -> list[dict[str, Any]]:
    """Rows of the picture: a label, the bars in minutes of the day, and the same in words."""
    listed = list(week)
    words = [written_hours.clocks(windows) for windows in listed]
    return [
        {"label": DAY_LABELS[day], "bars": bars, "y": 24 * row, "words": words[row]}
        for row, (day, bars) in enumerate(written_hours.bars(listed))
    ]
