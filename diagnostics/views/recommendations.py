"""Priorities: the matrix, the list, one recommendation with what each team thinks of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.generic import CreateView, DetailView, TemplateView, UpdateView, View

from diagnostics.export import as_csv, priority_rows
from diagnostics.forms import RatingForm, RecommendationForm
from diagnostics.matrix import Point, grid
from diagnostics.models import Recommendation, sides_rated_by
from diagnostics.models.recommendation import TEAMS
from people.moment import now

from .within import AddRow, EditRow, WithinAssessment, by_htmx, changed, reader


class RecommendationList(WithinAssessment, TemplateView):
    """`?teams=on` also places each one where the two teams see it."""

    template_name = "diagnostics/recommendation_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.assessment.recommendations.first_things_first()
        by_team = self.request.GET.get("teams") == "on"
        points = [point for row in rows for point in _points(row, by_team)]
        argued = sum(1 for row in rows if row.disagreement and row.disagreement.is_worth_talking)
        drawn = {
            "object_list": rows,
            "grid": grid(points),
            "by_team": by_team,
            "argued": argued,
        }
        return super().get_context_data(**drawn, **kwargs)


def _points(row: Recommendation, by_team: bool) -> list[Point]:
    settled = [Point(row, row.impact, row.ease)]
    if not by_team:
        return settled
    teams = [Point(row, rating.impact, rating.ease, rating.side) for rating in row.by_team.values()]
    return settled + [point for point in teams if (point.impact, point.ease) != (row.impact, row.ease)]


class RecommendationDetail(WithinAssessment, DetailView[Recommendation]):
    """Opens beside the matrix, or alone."""

    def get_queryset(self) -> Any:
        return Recommendation.objects.visible_to(reader(self.request)).with_ratings()

    def get_template_names(self) -> list[str]:
        alone = "diagnostics/recommendation_detail.html"
        return ["diagnostics/_recommendation.html" if by_htmx(self.request) else alone]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        self.assessment = self.object.assessment
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = sides_rated_by(reader(self.request)) if self.assessment.is_open else ()
        teams = [
            {
                "name": name,
                "rating": self.object.by_team.get(side),
                "form": RatingForm.of(self.object, side),
                "editable": side in mine,
            }
            for side, name in TEAMS
        ]
        return super().get_context_data(settle=RatingForm.of(self.object), teams=teams, **kwargs)


class RecommendationCreate(AddRow, CreateView[Recommendation, RecommendationForm]):
    model, form_class = Recommendation, RecommendationForm
    list_name = "diagnostics:recommendation-list"

    def keep(self, form: RecommendationForm) -> None:
        form.save(commit=False).number()


class RecommendationUpdate(EditRow, UpdateView[Recommendation, RecommendationForm]):
    model, form_class = Recommendation, RecommendationForm
    list_name = "diagnostics:recommendation-list"


class RatingWrite(View):
    """What both settled on (who runs the diagnosis), or what one team thinks (its manager, too)."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RatingForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest(form.errors.as_text())
        side, impact, ease = (form.cleaned_data[name] for name in ("side", "impact", "ease"))
        rateable = Recommendation.objects.rateable_by(reader(request), side)
        recommendation = get_object_or_404(rateable, pk=pk)
        if form.is_complete:
            recommendation.rate(side, impact, ease, by=reader(request), at=now())
        return changed(request, recommendation.get_absolute_url())


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    recommendation = get_object_or_404(Recommendation.objects.editable_by(reader(request)), pk=pk)
    recommendation.delete()
    return changed(
        request,
        reverse("diagnostics:recommendation-list", args=[recommendation.assessment_id]),
    )


class RecommendationExport(WithinAssessment, View):
    """The list as a spreadsheet reads it."""

    def get(self, request: HttpRequest, assessment_pk: int) -> HttpResponse:
        rows = priority_rows(self.assessment.recommendations.first_things_first())
        return as_csv("priorities", rows)
