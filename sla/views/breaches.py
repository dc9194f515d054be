"""Breaches: the list, the same as a file, having seen them, and waiving one."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from people.asking import SignedInRequest
from people.moment import now
from people.querystrings import kept, keys_of
from sla.board import count
from sla.choices import choices_for
from sla.filters import BreachAsked
from sla.forms import WaiverForm
from sla.guards import Refused
from sla.models import Breach
from sla.models.answering import STATES
from sla.rows import breach_rows

from .paging import page_of

MOST_AT_ONCE = 500


def asked_for(request: Any) -> Any:
    """The breaches that the address asks for and the reader may see, in every state."""
    asked = BreachAsked.of(request.GET, request.user)
    visible = Breach.objects.visible_to(request.user)
    return visible.narrowed(asked.narrowing, asked.since, asked.until)


class BreachList(TemplateView):
    """The newest first, each with why it was late, who was told, and what was said to it."""

    request: SignedInRequest

    def get_template_names(self) -> list[str]:
        is_again = bool(self.request.htmx)
        return ["sla/_breaches.html" if is_again else "sla/breach_list.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, at = self.request.user, now()
        asked, found = BreachAsked.of(self.request.GET, user), asked_for(self.request)
        page = page_of(
            self.request, found.in_state(asked.state).with_answers().with_course(), ("-reached_at", "-id")
        )
        counts = {state: count(found.in_state(state)) for state in STATES}
        return super().get_context_data(
            rows=breach_rows(page.rows, user, at),
            next=page.next,
            counts=counts,
            asked=asked,
            is_filtered=asked != BreachAsked(),
            choices=choices_for(user),
            kept=[pair for pair in kept(self.request.GET, "from") if pair[0] != "to"],
            may_waive=user.is_manager or user.is_revops,
            **kwargs,
        )


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    breach = get_object_or_404(Breach.objects.visible_to(request.user), pk=pk)
    breach.acknowledge(by=request.user, at=now(), note=_note(request))
    return _done(request, _("Acknowledged."))


@require_POST
def acknowledge_many(request: Any) -> HttpResponse:
    """The ticked breaches, or the last breach of each ticked clock; for those who answer for a team."""
    if not (request.user.is_manager or request.user.is_revops):
        raise PermissionDenied
    ticked = Breach.objects.visible_to(request.user).ticked(
        _numbers(request, "pk"), _numbers(request, "clock")
    )
    count = ticked.acknowledge(by=request.user, at=now(), note=_note(request))
    said = ngettext("One breach acknowledged.", "%(count)s breaches acknowledged.", count)
    return _done(request, said % {"count": count} if count else _("Nothing to acknowledge among these."))


def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason first: a waiver without one is none."""
    breach = get_object_or_404(Breach.objects.visible_to(request.user).with_answers().with_course(), pk=pk)
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            breach.waive(by=request.user, at=now(), reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The breach is waived."))
            return redirect("sla:breach-list")
    (row,) = breach_rows([breach], request.user, now())
    return render(request, "sla/waiver_form.html", {"form": form, "breach": breach, "row": row})


def _note(request: HttpRequest) -> str:
    return request.POST.get("note", "").replace("\x00", "").strip()[:1000]


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return keys_of(request.POST.getlist(name)[:MOST_AT_ONCE])


def _done(request: Any, said: str) -> HttpResponse:
    """Back to where it was asked; a page that asked by script stays and looks again."""
    if request.htmx:
        told = {"toast": {"text": said, "level": "success"}, "acknowledged": {}}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps(told)})
    messages.success(request, said)
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect(wanted if is_ours else reverse("sla:breach-list"))
