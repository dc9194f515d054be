"""Touches: what somebody did towards a lead, written down on its page."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leads.forms.touch import TouchForm
from leads.models import Lead
from people.moment import now


@require_POST
def create(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    lead = get_object_or_404(Lead.objects.visible_to(user), pk=pk)
    if user.sees_masked:
        raise PermissionDenied
    form = TouchForm(request.POST, by=user)
    if not form.is_valid():
        return render(request, "leads/touch_form.html", {"form": form, "lead": lead}, status=422)
    form.save(lead, at=now())
    messages.success(request, _("Written down."))
    return redirect(lead)
