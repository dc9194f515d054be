"""Writing a calendar's next version: nothing is stored until one has seen what it changes."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.asking import SignedInRequest
from people.calendar_effects import effects
from people.forms import CalendarForm, HolidaysForm, PublicationForm, SingleDayForm
from people.forms.calendar import summary
from people.models import CalendarVersion, Organisation, WorkingCalendar
from people.moment import now

from .calendars import HOURS, week_rows, year_of

OFFICE_WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-13:00, 14:00-18:00")
MEANWHILE = gettext_lazy("Somebody published another version meanwhile. Look at the changes again.")


def create_calendar(request: SignedInRequest) -> HttpResponse:
    zone = Organisation.current().time_zone
    return Editing(request, None, None, {"timezone": zone, **OFFICE_WEEK}).answer()


def update_calendar(request: SignedInRequest, pk: int) -> HttpResponse:
    calendar = get_object_or_404(WorkingCalendar, pk=pk)
    version = calendar.versions.order_by("-number").first()
    initial = CalendarForm.written(calendar, version.rules) if version else {"name": calendar.name}
    return Editing(request, calendar, version, initial).answer()


class Editing:
    """One answer of the editor: the button that was pressed says which."""

    def __init__(
        self,
        request: SignedInRequest,
        calendar: WorkingCalendar | None,
        version: CalendarVersion | None,
        initial: dict[str, Any],
    ) -> None:
        self.request, self.calendar, self.version, self.initial = request, calendar, version, initial
        self.typed = request.POST.dict()
        self.helpers: dict[str, Any] = {}
        self.said = ""

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self._page(CalendarForm(initial=self.initial, calendar=self.calendar), is_touched=False)
        for button in ("fill", "add", "copy", "preview", "edit"):
            if button in self.typed:
                return getattr(self, f"_{button}")()
        form = CalendarForm(self.typed, calendar=self.calendar)
        if not form.is_valid():
            return self._page(form, status=422)
        if self.calendar is None or "publish" in self.typed:
            return self._publish(form)
        return self._effects(form)

    def _fill(self) -> HttpResponse:
        form = self.helpers["holidays_form"] = HolidaysForm(self.typed)
        if form.is_valid():
            before = self.typed.get("holidays", "")
            self.typed["holidays"] = form.added_to(before, now().date())
            count = len(self.typed["holidays"].splitlines()) - len(before.split("\n")) + (not before.strip())
            self.said = ngettext("%(count)s day added.", "%(count)s days added.", count) % {"count": count}
        return self._edit()

    def _add(self) -> HttpResponse:
        form = self.helpers["day_form"] = SingleDayForm(self.typed)
        if form.is_valid():
            self.typed = form.added_to(self.typed)
            self.helpers["day_form"] = SingleDayForm()
            self.said = ngettext("%(count)s day added.", "%(count)s days added.", 1) % {"count": 1}
        return self._edit()

    def _copy(self) -> HttpResponse:
        """Monday's hours for the other weekdays."""
        self.typed |= dict.fromkeys(("tue", "wed", "thu", "fri"), self.typed.get("mon", ""))
        return self._edit()

    def _preview(self) -> HttpResponse:
        return self._edit()

    def _edit(self) -> HttpResponse:
        """What was typed, with its faults; a name not yet written is none before one asks to go on."""
        form = CalendarForm(self.typed, calendar=self.calendar)
        if not form.is_valid() and not self.typed.get("name"):
            del form.errors["name"]
        return self._page(form)

    def _page(self, form: CalendarForm, status: int = 200, is_touched: bool = True) -> HttpResponse:
        context = {
            "form": form,
            "holidays_form": HolidaysForm(initial=self._country, zone=self.initial.get("timezone", "")),
            "day_form": SingleDayForm(),
            **self.helpers,
            "calendar": self.calendar,
            "is_touched": is_touched,
            "said": self.said,
            "hours": HOURS,
        }
        return render(
            self.request, "people/calendar_form.html", context | self._pictures(form), status=status
        )

    @property
    def _country(self) -> dict[str, Any]:
        return {key: self.typed[key] for key in ("country", "region") if key in self.typed}

    def _pictures(self, form: CalendarForm) -> dict[str, Any]:
        """The week and the year as they would be, as far as what is typed can be read."""
        drawn = form
        if not form.is_bound:
            drawn = CalendarForm({"name": "-", **form.initial}, calendar=self.calendar)
            drawn.is_valid()
        year = year_of(drawn.sound) if drawn.sound else None
        return {"week": week_rows(drawn.week), "year": year}

    def _effects(self, form: CalendarForm, status: int = 200, fault: str = "") -> HttpResponse:
        """What the next version would change: its words beside those of today, and what runs on it."""
        assert self.calendar and form.sound
        before, after = summary(self.version.rules) if self.version else [], form.summary()
        context = {
            "form": form,
            "calendar": self.calendar,
            "gone": [line for line in before if line not in after],
            "come": [line for line in after if line not in before],
            "effects": effects(self.calendar, form.sound, now(), self.request.user),
            "publication": PublicationForm(initial={"edition": self._edition}),
            "fault": fault,
        }
        return render(self.request, "people/calendar_effects.html", context, status=status)

    @property
    def _edition(self) -> int:
        return self.version.number if self.version else 0

    def _publish(self, form: CalendarForm) -> HttpResponse:
        asked = PublicationForm({"edition": self._edition, "moves": "new"} | self.typed)
        if not asked.is_valid():
            return self._effects(form, status=422)
        moves = self.calendar is not None and asked.cleaned_data["moves"] == "running"
        saved = self._save(form, asked.cleaned_data["edition"], moves, now())
        if saved is None:
            return self._effects(form, status=409, fault=str(MEANWHILE))
        said = _("Version %(number)s is in force.") % {"number": saved.number}
        if moves:
            said += " " + _("The running clocks are being moved to it.")
        messages.success(self.request, said)
        return redirect(saved.calendar)

    @transaction.atomic
    def _save(self, form: CalendarForm, edition: int, moves: bool, at: datetime) -> CalendarVersion | None:
        """The published version; None when it was compared with one that is no longer the newest."""
        kept = self.calendar or WorkingCalendar()
        kept.name, kept.time_zone = form.cleaned_data["name"], form.rules["timezone"]
        if kept.pk and not kept.is_at(edition):
            return None
        form.note_why()
        kept.save()
        return kept.publish(form.rules, by=self.request.user, at=at, moves_running=moves)
