"""The overview: does the handover between the two teams work, and where not."""

from typing import Any

from django.views.generic import TemplateView

from dashboards import figures, findings, rollups
from dashboards.asking import Asked
from dashboards.board import Board
from dashboards.choices import choices
from dashboards.forms import QuestionForm
from dashboards.models import FunnelDay
from leads.models import Stage
from leads.stages import FUNNEL
from people.asking import SignedInRequest
from people.moment import now

from .asking import period_of


class Overview(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rollups.freshen()
        form, at = QuestionForm(self.request.GET), now()
        asked = form.asked(self.request.user, at)
        board = Board(asked, at)
        filled = {} if board.is_empty else _charts(board)
        return super().get_context_data(
            form=form,
            board=board,
            window=asked.window,
            **period_of(self.request.GET),
            **_filters(asked),
            **filled,
            **kwargs,
        )


def _filters(asked: Asked) -> dict[str, Any]:
    return {
        "choices": choices(asked),
        "has_any": FunnelDay.objects.visible_to(asked.user).exists(),
    }


def _charts(board: Board) -> dict[str, Any]:
    return {
        "stages": [Stage(stage).label for stage in FUNNEL],
        "months": figures.funnel_by_month(board.months),
        "months_finding": findings.of_months(board.months),
        "sources": figures.conversion_by_source(board.sources),
        "sources_finding": findings.of_sources(board.sources),
        "acceptance": figures.acceptance_by_week(board),
        "acceptance_finding": findings.of_acceptance(board),
        "reasons": figures.reasons_of_rejection(board.reasons),
        "reasons_finding": findings.of_reasons(board.reasons),
    }
