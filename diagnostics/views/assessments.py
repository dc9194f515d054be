"""Assessments: the list, one at a glance, beginning and closing it."""

from typing import Any

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from diagnostics.forms import AssessmentForm
from diagnostics.models import Assessment, runs_diagnosis
from diagnostics.steps import steps
from people.moment import now

from .within import ForRunners, reader


class AssessmentList(ListView[Assessment]):
    def get_queryset(self) -> Any:
        return Assessment.objects.visible_to(reader(self.request)).with_progress()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(runs=runs_diagnosis(reader(self.request)), **kwargs)


class AssessmentDetail(DetailView[Assessment]):
    def get_queryset(self) -> Any:
        return Assessment.objects.visible_to(reader(self.request)).with_progress()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quotas, imbalance = self.object.coverage()
        return super().get_context_data(
            steps=steps(self.object, quotas),
            quotas=quotas,
            imbalance=imbalance,
            first_things=self.object.recommendations.first_things_first()[:3],
            themes=list(self.object.themes.by_team()[:5]),
            runs=runs_diagnosis(reader(self.request)),
            **kwargs,
        )


class AssessmentCreate(ForRunners, CreateView[Assessment, AssessmentForm]):
    model, form_class = Assessment, AssessmentForm

    def get_initial(self) -> dict[str, Any]:
        return {
            "started_on": timezone.localdate(now()),
            "facilitator": reader(self.request),
        }

    def form_valid(self, form: ModelForm[Assessment]) -> HttpResponse:
        self.object = form.save().equip()
        return redirect(self.object)


class AssessmentUpdate(UpdateView[Assessment, AssessmentForm]):
    model, form_class = Assessment, AssessmentForm

    def get_queryset(self) -> Any:
        return Assessment.objects.editable_by(reader(self.request))


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = get_object_or_404(Assessment.objects.run_by(reader(request)), pk=pk)
    assessment.close(on=timezone.localdate(now()))
    return redirect(assessment)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    assessment = get_object_or_404(Assessment.objects.run_by(reader(request)), pk=pk)
    assessment.reopen()
    return redirect(assessment)
