"""Stakeholders of an assessment: register, change, remove; the gaps named."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, ListView, UpdateView

from diagnostics.forms import StakeholderForm
from diagnostics.models import Stakeholder
from people.moment import now

from .within import AddRow, EditRow, WithinAssessment, changed, reader


class StakeholderList(WithinAssessment, ListView[Stakeholder]):
    def get_queryset(self) -> Any:
        return self.assessment.stakeholders.for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quotas, imbalance = self.assessment.coverage()
        return super().get_context_data(quotas=quotas, imbalance=imbalance, **kwargs)


class StakeholderCreate(AddRow, CreateView[Stakeholder, StakeholderForm]):
    model, form_class = Stakeholder, StakeholderForm
    list_name = "diagnostics:stakeholder-list"

    def keep(self, form: StakeholderForm) -> None:
        form.register(at=now())


class StakeholderUpdate(EditRow, UpdateView[Stakeholder, StakeholderForm]):
    model, form_class = Stakeholder, StakeholderForm
    list_name = "diagnostics:stakeholder-list"

    def keep(self, form: StakeholderForm) -> None:
        form.register(at=now())


def _list_of(stakeholder: Stakeholder) -> str:
    return reverse("diagnostics:stakeholder-list", args=[stakeholder.assessment_id])


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """With their interviews, notes and quotes: who takes part no longer leaves nothing behind."""
    stakeholder = get_object_or_404(Stakeholder.objects.editable_by(reader(request)), pk=pk)
    url = _list_of(stakeholder)
    stakeholder.delete()
    return changed(request, url)


@require_POST
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    stakeholder = get_object_or_404(Stakeholder.objects.editable_by(reader(request)), pk=pk)
    stakeholder.answer_consent(Stakeholder.Consent.GIVEN, at=now())
    return changed(request, request.POST.get("next") or _list_of(stakeholder))
