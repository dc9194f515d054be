"""Quotes and the themes they are coded to."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, ListView

from diagnostics.forms import QuoteForm, ThemeForm
from diagnostics.models import Interview, Quote, Theme
from people.moment import now

from .within import AddRow, WithinAssessment, changed, reader


class QuoteList(WithinAssessment, ListView[Quote]):
    """What was said, for who may read notes; `?theme=` narrows it."""

    paginate_by = 50

    def get_queryset(self) -> Any:
        quotes = Quote.objects.visible_to(reader(self.request)).within(self.assessment)
        theme = self.request.GET.get("theme", "")
        return quotes.about(int(theme)).for_list() if theme.isdecimal() else quotes.for_list()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(themes=self.assessment.themes.all(), **kwargs)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    interview = get_object_or_404(Interview.objects.writable_by(reader(request)), pk=pk)
    form = QuoteForm(request.POST, interview=interview)
    if not form.is_valid():
        return render(
            request,
            "diagnostics/_quote_form.html",
            {"form": form, "interview": interview},
        )
    form.keep(by=reader(request), at=now())
    return changed(request, interview.get_absolute_url())


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    quote = get_object_or_404(Quote.objects.editable_by(reader(request)), pk=pk)
    url = quote.note.interview.get_absolute_url()
    quote.delete()
    return changed(request, url)


class ThemeCreate(AddRow, CreateView[Theme, ThemeForm]):
    model, form_class = Theme, ThemeForm
    list_name = "diagnostics:interview-list"
