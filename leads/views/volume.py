"""How many leads the revenue target takes, source by source, and those numbers put into the draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leads.forms.replay import Question, asked
from leads.forms.volume import VolumeForm
from leads.replay.drafting import put_volumes
from leads.replay.planning import history
from leads.replay.volume import a_month
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Organisation
from people.moment import now
from people.tiles import Tile
from sla.guards import Refused

from .replay import REPLAYERS, menus


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*REPLAYERS)
def volume(request: SignedInRequest) -> HttpResponse:
    """GET counts; POST writes the counted volumes into the draft."""
    address = request.GET.copy()
    address.setdefault("period", "365d")
    question = asked(address, request.user, now())
    period = question.period
    past = history(request.user, period.since, period.until)
    form = VolumeForm(request.POST if request.method == "POST" else request.GET, past)
    if request.method == "POST" and form.is_valid() and question.version and _put(request, question, form):
        return redirect(question.version.agreement.draft(by=request.user))
    context = menus(request, question) | {
        "form": form,
        "past": past,
        "kept_days": [
            (key, value) for key, value in request.GET.items() if key in ("from", "to", "period", "version")
        ],
        "currency": Organisation.current().currency,
        "tiles": _tiles(form) if form.is_valid() else [],
    }
    return render(request, "leads/volume.html", context, status=422 if request.method == "POST" else 200)


def _put(request: SignedInRequest, question: Question, form: VolumeForm) -> bool:
    assert question.version
    try:
        put_volumes(question.version.agreement, form.volumes(), by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("The draft has these volumes now. Nothing changes until both teams sign it."))
    return True


def _tiles(form: VolumeForm) -> list[Tile]:
    months: Any = form.cleaned_data["months"]
    return [
        Tile(
            _("Customers to win"),
            round(form.customers, 1),
            how=_("Revenue target x Marketing's share / average deal."),
        ),
        Tile(
            _("Leads it takes"),
            form.total,
            how=_("Customers / (lead to opportunity x opportunity to won), source by source."),
        ),
        Tile(_("Leads a month"), a_month(form.total, months)),
    ]
