"""Who is away when: one's own absences, and for a manager those of the team."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from people.asking import SignedInRequest
from people.forms import AbsenceForm
from people.models import Absence
from people.moment import now

WEEKS, DAY_WIDTH, NAMES, ROW = 12, 10, 190, 28


def absence_list(request: SignedInRequest) -> HttpResponse:
    return _page(request, AbsenceForm(by=request.user))


@require_POST
def create_absence(request: SignedInRequest) -> HttpResponse:
    form = AbsenceForm(request.POST, by=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Noted."))
        return redirect("absence-list")
    return _page(request, form, status=422)


@require_POST
def delete_absence(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(Absence.objects.visible_to(request.user), pk=pk).delete()
    messages.success(request, _("Removed."))
    return redirect("absence-list")


def _page(request: SignedInRequest, form: AbsenceForm, status: int = 200) -> HttpResponse:
    today = now().astimezone(request.organisation.zone).date()
    coming = list(Absence.objects.visible_to(request.user).coming(today).select_related("user__team")[:200])
    context = {"form": form, "absences": coming, "picture": picture(coming, today), "today": today}
    return render(request, "people/absence_list.html", context, status=status)


def picture(absences: list[Absence], today: date) -> dict[str, Any]:
    """The next twelve weeks, a row a person, in the order in which they go."""
    last = today + timedelta(weeks=WEEKS) - timedelta(days=1)
    rows: dict[Any, list[dict[str, Any]]] = {}
    for absence in absences:
        if absence.first_on <= last:
            begins = max((absence.first_on - today).days, 0)
            ends = min((absence.last_on - today).days + 1, WEEKS * 7)
            bar = {"x": NAMES + begins * DAY_WIDTH, "width": (ends - begins) * DAY_WIDTH, "of": absence}
            rows.setdefault(absence.user, []).append(bar)
    weeks = [
        {"x": NAMES + number * 7 * DAY_WIDTH, "on": today + timedelta(weeks=number)}
        for number in range(WEEKS)
    ]
    placed = [
        {"user": user, "bars": bars, "y": 24 + row * ROW} for row, (user, bars) in enumerate(rows.items())
    ]
    return {
        "rows": placed,
        "weeks": weeks,
        "width": NAMES + WEEKS * 7 * DAY_WIDTH,
        "height": 24 + len(rows) * ROW,
    }
