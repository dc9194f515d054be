"""Assessments: the list, one at a glance, beginning and closing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from diagnostics.forms import AssessmentForm
from diagnostics.models import Assessment, runs_diagnosis
from diagnostics.steps import steps
from people.moment import now

from .within import ForRunners


class AssessmentList(ListView):
    def get_queryset(self) -> Any:
        return Assessment.objects.visible_to(self.request.user).with_progress()  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(runs=runs_diagnosis(self.request.user), **kwargs)  # type: ignore[arg-type]


class AssessmentDetail(DetailView):
    def get_queryset(self) -> Any:
        return Assessment.objects.visible_to(self.request.user).with_progress()  # type: ignore[arg-type]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quotas, imbalance = self.object.coverage()
        return super().get_context_data(
            steps=steps(self.object, quotas),
            quotas=quotas,
            imbalance=imbalance,
            first_things=self.object.recommendations.first_things_first()[:3],
            themes=list(self.object.themes.by_team()[:5]),
            runs=runs_diagnosis(self.request.user),  # type: ignore[arg-type]
            **kwargs,
        )


class AssessmentCreate(ForRunners, CreateView):
    model, form_class = Assessment, AssessmentForm

    def get_initial(self) -> dict[str, Any]:
        return {"started_on": timezone.localdate(now()), "facilitator": self.request.user}

    def form_valid(self, form: AssessmentForm) -> HttpResponse:
        self.object = form.save().equip()
        return redirect(self.object)


class AssessmentUpdate(UpdateView):
    model, form_class = Assessment, AssessmentForm

    def get_queryset(self) -> Any:
        return Assessment.objects.editable_by(self.request.user)  # type: ignore[arg-type]


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = get_object_or_404(Assessment.objects.run_by(request.user), pk=pk)  # type: ignore[arg-type]
    assessment.close(on=timezone.localdate(now()))
    return redirect(assessment)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = get_object_or_404(Assessment.objects.run_by(request.user), pk=pk)  # type: ignore[arg-type]
    assessment.reopen()
    return redirect(assessment)
