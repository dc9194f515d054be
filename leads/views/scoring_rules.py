"""The rules and groups of a draft: added, changed, copied, put in order, taken away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leads.forms.scoring import GroupForm, RuleForm
from leads.models import ScoringGroup, ScoringRule, ScoringVersion
from leads.models.scoring.order import behind, move, twice
from people.doors import for_roles

from .scoring import WRITERS, State, drafts, save_draft


def no_draft(request: HttpRequest, version: ScoringVersion) -> HttpResponse | None:
    """Back to the version, with a word, where there is nothing to write any more."""
    if version.state == State.DRAFT:
        return None
    messages.error(request, _("This version is no draft any more. Draft the next one from it."))
    return redirect(version)


@for_roles(*WRITERS)
def create_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """`?axis=` says with what the page begins."""
    version = drafts(pk)
    axis = request.GET.get("axis", "")
    axis = axis if axis in ScoringRule.Axis.values else ScoringRule.Axis.FIT
    # a question is needed before the model can be judged; this one asks nothing
    return _rule_page(request, ScoringRule(version=version, axis=axis, criteria={"all": []}))


@for_roles(*WRITERS)
def update_rule(request: HttpRequest, pk: int) -> HttpResponse:
    return _rule_page(request, get_object_or_404(ScoringRule.objects.select_related("version"), pk=pk))


def _rule_page(request: HttpRequest, rule: ScoringRule) -> HttpResponse:
    version = rule.version
    if refused := no_draft(request, version):
        return refused
    form = RuleForm(request.POST or None, instance=rule)
    if request.method == "POST" and form.is_valid():
        return save_draft(request, version, lambda mine: _save_rule(form, mine))
    context = {"form": form, "rule": rule, "version": version}
    return render(request, "leads/scoring_rule_form.html", context, status=422 if form.errors else 200)


def _save_rule(form: RuleForm, version: ScoringVersion) -> None:
    rule: ScoringRule = form.save(commit=False)
    if rule.pk is None:
        rule.position = behind(version)
    rule.save()


def _rule(pk: int) -> ScoringRule:
    return get_object_or_404(ScoringRule.objects.select_related("version"), pk=pk)


@require_POST
@for_roles(*WRITERS)
def copy_rule(request: HttpRequest, pk: int) -> HttpResponse:
    rule = _rule(pk)
    return save_draft(request, rule.version, lambda _mine: twice(rule))


@require_POST
@for_roles(*WRITERS)
def place_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among the rules of its axis."""
    rule = _rule(pk)
    places = -1 if request.POST.get("way") == "up" else 1
    return save_draft(request, rule.version, lambda _mine: move(rule, places))


@require_POST
@for_roles(*WRITERS)
def delete_rule(request: HttpRequest, pk: int) -> HttpResponse:
    return _delete(request, ScoringRule.objects.select_related("version").filter(pk=pk).first())


@for_roles(*WRITERS)
def create_group(request: HttpRequest, pk: int) -> HttpResponse:
    return _group_page(request, ScoringGroup(version=drafts(pk)))


@for_roles(*WRITERS)
def update_group(request: HttpRequest, pk: int) -> HttpResponse:
    return _group_page(request, get_object_or_404(ScoringGroup.objects.select_related("version"), pk=pk))


def _group_page(request: HttpRequest, group: ScoringGroup) -> HttpResponse:
    version = group.version
    if refused := no_draft(request, version):
        return refused
    form = GroupForm(request.POST or None, instance=group)
    if request.method == "POST" and form.is_valid():
        return save_draft(request, version, lambda _mine: form.save())
    context = {"form": form, "group": group, "version": version}
    return render(request, "leads/scoring_group_form.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*WRITERS)
def delete_group(request: HttpRequest, pk: int) -> HttpResponse:
    """Its rules stay, and are limited by nothing but the axis."""
    return _delete(request, ScoringGroup.objects.select_related("version").filter(pk=pk).first())


def _delete(request: HttpRequest, row: ScoringRule | ScoringGroup | None) -> HttpResponse:
    """What was taken away before, by this or another hand, is quietly gone."""
    if row is None:
        messages.info(request, _("It is not there any more."))
        return redirect("leads:scoring")
    return save_draft(request, row.version, lambda _mine: row.delete())
