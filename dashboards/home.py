"""The numbers on the home page of those who answer for them."""

from datetime import datetime
from typing import Any

from people.models import Organisation, User

from .asking import Asked
from .boards.look import Look
from .boards.sentences import what_changed
from .counted import counted_promises
from .kpis import registry
from .periods import DEFAULT, window_of
from .scorecard.course import course, told_of
from .scorecard.words import caution, figure_of, shade
from .targets.lines import values_of
from .tiling import tile_of

SHOWN = ("lead_acceptance_rate", "response_time", "sla_compliance")


def promised(user: User, at: datetime) -> dict[str, Any]:
    """Marketing's promises by number over the period that runs; nothing where none is in force."""
    found = counted_promises(user, at, count=1)
    return {"promised": found} if found else {}


def numbers(user: User, at: datetime) -> dict[str, Any]:
    """Three tiles of the last weeks; nothing while there is nothing to count."""
    asked, company = _asked(user, at), Organisation.current()
    aims = values_of(asked)
    tiles = [tile_of(registry[key], asked, company.week_start, aims.get(key))[0] for key in SHOWN]
    return {"tiles": tiles, "window": asked.window} if any(tile.n for tile in tiles) else {}


def scorecard(_user: User, at: datetime) -> dict[str, Any]:
    """The month that was closed last, line by line; nothing before both teams agreed on a card."""
    months = course(at)
    if not months:
        return {}
    month = told_of(months)
    return {
        "month": month.window.since,
        "figure": figure_of(month.total),
        "colour": shade(month.total.colour if month.total else None),
        "lines": [
            (registry[line.kpi].name, shade(mark.colour))
            for line, mark, _told in month.marks
            if line.kpi in registry
        ],
        "cautions": caution(month),
    }


def changed(user: User, at: datetime) -> dict[str, Any]:
    """Three sentences of what changed over the last weeks; nothing while nothing is told apart from chance."""
    part = what_changed(Look(_asked(user, at), at))
    return {"part": part} if any(url for _tone, _words, url in part.said) else {}


def _asked(user: User, at: datetime) -> Asked:
    today = at.astimezone(Organisation.current().zone).date()
    return Asked(user, window_of(DEFAULT, today), today)
