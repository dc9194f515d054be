"""What a replay says, as sentences: the titles of its charts."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.templatetags.formats import dated, duration, number, percent, points

from .board import Board, Group
from .figures import longest


def of_board(board: Board) -> str:
    """The answer first: what the asked target gives, and against what."""
    said = {
        "target": duration(board.target),
        "share": percent(board.then.compliance),
        "n": number(board.then.judged),
    }
    if board.then.compliance is None:
        return _("Nothing was due in this period: choose a longer one.")
    if board.now is None or board.now.compliance is None:
        return _("Within %(target)s, %(share)s of %(n)s would have been in time.") % said
    said["now"], said["points"] = (
        percent(board.now.compliance),
        points(board.then.compliance - board.now.compliance),
    )
    if board.then.compliance > board.now.compliance:
        return (
            _("Within %(target)s, %(share)s of %(n)s in time: %(points)s above what is in force (%(now)s).")
            % said
        )
    if board.then.compliance < board.now.compliance:
        return (
            _("Within %(target)s, %(share)s of %(n)s in time: %(points)s below what is in force (%(now)s).")
            % said
        )
    return _("Within %(target)s, %(share)s of %(n)s in time: the same as what is in force.") % said


def of_flips(board: Board) -> str:
    """Who would notice."""
    late, kept = board.newly_late, board.newly_kept
    if board.now is None:
        return ""
    if not late and not kept:
        return _("No lead would have been judged otherwise.")
    parts = []
    if late:
        parts.append(
            ngettext("%(n)s lead more would be late", "%(n)s leads more would be late", late)
            % {"n": number(late)}
        )
    if kept:
        words = ngettext("%(n)s late one would be in time", "%(n)s late ones would be in time", kept)
        parts.append(words % {"n": number(kept)})
    return _(" and ").join(parts) + "."


def of_curve(board: Board) -> str:
    """Which target a usual goal asks for."""
    ninety = board.outcomes.target_for(0.9)
    if ninety is None or not board.outcomes.at(ninety).judged:
        return _("How many would be in time at each target")
    if ninety > longest(board):
        farthest = longest(board)
        said = {"target": duration(farthest), "share": percent(board.outcomes.at(farthest).compliance)}
        return _("Even within %(target)s only %(share)s would be in time") % said
    return _("90 %% in time takes a target of %(target)s") % {"target": duration(-(-ninety // 60) * 60)}


def of_weeks(groups: list[Group]) -> str:
    known = [group for group in groups if group.then.compliance is not None and group.then.judged >= 5]
    if len(known) < 2:
        return _("Week by week")
    worst = min(known, key=lambda group: group.then.compliance or 0.0)
    day = dated(date.fromisoformat(worst.label), "j M")
    return _("The hardest week began on %(day)s: %(share)s in time") % {
        "day": day,
        "share": percent(worst.then.compliance),
    }
