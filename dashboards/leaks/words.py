"""A leak in words: how much a group lags, what that may claim, and what closing it would be worth."""

from typing import Any

from django.utils.translation import gettext as _

from leads.models import Stage
from people.templatetags.formats import money, number, percent, points

from .finding import Cell
from .table import LeakTable

CLEAR = 0.005
"""Less than half a point is no difference worth a word."""


def mark(cell: Cell) -> tuple[str, Any]:
    """(tone, word) of a cell of the map: told by the word, the colour only underlines it."""
    if cell.is_few:
        return "", _("too few")
    if cell.is_shown:
        return ("is-leak", _("leaks")) if cell.gap > 0 else ("is-above", _("better"))
    if cell.gap > CLEAR:
        return "is-maybe", _("may be chance")
    return "", _("like the rest")


def verdict(cell: Cell) -> tuple[str, Any]:
    """Whether the gap is shown."""
    if cell.is_few:
        return "", _("too few")
    return ("is-bad", _("shown")) if cell.is_shown else ("is-warn", _("may be chance"))


def step_name(first: str, last: str) -> str:
    return f"{Stage(first).label} → {Stage(last).label}"


def sentence(cell: Cell, name: str) -> str:
    """Smb: 37.8 % go on, of the rest 49.1 %."""
    words = {
        "name": name,
        "own": percent(cell.own.rate, 1),
        "rest": percent(cell.rest.rate, 1),
        "gap": points(cell.gap),
        "extra": number(round(cell.extra, 1)),
    }
    return _("%(own)s go on, %(rest)s of the rest: %(gap)s less, %(extra)s leads a year") % words


def title(table: LeakTable, currency: str) -> str:
    """The page in one line."""
    shown = [cell for cell in table.ranked if cell.is_shown]
    if shown:
        first = max(shown, key=lambda cell: cell.money or 0.0)
        step = next(step for step in table.steps if step.key == first.step)
        words = {
            "name": table.names[first.value],
            "step": step_name(step.first, step.last),
            "money": money(first.money, currency),
        }
        return _("The biggest leak that is shown: %(name)s at %(step)s, worth %(money)s a year") % words
    if table.ranked:
        return _("No leak is shown: what differs may be chance")
    return _("No group lags behind the rest")
