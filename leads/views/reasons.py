"""The reasons for which Sales sends leads back: added, changed, retired. What was said with one stays as it was."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from leads.forms.loop import ReasonForm
from leads.models import RejectionReason
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role
from people.moment import now

from .sheets import said


class ReasonList(TemplateView):
    """Those in use in the order of the list that Sales sees, then the retired ones; each with how often it was said."""

    template_name = "leads/reason_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        listed = list(RejectionReason.objects.counted())
        current = [one for one in listed if one.retired_at is None]
        retired = [one for one in listed if one.retired_at is not None]
        return super().get_context_data(
            current=current, retired=retired, may_write=user.role == Role.REVOPS, **kwargs
        )


reasons = for_roles(*(set(Role) - {Role.PRIVACY}))(ReasonList.as_view())


@for_roles(Role.REVOPS)
def create(request: SignedInRequest) -> HttpResponse:
    return _page(request, ReasonForm(said(request)), _("Added."))


@for_roles(Role.REVOPS)
def update(request: SignedInRequest, code: str) -> HttpResponse:
    reason = get_object_or_404(RejectionReason, pk=code)
    return _page(request, ReasonForm(said(request), instance=reason), _("Saved."))


def _page(request: SignedInRequest, form: ReasonForm, done: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, done)
        return redirect("leads:reason-list")
    return render(request, "leads/reason_form.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.REVOPS)
def retire(request: SignedInRequest, code: str) -> HttpResponse:
    """Retired, or back in use where it was retired."""
    reasons = RejectionReason.objects.filter(pk=code)
    reason = get_object_or_404(reasons)
    if reason.retired_at is None:
        reasons.retire(now())
        messages.success(request, _("Retired. Nobody chooses it any more; what was said with it stays."))
    else:
        reasons.restore()
        messages.success(request, _("Back in use."))
    return redirect("leads:reason-list")
