"""The return of the program: cost against benefit with its interval, the lines it is made of, and writing them down."""

from typing import Any

import structlog
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import TemplateView

from dashboards import rollups
from dashboards.impact.question import changes
from dashboards.models import Benefit, Pool, PoolChoice, QualitativeBenefit
from dashboards.models.spend import READERS
from dashboards.returns import figure, words
from dashboards.returns.forms import FIRST, BenefitForm, QualityForm, ReturnForm, asked_now
from dashboards.returns.shown import Shown, bars, tiles
from dashboards.returns.told import Return, told_of
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import MANAGERS, Organisation, Role
from people.moment import now

log = structlog.get_logger(__name__)
WRITERS = (Role.REVOPS, *sorted(MANAGERS))
MOST_WITHDRAWN = 20


@method_decorator(for_roles(*sorted(READERS)), name="dispatch")
class ReturnPage(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/roi/roi.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        form, at, user = ReturnForm(self.request.GET), now(), self.request.user
        question = form.question(at)
        return super().get_context_data(
            form=form,
            changes=changes(),
            question=question,
            may_write=user.role in WRITERS,
            sees_all=user.sees_every_lead,
            withdrawn=list(Benefit.objects.withdrawn().for_page()[:MOST_WITHDRAWN]),
            **(self._shown(told_of(question)) if question else {}),
            **kwargs,
        )

    def _shown(self, told: Return) -> dict[str, Any]:
        currency = Organisation.current().currency
        outcome = told.outcome
        return {
            "told": told,
            "outcome": outcome,
            "currency": currency,
            "name": words.NAMES[outcome.verdict],
            "tone": words.TONES.get(outcome.verdict, ""),
            "sentence": words.sentence(told, currency),
            "cautions": words.cautions(told),
            "tiles": tiles(told, currency),
            "lines": [Shown(one, currency, self.request.user.sees_every_lead) for one in told.entries],
            "bars": bars(told, currency),
            "chosen_pools": [Pool(one.benefit.pool) for one in told.entries if one.is_chosen],
            "figure": figure.by_month(told, currency) if told.course else None,
            "figure_title": words.finding(told, currency) if told.course else "",
        }


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def create(request: SignedInRequest) -> HttpResponse:
    """The form follows the method: another one chosen shows other fields, and keeps what was typed."""
    rollups.freshen()
    at = now()
    is_said = request.method == "POST"
    form = BenefitForm(
        request.POST if is_said else None,
        asked_now(at),
        initial=FIRST | {"method": request.GET.get("method") or "wins"},
    )
    if is_said and request.POST.get("step") == "save" and form.is_valid():
        benefit = form.benefit(by=request.user, at=at)
        log.info("benefit_written", user=request.user.pk, benefit=benefit.pk, method=benefit.method)
        messages.success(
            request, _("Written down. It counts unless another line of the same money claims less.")
        )
        return redirect("dashboards:roi")
    is_refused = is_said and request.POST.get("step") == "save"
    if is_said and not is_refused:
        form.errors.clear()
    return render(
        request, "dashboards/roi/benefit_form.html", {"form": form}, status=422 if is_refused else 200
    )


@require_POST
@for_roles(*WRITERS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(Benefit, pk=pk).withdraw(by=request.user, at=now())
    messages.success(request, _("Withdrawn. What it was stays readable."))
    return redirect("dashboards:roi")


@require_POST
@for_roles(*WRITERS)
def choose(request: SignedInRequest, pk: int) -> HttpResponse:
    """This line counts for its money from now on."""
    benefit = get_object_or_404(Benefit.objects.standing(), pk=pk)
    PoolChoice.objects.choose(benefit.pool, benefit, by=request.user, at=now())
    messages.success(request, _("“%(name)s” counts for its money from now on.") % {"name": benefit.name})
    return redirect("dashboards:roi")


@require_POST
@for_roles(*WRITERS)
def release(request: SignedInRequest, pool: str) -> HttpResponse:
    """The most careful line of this money counts again."""
    if pool not in Pool.values:
        raise Http404
    PoolChoice.objects.choose(pool, None, by=request.user, at=now())
    messages.success(request, _("The most careful line counts again."))
    return redirect("dashboards:roi")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*WRITERS)
def create_quality(request: SignedInRequest) -> HttpResponse:
    form = QualityForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        form.keep(by=request.user, at=now())
        messages.success(request, _("Written down, apart from the money."))
        return redirect("dashboards:roi")
    return render(
        request, "dashboards/roi/quality_form.html", {"form": form}, status=422 if form.is_bound else 200
    )


@require_POST
@for_roles(*WRITERS)
def withdraw_quality(request: SignedInRequest, pk: int) -> HttpResponse:
    get_object_or_404(QualitativeBenefit, pk=pk).withdraw(by=request.user, at=now())
    messages.success(request, _("Withdrawn. What it was stays readable."))
    return redirect("dashboards:roi")
