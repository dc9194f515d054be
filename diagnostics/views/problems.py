"""Problems: what goes wrong, heaviest first."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, ListView, UpdateView

from diagnostics.forms import ProblemForm
from diagnostics.models import Problem

from .within import AddRow, EditRow, WithinAssessment, changed, reader


class ProblemList(WithinAssessment, ListView[Problem]):
    def get_queryset(self) -> Any:
        return self.assessment.problems.heaviest_first()


class ProblemCreate(AddRow, CreateView[Problem, ProblemForm]):
    model, form_class = Problem, ProblemForm
    list_name = "diagnostics:problem-list"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"assessment": self.assessment}


class ProblemUpdate(EditRow, UpdateView[Problem, ProblemForm]):
    model, form_class = Problem, ProblemForm
    list_name = "diagnostics:problem-list"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"assessment": self.assessment}


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    problem = get_object_or_404(Problem.objects.editable_by(reader(request)), pk=pk)
    problem.delete()
    return changed(request, reverse("diagnostics:problem-list", args=[problem.assessment_id]))
