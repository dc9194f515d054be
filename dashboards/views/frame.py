"""What all boards have around them: tabs, filters, what they are compared with, saved views and files."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from dashboards import rollups
from dashboards.asking import Asked
from dashboards.boards import Board, Look, boards, comparisons
from dashboards.choices import FILTERS, choices
from dashboards.forms import QuestionForm
from dashboards.labels import labels
from dashboards.models import FirstView, FunnelDay, SavedView
from leads.entries import IMPORTERS
from people.asking import SignedInRequest
from people.moment import now
from people.querystrings import rewritten

from .asking import period_of

OF_ONE_BOARD = ("kind", "reason", "party", "outcome")
"""Filters that the other boards don't have."""
FILES = ("csv", "xlsx", "pdf", "pptx")


def looked(request: SignedInRequest) -> tuple[QuestionForm, Look]:
    """The question that the address asks, on numbers that are fresh."""
    rollups.freshen()
    form, at = QuestionForm(request.GET), now()
    asked = form.asked(request.user, at)
    return form, Look(asked, at, comparisons.find(request.GET.get("compare", "")))


def framed(request: SignedInRequest, board: type[Board], form: QuestionForm, asked: Asked) -> dict[str, Any]:
    """The context of the frame, around whichever board."""
    said = request.GET
    return {
        "form": form,
        "window": asked.window,
        "choices": choices(asked),
        "other_cuts": _other_cuts(asked),
        "comparisons": comparisons.choices(),
        "tabs": _tabs(said, board),
        "board_key": board.key,
        "saved_views": _saved(request, board),
        "reaches": SavedView.Reach.choices,
        "has_team": request.user.team_id is not None,
        "files": [(kind, f"{board.address()}export/{kind}/{rewritten(said)}") for kind in FILES],
        "subscribe_url": _subscribe_url(said, board),
        **period_of(said),
    }


def begun(request: SignedInRequest) -> dict[str, bool]:
    """Whether there is anything to count at all, and who could bring it: another period helps nobody before that."""
    return {
        "has_any": FunnelDay.objects.visible_to(request.user).exists(),
        "may_import": request.user.role in IMPORTERS,
    }


def _subscribe_url(said: QueryDict, board: type[Board]) -> str:
    asked = urlencode({"board": board.key, "query": said.urlencode()})
    return f"{reverse('dashboards:subscription-create')}?{asked}"


def _tabs(said: QueryDict, board: type[Board]) -> list[dict[str, Any]]:
    query = rewritten(said, **dict.fromkeys(OF_ONE_BOARD))
    return [
        {"name": one.name, "url": f"{one.address()}{query if query != '?' else ''}", "is_on": one is board}
        for one in boards.values()
    ]


def _saved(request: SignedInRequest, board: type[Board]) -> list[dict[str, Any]]:
    """Of this board, each with whether it is what the address asks now."""
    asked = sorted(QueryDict(request.GET.urlencode()).lists())
    first = FirstView.objects.filter(user=request.user).values_list("view", flat=True).first()
    views = SavedView.objects.visible_to(request.user).filter(board=board.key).select_related("owner")
    return [
        {"view": one, "is_on": sorted(QueryDict(one.query).lists()) == asked, "is_first": one.pk == first}
        for one in views
    ]


def _other_cuts(asked: Asked) -> list[str]:
    """Filters that no menu shows are shown as words, so that none works unseen."""
    hidden = {name: values for name, values in asked.cuts.items() if name not in (*FILTERS, "kind")}
    return [words for name, values in hidden.items() for words in labels(name, values).values()]
