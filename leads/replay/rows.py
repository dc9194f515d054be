"""The leads behind a number of a replay: as many as the number says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.models import Handoff, Lead
from people.models import User

from .board import BREACHED, MET, NONE, Board
from .courses import RUNNING
from .working import Flags, moment

PAGE = 50
STATES = {
    "late": gettext_lazy("would be late"),
    "kept": gettext_lazy("would be in time"),
    "newly_late": gettext_lazy("in time by the agreement in force, late by this target"),
    "newly_kept": gettext_lazy("late by the agreement in force, in time by this target"),
    "waiting": gettext_lazy("not due yet"),
    "judged": gettext_lazy("late or in time"),
}


@dataclass(frozen=True)
class Row:
    """One clock that would have run."""

    label: str
    url: str
    lead: Lead | None
    opened_at: datetime
    needed: int
    is_running: bool
    is_late: bool
    was_late: bool | None
    """By the agreement in force; None where that says nothing."""


def chosen(board: Board, state: str, cut: Mapping[str, str]) -> Any:
    """The places of the outcomes that are asked for, the longest wait first."""
    found = board.outcomes
    then, now = board.states
    asked: dict[str, Flags] = {
        "late": found.breached(board.target),
        "kept": found.met(board.target),
        "judged": found.judged(board.target),
        "waiting": (found.how == RUNNING) & ~found.breached(board.target),
    }
    if state.startswith("newly"):
        late = (then == BREACHED) & (now != BREACHED) & (now != NONE)
        kept = (now == BREACHED) & (then != BREACHED) & (then != NONE)
        places = np.flatnonzero((late if state == "newly_late" else kept)[found.subject])
        _subjects, first = np.unique(found.subject[places], return_index=True)
        where = np.zeros(len(found), bool)
        where[places[first]] = True
    else:
        where = asked[state]
    for dimension, value in cut.items():
        where = where & (board.column(dimension).astype(str)[found.subject] == value)
    places = np.flatnonzero(where)
    return places[np.argsort(-found.needed[places], kind="stable")]


def read(board: Board, places: Any, user: User) -> list[Row]:
    """A page of rows; a lead that is shut away or was merged keeps its number and loses its name."""
    subjects = board.facts.subject[board.outcomes.subject[places]]
    leads = board.facts.lead[board.outcomes.subject[places]]
    seen = Lead.objects.visible_to(user).select_related("owner").in_bulk(np.unique(leads).tolist())
    handoffs = Handoff.objects.in_bulk(subjects[subjects > 0].tolist())
    return [
        _row(board, place, handoffs.get(subject), seen.get(lead), user)
        for place, subject, lead in zip(places.tolist(), subjects.tolist(), leads.tolist(), strict=True)
    ]


def _row(board: Board, place: int, handoff: Handoff | None, lead: Lead | None, user: User) -> Row:
    subject, found = int(board.outcomes.subject[place]), board.outcomes
    now = board.states[1][subject]
    target = handoff or lead
    return Row(
        label=lead.label_for(user) if lead else _("Lead %(id)s") % {"id": board.facts.lead[subject]},
        url=target.get_absolute_url() if lead and target else "",
        lead=lead,
        opened_at=moment(board.facts.opened[subject]),
        needed=int(found.needed[place]),
        is_running=bool(found.how[place] == RUNNING),
        is_late=bool(found.breached(board.target)[place]),
        was_late=bool(now == BREACHED) if now in (MET, BREACHED) else None,
    )
