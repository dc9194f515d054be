"""Replay: what an agreement would have given over past leads, and its target put into the draft."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from leads.forms.replay import CUTS, HOUR, PERIODS, Question, asked, cuts
from leads.replay import figures, findings, rows
from leads.replay.board import Board, Group
from leads.replay.drafting import put_target
from leads.replay.reading import Replay
from leads.replay.tiling import tiles
from leads.tasks import read_replay
from people.asking import SignedInRequest
from people.doors import for_roles
from people.models import Role
from people.moment import now
from people.querystrings import key_of, rewritten, whole_of
from sla.guards import Refused
from sla.models import AgreementVersion, Commitment
from sla.models.commitment import TEN_YEARS

REPLAYERS = (Role.REVOPS, Role.MARKETING_MANAGER, Role.SALES_MANAGER)
SIDES = (
    [("source", gettext_lazy("By source"), gettext_lazy("Source"))],
    [
        ("team", gettext_lazy("By team"), gettext_lazy("Team")),
        ("owner", gettext_lazy("By person"), gettext_lazy("Person")),
    ],
)


@require_safe
@for_roles(*REPLAYERS)
def replay(request: SignedInRequest) -> HttpResponse:
    """The page; a moved slider asks for its answer alone. What takes long is read first, with its progress shown."""
    question = asked(request.GET, request.user, now())
    context = menus(request, question)
    if question.promise is None:
        return render(request, "leads/replay.html", context)
    read = Replay(question.period, question.at, question.as_of)
    if read.is_long() and read.done() < read.parts:
        period = read.period
        told = (period.since.isoformat(), period.until.isoformat(), period.team, read.as_of)
        # the bar reads on by itself where no broker takes it
        transaction.on_commit(partial(read_replay.delay, *told), robust=True)
        return render(request, "leads/replay_waiting.html", context | _waiting(request, read))
    board = Board(read, question.promises, question.promise, question.target)
    context |= _answer(request, question, board)
    is_slider = request.headers.get("HX-Target") == "replay-answer"
    return render(request, "leads/_replay_answer.html" if is_slider else "leads/replay.html", context)


def menus(request: SignedInRequest, question: Question) -> dict[str, Any]:
    """The filters: each choice with its address."""
    versions = AgreementVersion.objects.select_related("agreement").order_by("agreement", "-number")[:40]
    said = ("from", "to", "period", "as_of")
    return {
        "question": question,
        "versions": [
            {
                "label": f"{version}, {version.get_state_display()}",
                "url": rewritten(request.GET, version=version.pk, promise=None, target=None),
                "is_on": question.version == version,
            }
            for version in versions
        ],
        "promises": [
            {
                "label": str(one),
                "url": rewritten(request.GET, version=one.version_id, promise=one.pk, target=None),
                "is_on": one == question.promise,
            }
            for one in question.promises
        ],
        "periods": [
            {"key": key, "label": label, "on": key == question.chosen_period}
            for key, (_days, label) in PERIODS.items()
        ],
        "kept": [(key, value) for key, values in request.GET.lists() if key not in said for value in values],
    }


def _answer(request: SignedInRequest, question: Question, board: Board) -> dict[str, Any]:
    if not len(board.outcomes):
        return {"board": board, "is_empty": True}
    weeks, url_of = board.by("week"), partial(_rows_url, request, board)
    return {
        "board": board,
        "answer": findings.of_board(board),
        "flips": findings.of_flips(board),
        "tiles": tiles(board, url_of),
        "curve": figures.curve(board),
        "curve_finding": findings.of_curve(board),
        "weeks": figures.weeks(weeks, lambda group: url_of("judged", week=group.value)),
        "weeks_finding": findings.of_weeks(weeks),
        "groups": [
            [(title, label, _lines(board, name, url_of)) for name, title, label in side] for side in SIDES
        ],
        "may_put": question.is_moved,
        **_slider(request, question, board),
    }


def _slider(request: SignedInRequest, question: Question, board: Board) -> dict[str, Any]:
    """Hours as the fields write them, and what the form carries along."""
    longest = figures.longest(board)
    kept = ("from", "to", "period")
    carried: list[tuple[str, Any]] = [(key, value) for key, value in request.GET.items() if key in kept]
    carried += [("version", board.promise.version_id), ("promise", board.promise.pk)]
    step = figures.step_of(longest)
    return {
        "carried": [*carried, ("as_of", board.replay.as_of)],
        "slider": {"longest_hours": in_hours(longest), "step_hours": in_hours(step)},
        "hours": in_hours(question.target),
        "own_hours": in_hours(int(board.promise.target_seconds or 0)),
    }


def in_hours(seconds: int) -> str:
    """As a number field reads it, whatever the language."""
    return f"{seconds / HOUR:.4f}".rstrip("0").rstrip(".")


def _lines(board: Board, name: str, url_of: Callable[..., str]) -> list[tuple[Group, str, str]]:
    """Each group with the addresses of its rows: all that were judged, and the late ones."""
    groups = board.by(name)[:30]
    return [
        (group, url_of("judged", **{name: group.value}), url_of("late", **{name: group.value}))
        for group in groups
    ]


def _rows_url(request: SignedInRequest, board: Board, state: str, **cut: Any) -> str:
    """The rows behind a number, as the page was asked and as it was read."""
    address = request.GET.copy()
    for name in (*CUTS, "state"):
        address.pop(name, None)
    address["as_of"], address["target"] = board.replay.as_of, f"{board.target / HOUR:.6f}"
    cut = {name: str(value) for name, value in cut.items()}
    return f"{reverse('leads:replay-rows')}?{address.urlencode()}&{urlencode({'state': state, **cut})}"


@require_safe
@for_roles(*REPLAYERS)
def row_list(request: SignedInRequest) -> HttpResponse:
    """The leads behind a number of the replay."""
    question = asked(request.GET, request.user, now())
    state = request.GET.get("state", "late")
    if question.promise is None or state not in rows.STATES:
        raise Http404
    read = Replay(question.period, question.at, question.as_of)
    board = Board(read, question.promises, question.promise, question.target)
    places = rows.chosen(board, state, cuts(request.GET))
    begin = whole_of(request.GET.get("after", "")) or 0
    context = {
        "question": question,
        "board": board,
        "state": rows.STATES[state],
        "count": len(places),
        "rows": rows.read(board, places[begin : begin + rows.PAGE], request.user),
        "next": str(begin + rows.PAGE) if begin + rows.PAGE < len(places) else "",
        "back": reverse("leads:replay")
        + rewritten(request.GET, state=None, after=None, **dict.fromkeys(CUTS)),
    }
    return render(request, "leads/replay_row_list.html", context)


@require_safe
@for_roles(*REPLAYERS)
def progress(request: SignedInRequest) -> HttpResponse:
    """The bar, polled: each look reads a part too, so that it goes on without a worker."""
    question = asked(request.GET, request.user, now())
    read = Replay(question.period, question.at, question.as_of)
    if "done" in request.GET:
        page = reverse("leads:replay") + rewritten(request.GET, as_of=read.as_of, done=None)
        return HttpResponse(headers={"HX-Redirect": page})
    read.go_on()
    return render(request, "leads/_replay_progress.html", _waiting(request, read))


def _waiting(request: SignedInRequest, read: Replay) -> dict[str, Any]:
    done = read.done()
    address = reverse("leads:replay-progress")
    return {
        "done": done,
        "total": read.parts,
        "progress_url": address + rewritten(request.GET, as_of=read.as_of),
        "done_url": address + rewritten(request.GET, as_of=read.as_of, done=1),
        "finished": done == read.parts,
    }


@require_POST
@for_roles(*REPLAYERS)
def target_create(request: SignedInRequest) -> HttpResponse:
    """The slider's target becomes the draft's: of the version itself, or of a new draft that copies it."""
    pk, seconds = key_of(request.POST.get("promise", "")), whole_of(request.POST.get("seconds", ""))
    commitment = Commitment.objects.timed().select_related("version__agreement").filter(pk=pk or 0).first()
    if commitment is None or not seconds or seconds > TEN_YEARS:
        messages.error(request, _("A target is longer than nothing and shorter than ten years."))
        return redirect("leads:replay")
    try:
        commitment = put_target(commitment, seconds, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, _("The draft has this target now. Nothing changes until both teams sign it.")
        )
    return redirect(f"{reverse('leads:replay')}?version={commitment.version_id}&promise={commitment.pk}")
