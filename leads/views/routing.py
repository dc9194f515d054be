"""Routing: the rules in their order, one rule, what it would have done last month, and what each person takes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leads.forms.routing import RoutingRuleForm
from leads.models import RoutingRule
from leads.routing_pages import counted, history, rows_of
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role
from people.moment import now
from people.querystrings import key_of, keys_of

from .routing_trial import show_trial

READERS = tuple(set(Role) - {Role.PRIVACY})


@require_safe
@for_roles(*READERS)
def rule_list(request: SignedInRequest) -> HttpResponse:
    rules = list(RoutingRule.objects.current().select_related("team", "person", "owner"))
    context = {
        "rows": rows_of(rules),
        "may_edit": request.user.is_revops,
        "may_try": request.user.role in (Role.REVOPS, Role.MARKETING_MANAGER, Role.SALES_MANAGER),
        "catches_all": bool(rules) and rules[-1].is_catch_all,
    }
    return render(request, "leads/routing_list.html", context)


@require_safe
@for_roles(*READERS)
def count_list(request: SignedInRequest) -> HttpResponse:
    """How many leads each rule matches, and how many of them it is the first to take; brought when the page stands."""
    rules = list(RoutingRule.objects.current())
    found = counted(rules, request.user, now())
    return render(request, "leads/_routing_counts.html", {"found": found})


@for_roles(Role.REVOPS)
def create(request: SignedInRequest) -> HttpResponse:
    """Where leads go that no rule takes is said first; every further rule asks for something."""
    catches_all = not RoutingRule.objects.catching_all().exists()
    return _form(request, RoutingRule(), catches_all)


@for_roles(Role.REVOPS)
def update(request: SignedInRequest, pk: int) -> HttpResponse:
    rule = get_object_or_404(RoutingRule.objects.current(), pk=pk)
    return _form(request, rule, rule.is_catch_all)


def _form(request: SignedInRequest, rule: RoutingRule, catches_all: bool) -> HttpResponse:
    form = RoutingRuleForm(
        request.POST if request.method == "POST" else None, instance=rule, catches_all=catches_all
    )
    if request.method == "POST" and "members" not in request.POST and form.is_valid():
        if "try" in request.POST:
            return show_trial(request, form.drafted())
        form.keep()
        messages.success(request, _("Saved. It counts from the next lead on."))
        return redirect("leads:routing-list")
    if "members" in request.POST:
        form.errors.clear()
    context: dict[str, Any] = {"form": form, "rule": rule, "catches_all": catches_all}
    context["history"] = history(rule) if rule.pk else []
    return render(request, "leads/routing_form.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(Role.REVOPS)
def place(request: SignedInRequest) -> HttpResponse:
    """The rules in a new order: `order` as dragged, or one of them (`pk`) a place `way`=up|down."""
    standing = [rule.pk for rule in RoutingRule.objects.current()]
    order = keys_of(request.POST.getlist("order"))
    moved = key_of(request.POST.get("pk", ""))
    if not order and moved in standing:
        order = standing
        at = order.index(moved)
        order.insert(max(0, at + (-1 if request.POST.get("way") == "up" else 1)), order.pop(at))
    RoutingRule.objects.all().arrange(order)
    if request.headers.get("X-Order"):
        return HttpResponse(status=204)
    return redirect("leads:routing-list")


@require_POST
@for_roles(Role.REVOPS)
def retire(request: SignedInRequest, pk: int) -> HttpResponse:
    rule = RoutingRule.objects.filter(pk=pk).first()
    if rule is None:
        raise Http404
    if rule.retire():
        messages.success(request, _("The rule takes no more leads. What it decided stays as it is."))
    else:
        messages.error(request, _("This rule can't go: without it a lead could be left without a queue."))
    return redirect("leads:routing-list")
