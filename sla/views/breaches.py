"""Breaches: the list, having seen one, and waiving one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from people.moment import now
from sla.forms import WaiverForm
from sla.guards import Refused
from sla.models import Breach
from sla.subjects import subjects

from .paging import page_of


class BreachList(TemplateView):
    """The newest first; those that nobody has acknowledged yet can be asked for alone."""

    template_name = "sla/breach_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.request.GET.get("state", "")
        rows = Breach.objects.visible_to(self.request.user).in_state(state).with_answers()
        page = page_of(self.request, rows, ("-reached_at", "-id"))
        names = subjects.name((breach.clock for breach in page.rows), self.request.user)
        listed = [(breach, *names[breach.clock_id]) for breach in page.rows]
        return super().get_context_data(rows=listed, next=page.next, is_filtered=bool(state), **kwargs)


@require_POST
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    breach = get_object_or_404(Breach.objects.visible_to(request.user), pk=pk)
    breach.acknowledge(by=request.user, at=now(), note=request.POST.get("note", "")[:1000])
    messages.success(request, _("Acknowledged."))
    return redirect("sla:breach-list")


def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the reason first: a waiver without one is none."""
    breach = get_object_or_404(Breach.objects.visible_to(request.user).with_answers(), pk=pk)
    form = WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            breach.waive(by=request.user, at=now(), reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The breach is waived."))
            return redirect("sla:breach-list")
    return render(request, "sla/waiver_form.html", {"form": form, "breach": breach})
