"""Targets: how far each is, and setting one with what it takes to show it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from dashboards import rollups
from dashboards.kpis import registry
from dashboards.models import Target
from dashboards.targets.forms import TargetForm
from dashboards.targets.progress import followed
from dashboards.targets.sentences import sentences
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import MANAGERS, Role
from people.moment import now
from sla.guards import Refused
from sla.parties import SIGNS_FOR

MOST_ENDED = 20


class TargetList(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/targets/target_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        at, user = now(), self.request.user
        ended = list(Target.objects.for_page().ended()[:MOST_ENDED])
        return super().get_context_data(
            standing=followed(Target.objects.for_page().standing(), user, at),
            ended=[(one, registry.get(one.kpi)) for one in ended],
            may_write=user.role == Role.REVOPS,
            **kwargs,
        )


class TargetDetail(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/targets/target_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        user = self.request.user
        target = get_object_or_404(Target.objects.for_page(), pk=kwargs["pk"])
        return super().get_context_data(
            one=followed([target], user, now())[0],
            target=target,
            own_party=SIGNS_FOR.get(user.role),
            may_write=user.role == Role.REVOPS,
            **kwargs,
        )


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.REVOPS)
def create(request: SignedInRequest) -> HttpResponse:
    """GET and a POST that asks to look show what it takes; a POST that means it sets the target."""
    rollups.freshen()
    at = now()
    said = request.POST if request.method == "POST" else request.GET
    form = TargetForm(said if "amount" in said else None, request.user, at)
    if not form.is_bound and said.get("kpi") in registry:
        form.initial["kpi"] = said["kpi"]
    plan = form.plan() if form.is_bound else None
    if plan and request.method == "POST" and said.get("step") == "save":
        target = Target.objects.decide(form.target(), request.user, at)
        messages.success(request, _("Set. It counts for both teams once both have signed it."))
        return redirect("dashboards:target-detail", target.pk)
    context = {"form": form, "plan": plan, "sentences": sentences(plan) if plan else []}
    status = 422 if said.get("step") == "save" else 200
    return render(request, "dashboards/targets/target_form.html", context, status=status)


@require_POST
@for_roles(*MANAGERS)
def sign(request: SignedInRequest, pk: int) -> HttpResponse:
    target = get_object_or_404(Target.objects.standing(), pk=pk)
    try:
        target.sign(by=request.user, at=now())
        messages.success(request, _("Signed."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("dashboards:target-detail", pk)


@require_POST
@for_roles(Role.REVOPS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    target = get_object_or_404(Target, pk=pk)
    target.end(by=request.user, at=now())
    messages.success(request, _("Withdrawn. What it was stays readable."))
    return redirect("dashboards:target-list")
