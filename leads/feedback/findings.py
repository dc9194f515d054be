"""What the page of reasons says, as sentences."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.models import RejectionReason
from people.templatetags.formats import number, percent, points

from .board import Board
from .outliers import Outlier

DIMENSION_WORDS = {
    "source": gettext_lazy("Source"),
    "campaign": gettext_lazy("Campaign"),
    "segment": gettext_lazy("Segment"),
}


def value_words(value: Any) -> str:
    return str(value) if value else _("not stated")


def of_board(board: Board) -> str:
    """The most frequent reason, and whether it is given more often than before."""
    if not board.now.answered:
        return _("Sales answered nothing in this period: choose a longer one.")
    if not board.now.rejected:
        return _("Sales rejected none of %(n)s leads.") % {"n": number(board.now.answered)}
    line = board.lines[0]
    said = {
        "reason": line.reason.name,
        "share": percent(line.share),
        "n": number(line.of),
        "points": points(abs(line.change)) if line.change is not None else "",
    }
    if line.verdict == "more":
        return (
            _(
                "“%(reason)s” is the most frequent reason: %(share)s of %(n)s answers, %(points)s more than before."
            )
            % said
        )
    if line.verdict == "less":
        return (
            _(
                "“%(reason)s” is the most frequent reason: %(share)s of %(n)s answers, %(points)s less than before."
            )
            % said
        )
    return _("“%(reason)s” is the most frequent reason: %(share)s of %(n)s answers.") % said


def of_outlier(one: Outlier, reason: RejectionReason) -> str:
    said = {
        "dimension": DIMENSION_WORDS[one.dimension],
        "value": value_words(one.value),
        "reason": reason.name,
        "share": percent(one.share),
        "n": number(one.of),
        "rest": percent(one.rest_share),
    }
    return (
        _(
            "%(dimension)s %(value)s: “%(reason)s” is the answer to %(share)s of %(n)s leads; elsewhere to %(rest)s."
        )
        % said
    )


def of_interval(one: Outlier) -> str:
    low, high = one.interval or (0.0, 0.0)
    return _("%(low)s to %(high)s more often than elsewhere (95 %%)") % {
        "low": points(low),
        "high": points(high),
    }


def of_excess(one: Outlier) -> str:
    return _("about %(n)s rejections more than the rest would lead one to expect") % {
        "n": number(round(one.excess))
    }
