"""Erasures: a person asks to be forgotten; who guards personal data sees what is blocked and destroys it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from leads import listing
from leads.forms.erasure import BLOCK, ErasureForm
from leads.models import Lead, block
from people.doors import for_roles
from people.models import Erasure, Role
from people.moment import now

GUARDS = (Role.REVOPS, Role.PRIVACY)
BY_BLOCKING = listing.Order("blocked_at")


def reachable(user: Any) -> Any:
    """RevOps takes up a request on the lead's page; what is blocked is the privacy officer's alone."""
    return Lead.objects.blocked() if user.role == Role.PRIVACY else Lead.objects.visible_to(user)


@for_roles(*GUARDS)
def create(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    lead = get_object_or_404(reachable(user), pk=pk)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        at, reason = now(), form.cleaned_data["reason"]
        if form.cleaned_data["how"] == BLOCK:
            block(lead, user, at, reason)
            messages.success(request, _("The lead is blocked. Nobody sees it any more."))
        else:
            lead.erase(user, at, reason)
            messages.success(request, _("Everything personal of this lead is destroyed."))
        return redirect("leads:blocked-list" if user.role == Role.PRIVACY else "leads:lead-list")
    return render(
        request, "leads/erasure_form.html", {"form": form, "lead": lead}, status=422 if form.errors else 200
    )


@method_decorator(for_roles(Role.PRIVACY), name="dispatch")
class BlockedList(TemplateView):
    """What waits to be destroyed, and what was: by number, reason and who decided, never by name."""

    template_name = "leads/blocked_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = (
            Lead.objects.blocked()
            .filter(merged_into=None)
            .select_related("blocking__by")
            .defer("search", "attributes")
        )
        page = listing.page(rows, BY_BLOCKING, self.request.GET.get("after", ""))
        erased = Erasure.objects.filter(subject="lead").select_related("by")[:50]
        return super().get_context_data(rows=page.rows, next=page.next, erased=erased, **kwargs)
