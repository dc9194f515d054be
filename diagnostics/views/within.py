"""Pages inside one assessment: they find it first, and know who reads."""

from typing import Any, cast

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic.base import ContextMixin

from diagnostics.models import Assessment, runs_diagnosis
from people.models import User


def reader(request: HttpRequest) -> User:
    """Who asks: behind the log-in it is always somebody."""
    return cast(User, request.user)


def by_htmx(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def changed(request: HttpRequest, url: str) -> HttpResponse:
    """After a verb: the parts of the page that show it fetch themselves again; without scripts, a redirect."""
    if by_htmx(request):
        return HttpResponse(status=204, headers={"HX-Trigger": "changed"})
    return redirect(url)


class ForRunners:
    """Who does not run the diagnosis finds nothing here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not runs_diagnosis(reader(request)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class WithinAssessment(ContextMixin):
    """Its context names the assessment, and whether the reader may change it."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def assessment(self) -> Assessment:
        known = Assessment.objects.visible_to(reader(self.request))
        return get_object_or_404(known, pk=self.kwargs["assessment_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = runs_diagnosis(reader(self.request))
        here = {
            "assessment": self.assessment,
            "runs": runs,
            "can_edit": runs and self.assessment.is_open,
        }
        return super().get_context_data(**here | kwargs)


class RowForm(WithinAssessment):
    """A form that opens inside its list; without scripts, on a page of its own."""

    list_name = ""

    def get_template_names(self) -> list[str]:
        return ["diagnostics/_row_form.html" if by_htmx(self.request) else "diagnostics/row_form.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(list_url=self.list_url, **kwargs)

    @property
    def list_url(self) -> str:
        return reverse(self.list_name, args=[self.assessment.pk])

    def form_valid(self, form: BaseForm) -> HttpResponse:
        self.keep(form)
        return changed(self.request, self.list_url)

    def keep(self, form: Any) -> None:
        form.save()


class AddRow(RowForm):
    """A new row of an assessment that is still open."""

    model: type[Any]

    @cached_property
    def assessment(self) -> Assessment:
        editable = Assessment.objects.editable_by(reader(self.request))
        return get_object_or_404(editable, pk=self.kwargs["assessment_pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        known: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        return known | {"instance": self.model(**self.belongings())}

    def belongings(self) -> dict[str, Any]:
        return {"assessment": self.assessment}


class EditRow(RowForm):
    """A row that the reader may change; its assessment comes with it."""

    model: type[Any]
    object: Any

    def get_queryset(self) -> Any:
        return self.model.objects.editable_by(reader(self.request))

    @cached_property
    def assessment(self) -> Assessment:
        found: Assessment = self.object.assessment
        return found
