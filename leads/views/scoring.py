"""Versions of the scoring model: read by everybody, written as drafts, tried out, published, retired."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import DetailView

from leads.backtest import matrix
from leads.forms.scoring import BOUNDS, LimitsForm
from leads.models import Rescoring, ScoringRule, ScoringVersion
from leads.models.scoring.order import held
from leads.scoring_words import asks, gives, of_groups, of_limits, of_rules
from leads.tasks import rescore
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role
from people.moment import now
from people.querystrings import key_of
from sla.guards import Refused

WRITERS = (Role.REVOPS, Role.MARKETING_MANAGER)
PUBLISHERS = (Role.REVOPS,)
READERS = (*WRITERS, Role.SALES_MANAGER)
"""Who may ask what a version would change; its rules everybody reads."""
State = ScoringVersion.State


def versions() -> Any:
    return ScoringVersion.objects.select_related("by").prefetch_related("groups", "rules__group")


def drafts(pk: int) -> ScoringVersion:
    """The version to be written; whether it still is a draft is asked while it is held."""
    found: ScoringVersion = get_object_or_404(versions(), pk=pk)
    return found


class VersionDetail(DetailView[ScoringVersion]):
    """One version: its rules in words, its limits and grades; a draft with everything to change it."""

    template_name = "leads/scoring_version.html"
    context_object_name = "version"

    def get_queryset(self) -> Any:
        return versions()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**shown(self.request, self.object), **kwargs)


def shown(request: Any, version: ScoringVersion, form: LimitsForm | None = None) -> dict[str, Any]:
    role = request.user.role
    may_edit = version.state == State.DRAFT and role in WRITERS
    return {
        "version": version,
        "axes": axes_of(version),
        "form": form or (LimitsForm(instance=version) if may_edit else None),
        "bounds": BOUNDS,
        "may_edit": may_edit,
        "may_draft": role in WRITERS,
        "may_preview": role in READERS and version.state in (State.DRAFT, State.SHADOW),
        "may_publish": role in PUBLISHERS and version.state in (State.DRAFT, State.SHADOW),
        "rescoring": Rescoring.objects.filter(version=version).first() if version.scores_now else None,
        "earlier": ScoringVersion.objects.filter(number__lt=version.number).exists(),
    }


def axes_of(version: ScoringVersion) -> list[dict[str, Any]]:
    """Each axis with its rules in words."""
    rules = [(rule, gives(rule), asks(rule)) for rule in version.rules.all()]
    return [
        {
            "key": axis,
            "label": label,
            "least": version.bounds_of(axis)[0],
            "most": version.bounds_of(axis)[1],
            "rules": [one for one in rules if one[0].axis == axis],
        }
        for axis, label in ScoringRule.Axis.choices
    ]


def save_draft(
    request: HttpRequest, version: ScoringVersion, save: Callable[[ScoringVersion], Any]
) -> HttpResponse:
    """Write into a draft that is held meanwhile; where it is none any more, say so and change nothing."""
    try:
        with held(version) as mine:
            save(mine)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))
    return redirect(version)


@for_roles(*WRITERS)
def update_limits(request: HttpRequest, pk: int) -> HttpResponse:
    """Limits of the axes, bounds of the grades and the note, from the draft's own page."""
    version = drafts(pk)
    if request.method != "POST":
        return redirect(version)
    form = LimitsForm(request.POST, instance=version)
    if form.is_valid():
        return save_draft(request, version, lambda _mine: form.save())
    kept = shown(request, drafts(pk), form)
    return render(request, "leads/scoring_version.html", kept, status=422)


def grades(request: SignedInRequest, pk: int) -> HttpResponse:
    """The square of grades, counted; by the bounds as they stand on the page where some are sent."""
    version = drafts(pk)
    typed: ScoringVersion | None = version
    if request.method == "POST":
        typed = LimitsForm(request.POST, instance=version).typed()
    if typed is None:
        return render(request, "leads/_scoring_matrix.html", {"is_unreadable": True})
    is_live = version.state == State.LIVE and request.method != "POST"
    at = now()
    counts = matrix.standing(version, request.user) if is_live else matrix.counted(typed, request.user, at)
    square = None if counts is None else matrix.matrix(typed, counts)
    # only the live version's grades stand on the leads themselves
    rows_url = f"{reverse('leads:lead-list')}?sort=-score" if is_live else ""
    context = {"matrix": square, "version": version, "rows_url": rows_url}
    return render(request, "leads/_scoring_matrix.html", context)


@require_POST
@for_roles(*WRITERS)
def create_draft(request: HttpRequest) -> HttpResponse:
    """A copy of the version that is named, else of the live one."""
    pk = key_of(request.POST.get("of", ""))
    of = get_object_or_404(versions(), pk=pk) if pk else None
    draft = ScoringVersion.objects.draft(by=request.user, at=now(), of=of)
    messages.success(request, _("A draft is written. Nothing follows from it until it is published."))
    return redirect(draft)


def _verb(do: Callable[[ScoringVersion, Any, Any], None], done: Callable[[ScoringVersion], str]) -> Any:
    """Find, do, say, go back."""

    @require_POST
    @for_roles(*PUBLISHERS)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        version = drafts(pk)
        try:
            do(version, request.user, now())
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done(version))
            transaction.on_commit(rescore.delay, robust=True)
        return redirect(version)

    return view


publish = _verb(
    lambda version, by, at: version.publish(by=by, at=at),
    lambda _version: _("It is live. Every lead is being scored by it."),
)
try_out = _verb(
    lambda version, by, at: version.try_out(by=by, at=at),
    lambda _version: _("It is on trial: leads are scored by it too, and nothing follows from that."),
)
take_back = _verb(
    lambda version, by, at: version.take_back(by=by, at=at),
    lambda _version: _("The trial has ended; it is a draft again."),
)
retire = _verb(
    lambda version, by, at: version.retire(by=by, at=at), lambda _version: _("This version is retired.")
)


@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the rescoring is; polled. What counts scores on the page counts anew when it is done."""
    duty = get_object_or_404(Rescoring.objects.select_related("version"), pk=pk)
    answer = render(request, "leads/_scoring_progress.html", {"rescoring": duty})
    if duty.is_finished:
        answer["HX-Trigger"] = "scored"
    return answer


@require_safe
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """Two versions: `?with=` names the other, else the live one or the one before."""
    version = drafts(pk)
    others = versions().exclude(pk=pk).order_by("-number")
    asked = key_of(request.GET.get("with", ""))
    other = others.filter(pk=asked).first() if asked else _usual(version, others)
    if asked and other is None:
        raise Http404
    context: dict[str, Any] = {"version": version, "others": others[:12], "other": other}
    if other:
        before, after = sorted((other, version), key=lambda one: one.number)
        context |= {"before": before, "after": after, "limits": of_limits(before, after)}
        context |= {"rules": of_rules(before, after), "groups": of_groups(before, after)}
    return render(request, "leads/scoring_difference.html", context)


def _usual(version: ScoringVersion, others: Any) -> ScoringVersion | None:
    before = others.filter(number__lt=version.number)
    found: ScoringVersion | None = before.filter(state=State.LIVE).first() or before.first() or others.first()
    return found
