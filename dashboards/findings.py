"""The titles of charts: what the numbers say, in one sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from people.templatetags.formats import percent, points

from .asking import Window
from .board import Board, FunnelRow
from .statistics import FEW
from .tiling import Count

CLEAR = 0.005
"""A smaller change than half a point is none that a title should claim."""


def of_acceptance(board: Board) -> str:
    """Acceptance since the agreement against before it, when one fell into the window."""
    window = board.asked.window
    whole = board.acceptance.over(window)
    if whole.value is None:
        return _("No handoff was decided in this period")
    if board.agreed_on:
        compared = _since_agreement(board, board.agreed_on[0][0])
        if compared:
            return compared
    return _("Sales accepts %(share)s of what it decides") % {"share": percent(whole.value)}


def _since_agreement(board: Board, day: date) -> str:
    window = board.asked.window
    before = board.acceptance.over(Window(window.since, day))
    after = board.acceptance.over(Window(day, window.until))
    if before.n < FEW or after.n < FEW or before.value is None or after.value is None:
        return ""
    change = after.value - before.value
    words = {"share": percent(after.value), "points": points(change)}
    if abs(change) < CLEAR:
        return _("Acceptance %(share)s, as before the agreement") % words
    if change > 0:
        return _("Acceptance %(share)s, up %(points)s since the agreement") % words
    return _("Acceptance %(share)s, down %(points)s since the agreement") % words


def of_months(rows: Sequence[FunnelRow]) -> str:
    """How many of the cohorts that had their time became opportunities."""
    grown = [row for row in rows if not row.is_young]
    entered = sum(row.entered for row in grown)
    if not entered:
        return _("These months are still maturing")
    reached = sum(row.share("opportunity") * row.entered for row in grown)
    return _("%(share)s of the leads that had time became opportunities") % {
        "share": percent(reached / entered)
    }


def of_sources(rows: Sequence[FunnelRow]) -> str:
    """The best and the worst source among those with enough leads to say so."""
    ranked = sorted((row for row in rows if row.entered >= FEW), key=lambda row: row.share("opportunity"))
    if len(ranked) < 2 or ranked[-1].share("opportunity") - ranked[0].share("opportunity") < CLEAR:
        return _("Leads and opportunities by source")
    best, worst = ranked[-1], ranked[0]
    return _("%(best)s converts best (%(high)s), %(worst)s worst (%(low)s)") % {
        "best": best.label,
        "high": percent(best.share("opportunity")),
        "worst": worst.label,
        "low": percent(worst.share("opportunity")),
    }


def of_reasons(reasons: Sequence[Count]) -> str:
    if not reasons:
        return _("Nothing was rejected in this period")
    first: Any = reasons[0]
    return _("%(share)s of the rejections say “%(reason)s”") % {
        "share": percent(first.share),
        "reason": first.label,
    }
