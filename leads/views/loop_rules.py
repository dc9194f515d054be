"""The numbers that the company has settled for handoffs: RevOps sets them, everybody lives by them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leads.forms.loop import LoopRulesForm
from leads.models import LoopRules
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role

from .sheets import said


@for_roles(Role.REVOPS)
def update(request: SignedInRequest) -> HttpResponse:
    form = LoopRulesForm(said(request), instance=LoopRules.current())
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved. It counts from now on, for what is open too."))
        return redirect("handoffs:rules-update")
    return render(request, "leads/loop_rules_form.html", {"form": form}, status=422 if form.errors else 200)
