"""Working calendars: what they say, and the form that makes their next version."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from people import written_hours
from people.asking import SignedInRequest
from people.forms import CalendarForm, HolidaysForm
from people.forms.calendar import DAY_LABELS
from people.models import CalendarVersion, Organisation, WorkingCalendar
from people.moment import now

from .forms import form_page

HOURS = [{"x": 50 + hour * 30, "label": str(hour)} for hour in range(0, 25, 4)]
OFFICE_WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-13:00, 14:00-18:00")


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
        at = now()
        version = self.object.current(at)
        context: dict[str, Any] = {"version": version, "week": week_of(version), "hours": HOURS}
        if version:
            rules = version.parsed()
            today = at.astimezone(rules.zone).date()
            context["holidays"] = written_hours.coming(dict(rules.holidays), today)
            context["exceptions"] = [
                (on, windows(on, rules)) for on in sorted(rules.overrides) if on >= today
            ]
        versions = self.object.versions.select_related("by").order_by("-number")[:20]
        return super().get_context_data(versions=versions, **context, **kwargs)


def windows(on: Any, rules: Any) -> str:
    spans = (f"{o // 60:02d}:{o % 60:02d}-{c // 60:02d}:{c % 60:02d}" for o, c in rules.windows(on))
    return ", ".join(spans)


def week_of(version: CalendarVersion | None) -> list[dict[str, Any]]:
    """Rows of the picture: a label, the bars in minutes of the day, and the same in words."""
    if version is None:
        return []
    typed = version.rules.get("hours", {})
    return [
        {
            "label": DAY_LABELS[day],
            "bars": bars,
            "y": 24 * row,
            "words": written_hours.write_windows(typed.get(day, [])),
        }
        for row, (day, bars) in enumerate(written_hours.bars(version.parsed().week))
    ]


def create_calendar(request: SignedInRequest) -> HttpResponse:
    zone = Organisation.current().time_zone
    return _edit(request, None, {"timezone": zone, **OFFICE_WEEK}, _("New calendar"))


def update_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    calendar = get_object_or_404(WorkingCalendar, pk=pk)
    version = calendar.current(now())
    initial = CalendarForm.written(calendar, version.rules) if version else {"name": calendar.name}
    return _edit(request, calendar, initial, str(calendar))


def _edit(
    request: SignedInRequest, calendar: WorkingCalendar | None, initial: dict[str, Any], title: str
) -> HttpResponse:
    if request.method == "POST" and "fill" in request.POST:
        return _filled(request, calendar, title)
    form = CalendarForm(request.POST or None, initial=initial, calendar=calendar)

    def save() -> None:
        kept = calendar or WorkingCalendar()
        kept.name, kept.time_zone = form.cleaned_data["name"], form.rules["timezone"]
        kept.save()
        kept.publish(form.rules, by=request.user, at=now())

    if request.method == "POST" and form.is_valid():
        return form_page(request, form, title, save, reverse("calendar-list"))
    context = {"form": form, "holidays_form": HolidaysForm(), "title": title, "calendar": calendar}
    return render(request, "people/calendar_form.html", context, status=422 if form.errors else 200)


def _filled(request: SignedInRequest, calendar: WorkingCalendar | None, title: str) -> HttpResponse:
    """The same page with public holidays added to what is written; nothing is saved yet."""
    typed = request.POST.dict()
    holidays_form = HolidaysForm(request.POST)
    if holidays_form.is_valid():
        typed["holidays"] = holidays_form.added_to(typed.get("holidays", ""), now().date())
    form = CalendarForm(initial=typed, calendar=calendar)
    context = {"form": form, "holidays_form": holidays_form, "title": title, "calendar": calendar}
    return render(request, "people/calendar_form.html", context)
