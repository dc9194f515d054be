"""The current state: does the handover between the two teams work, and where not."""

from typing import Any

from django.views.generic import TemplateView

from dashboards import figures, findings
from dashboards.board import Board
from dashboards.boards.state import StateBoard
from leads.models import Stage
from leads.stages import FUNNEL
from people.asking import SignedInRequest

from .boards import shown
from .frame import begun, framed, looked


class Overview(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, look = looked(self.request)
        state = StateBoard(look)
        board = Board(look, state.numbers)
        filled = {} if board.is_empty else _charts(board) | {"parts": shown(state.parts)}
        return super().get_context_data(
            board=board,
            **begun(self.request),
            **framed(self.request, StateBoard, form, look.asked),
            **filled,
            **kwargs,
        )


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
