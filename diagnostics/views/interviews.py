"""Interviews: plan them, hold them with the guide beside, write while people talk."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, ListView, UpdateView

from diagnostics.forms import InterviewForm, NoteForm, QuoteForm
from diagnostics.models import Interview, Note, Quote
from people.moment import now

from .within import AddRow, EditRow, WithinAssessment, by_htmx, reader


class InterviewList(WithinAssessment, ListView[Interview]):
    def get_queryset(self) -> Any:
        return Interview.objects.within(self.assessment).for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        readable = set(Interview.objects.readable_by(reader(self.request)).values_list("pk", flat=True))
        themes = list(self.assessment.themes.by_team())
        return super().get_context_data(readable=readable, themes=themes, **kwargs)


class InterviewCreate(AddRow, CreateView[Interview, InterviewForm]):
    model, form_class = Interview, InterviewForm
    list_name = "diagnostics:interview-list"

    def belongings(self) -> dict[str, Any]:
        return {}

    def get_initial(self) -> dict[str, Any]:
        return {
            "interviewer": reader(self.request),
            "stakeholder": self.request.GET.get("stakeholder"),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"assessment": self.assessment}


class InterviewUpdate(EditRow, UpdateView[Interview, InterviewForm]):
    model, form_class = Interview, InterviewForm
    list_name = "diagnostics:interview-list"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"assessment": self.assessment}


class InterviewDetail(WithinAssessment, DetailView[Interview]):
    """The sheet of one conversation; who may not read notes finds nothing."""

    def get_queryset(self) -> Any:
        return Interview.objects.readable_by(reader(self.request)).for_list()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        self.assessment = self.object.assessment
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sheets = Note.objects.sheets(self.object)
        form = QuoteForm(interview=self.object)
        quotes = Quote.objects.of_interview(self.object).for_list()
        can_write = self.assessment.is_open and not self.object.stakeholder.has_refused
        return super().get_context_data(
            sheets=sheets,
            form=form,
            quotes=quotes,
            window=uuid.uuid4(),
            can_write=can_write,
            **kwargs,
        )


@require_POST
def write(request: HttpRequest, pk: int) -> HttpResponse:
    interview = get_object_or_404(Interview.objects.writable_by(reader(request)), pk=pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest(form.errors.as_text())
    try:
        note = form.keep(interview, by=reader(request), at=now())
    except Note.DoesNotExist as elsewhere:
        raise Http404 from elsewhere
    if not by_htmx(request):
        return redirect(interview)
    moved = note.key != form.cleaned_data["key"]
    window = form.cleaned_data["window"]
    return render(
        request,
        "diagnostics/_note_state.html",
        {"note": note, "window": window, "moved": moved},
    )


@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    interview = get_object_or_404(Interview.objects.writable_by(reader(request)), pk=pk)
    interview.hold(at=now())
    return redirect("diagnostics:interview-list", interview.assessment.pk)
