"""The boards by reader, and which of them opens first."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from dashboards.boards import Board, boards, first_for
from dashboards.boards.drawing import figure
from dashboards.boards.parts import Chart, Part
from dashboards.models import FirstView
from people.asking import SignedInRequest

from .frame import begun, framed, looked


def home(request: HttpRequest) -> HttpResponse:
    """The view that the reader chose, else the board of their role."""
    user: Any = request.user
    if not request.GET and (chosen := FirstView.of(user)):
        return redirect(chosen.get_absolute_url())
    query = request.GET.urlencode()
    return redirect(f"{first_for(user).address()}{'?' if query else ''}{query}")


class BoardPage(TemplateView):
    request: SignedInRequest
    template_name = "dashboards/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = board_of(kwargs.pop("key"))
        form, look = looked(self.request)
        board = kind(look)
        return super().get_context_data(
            board=board,
            parts=[] if board.is_empty else shown(board.parts),
            **(begun(self.request) if board.is_empty else {"has_any": True}),
            **framed(self.request, kind, form, look.asked),
            **kwargs,
        )


def board_of(key: str) -> type[Board]:
    kind = boards.get(key)
    if kind is None or kind.url_name != Board.url_name:
        raise Http404
    return kind


@dataclass(frozen=True)
class Shown:
    """A part as the page places it: charts stand two abreast, one that is left over takes the whole width."""

    part: Part
    figure: Any = None
    is_wide: bool = True


def shown(parts: list[Part]) -> list[Shown]:
    found: list[Shown] = []
    for is_chart, run in groupby(parts, key=lambda part: isinstance(part, Chart)):
        told = list(run)
        for at, part in enumerate(told):
            is_left_over = at == len(told) - 1 and len(told) % 2 == 1
            drawn = figure(part) if isinstance(part, Chart) else None
            found.append(Shown(part, drawn, not is_chart or is_left_over))
    return found
