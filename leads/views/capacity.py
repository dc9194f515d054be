"""Capacity: are the people enough for what the agreement promises, and when does the queue overflow."""

from typing import Any

import numpy as np
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leads.forms.capacity import CapacityForm, shown
from leads.forms.replay import Question, asked
from leads.replay import queueing
from leads.replay.board import weeks_between
from leads.replay.reading import Period
from leads.replay.staffing import Check, staff
from leads.replay.working import micros
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Organisation
from people.moment import now
from people.tiles import Tile

from .replay import REPLAYERS, in_hours, menus


@require_safe
@for_roles(*REPLAYERS)
def capacity(request: SignedInRequest) -> HttpResponse:
    question = asked(request.GET, request.user, now())
    context: dict[str, Any] = menus(request, question) | {"question": question}
    if question.promise:
        context |= _answer(request, question)
    return render(request, "leads/capacity.html", context)


def _answer(request: SignedInRequest, question: Question) -> dict[str, Any]:
    form = CapacityForm(request.GET)
    assert question.promise
    period = question.period
    check = Check(
        _arrivals(period),
        staff(question.promise, period, question.at),
        form.asked(question.promise, question.target),
        period,
    )
    if not len(check.arrivals) or not check.count:
        return {"is_empty": True, "has_people": bool(check.count), "faults": form.faults}
    company = Organisation.current()
    weeks = weeks_between(period, company)
    starts = [company.start_of(day) for day in weeks]
    ninety, most = check.people_for(0.9), check.people_for(0.95)
    return {
        "check": check,
        "form": CapacityForm(initial=shown(check.asked, check.weekly, check.count)),
        "faults": form.faults,
        "hours": in_hours(question.target),
        "says": queueing.says(check, ninety),
        "tiles": _tiles(check, ninety, most),
        "week": queueing.week(check),
        "week_finding": queueing.of_week(check),
        "people": queueing.by_people(check, max(most or 0, ninety or 0, check.count)),
        "people_finding": queueing.of_people(ninety, most),
        "load": queueing.load(check, weeks, starts),
        "load_finding": queueing.of_load(check, starts),
    }


def _arrivals(period: Period) -> Any:
    rows = period.handoffs().filter(lead__merged_into=None).values_list("opened_at", flat=True)
    return np.array([micros(at) for at in rows], np.int64)


def _tiles(check: Check, ninety: int | None, most: int | None) -> list[Tile]:
    return [
        Tile(
            _("Touched within the target"),
            queueing.floored(check.share or 0),
            kind="percent",
            n=len(check.arrivals),
            target=0.9,
            better="up",
        ),
        Tile(
            _("Hours a week needed"),
            round(check.hours_needed, 1),
            unit=_("of %(there)s h") % {"there": f"{check.hours_there:.0f}"},
        ),
        Tile(_("Used of their hours"), check.utilisation, kind="percent"),
        Tile(_("People for 90 %"), ninety),
        Tile(_("People for 95 %"), most),
    ]
