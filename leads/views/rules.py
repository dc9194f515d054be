"""The scoring model that is live, and its versions."""

from typing import Any

from django.views.generic import TemplateView

from leads.models import ScoringRule, ScoringVersion
from leads.scoring_words import asks, gives

from .scoring import WRITERS


class Scoring(TemplateView):
    template_name = "leads/scoring.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        version = ScoringVersion.objects.live()
        rules = list(version.rules.all()) if version else []
        said = [(rule, gives(rule), asks(rule)) for rule in rules]
        axes = [
            (label, [one for one in said if one[0].axis == axis], cap) for axis, label, cap in _axes(version)
        ]
        return super().get_context_data(
            version=version,
            versions=ScoringVersion.objects.select_related("by")[:40],
            may_draft=user.role in WRITERS,
            axes=axes,
            **kwargs,
        )


def _axes(version: ScoringVersion | None) -> list[tuple[str, Any, Any]]:
    if version is None:
        return []
    labels = dict(ScoringRule.Axis.choices)
    fit, engagement = ScoringRule.Axis.FIT, ScoringRule.Axis.ENGAGEMENT
    return [(fit, labels[fit], version.fit_cap), (engagement, labels[engagement], version.engagement_cap)]
