"""Predictive models: whether there is enough to learn from, training one, what it is worth, using it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from leads.forms.prediction import KNOWN, PredictionForm
from leads.models import Lead, LeadPrediction, PredictiveModel
from leads.models.predicting.model import LEAST_CONVERSIONS, LEAST_LEADS
from leads.predicting import figures, findings, reading
from leads.predicting.drift import ALARM, ENOUGH
from leads.predicting.wording import event_names, name_of, value_of, why_excluded, why_failed
from leads.tasks import foretell_leads, train_models
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role
from people.moment import now
from sla.guards import Refused

READERS = tuple(set(Role) - {Role.PRIVACY})
BEST = 20
SHOWN = 10


@require_safe
@for_roles(*READERS)
def prediction(request: SignedInRequest) -> HttpResponse:
    """Is there enough to learn from, what is in use, and which open leads does it favour?"""
    form = PredictionForm(None, now())
    live = PredictiveModel.objects.live()
    context = {
        "live": live,
        "verdict": findings.verdict(live.measures) if live else None,
        "look": live.looks.first() if live else None,
        "models": PredictiveModel.objects.select_related("by"),
        "best": best(request.user) if live else [],
        **floor(form),
    }
    return render(request, "leads/prediction.html", context)


def floor(form: PredictionForm) -> dict[str, Any]:
    """How much there is to learn from, of how much there must be."""
    leads, conversions = form.counted()
    return {
        "form": form,
        "plan": form.plan(),
        "outcome": PredictiveModel.Outcome(form.plan().outcome).label,
        "leads": leads,
        "conversions": conversions,
        "least_leads": LEAST_LEADS,
        "least_conversions": LEAST_CONVERSIONS,
        "lacks_leads": max(LEAST_LEADS - leads, 0),
        "lacks_conversions": max(LEAST_CONVERSIONS - conversions, 0),
        "is_enough": leads >= LEAST_LEADS and conversions >= LEAST_CONVERSIONS,
    }


def best(user: Any) -> list[LeadPrediction]:
    """The open leads with the highest chance that this person may see, names hidden from whom they don't concern."""
    seen = LeadPrediction.objects.said().filter(lead__in=Lead.objects.visible_to(user))
    rows = list(seen.select_related("lead__owner", "lead__team").order_by("-chance", "-pk")[:BEST])
    for row in rows:
        row.lead.shown_to(user)
    return rows


@for_roles(Role.REVOPS)
def create(request: SignedInRequest) -> HttpResponse:
    """What it is to learn; asked with GET, the page counts what there is for these answers."""
    at = now()
    is_sent = request.method == "POST"
    said = request.POST if is_sent else request.GET if "months" in request.GET else None
    form = PredictionForm(said, at, request.GET.get("outcome", "won"))
    if is_sent and form.is_valid():
        try:
            model = PredictiveModel.objects.ask(form.plan(), by=request.user, at=at)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            transaction.on_commit(train_models.delay, robust=True)
            return redirect(model)
    status = 422 if is_sent else 200
    return render(request, "leads/prediction_form.html", floor(form), status=status)


@require_safe
@for_roles(*READERS)
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a model learnt, from what it was kept, and what it is worth."""
    model = get_object_or_404(PredictiveModel.objects.select_related("by", "published_by"), pk=pk)
    context: dict[str, Any] = {
        "model": model,
        "known": KNOWN.get(model.known_days, model.known_days),
        "excluded": _excluded(model),
    }
    if model.fault:
        context["fault"] = why_failed(model.fault)
    if model.predictor:
        context |= _worth(model) | _learnt(model)
    return render(request, "leads/prediction_detail.html", context)


def _excluded(model: PredictiveModel) -> list[tuple[str, str]]:
    events = event_names()
    return [(name_of(one["field"], events), why_excluded(one)) for one in model.excluded]


def _worth(model: PredictiveModel) -> dict[str, Any]:
    measures = model.measures
    return {
        "verdict": findings.verdict(measures),
        "compared": findings.compared(measures),
        "gap": measures["gap"],
        "reliability": figures.reliability(measures),
        "reliability_finding": findings.calibrated(measures),
        "gains": figures.gains(measures),
        "gains_finding": findings.gained(measures),
        "parts": {name: _part(one) for name, one in measures["parts"].items()},
        "decided": reading.decided(model.plan),
    }


def _part(part: dict[str, Any]) -> dict[str, Any]:
    since, until = (date.fromisoformat(part[name]) for name in ("from", "to"))
    return {"leads": part["leads"], "hits": part["hits"], "since": since, "until": until}


def _learnt(model: PredictiveModel) -> dict[str, Any]:
    predictor = model.learnt
    groups, events = model.groups["source"], event_names()
    return {
        "average": predictor.average_chance,
        "fields": [
            (
                name_of(field.name, events),
                [(value_of(one.group), one.share, one.chance) for one in predictor.alone(field)[:SHOWN]],
                max(len(predictor.alone(field)) - SHOWN, 0),
            )
            for field in predictor.fields
        ],
        "silent": sorted((source, leads) for source, (leads, hits) in groups.items() if not hits),
        "look": model.looks.first(),
        "moved": [(name_of(name, events), index) for name, index in _drift(model)],
        "alarm": ALARM,
        "enough": ENOUGH,
    }


def _drift(model: PredictiveModel) -> list[tuple[str, float]]:
    look = model.looks.first()
    return sorted(look.fields.items(), key=lambda one: -one[1]) if look else []


@require_safe
@for_roles(*READERS)
def progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """The bar, polled; once it is done the page is read anew."""
    model = get_object_or_404(PredictiveModel, pk=pk)
    answer = render(request, "leads/_prediction_progress.html", {"model": model})
    if model.is_finished:
        answer["HX-Redirect"] = model.get_absolute_url()
    return answer


@require_POST
@for_roles(Role.REVOPS)
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Foretell with it from now on."""
    model = get_object_or_404(PredictiveModel, pk=pk)
    try:
        model.publish(by=request.user, at=now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        transaction.on_commit(foretell_leads.delay, robust=True)
        messages.success(request, _("The model is in use. Open leads get their chance within a minute."))
    return redirect(model)


@require_POST
@for_roles(Role.REVOPS)
def retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """Foretell nothing any more."""
    model = get_object_or_404(PredictiveModel, pk=pk)
    model.retire(at=now())
    messages.success(request, _("The model is out of use, and no chance is shown any more."))
    return redirect(model)
