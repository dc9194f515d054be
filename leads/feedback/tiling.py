"""The numbers on top of the page of reasons."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from people.shares import FEW, wilson
from people.tiles import Tile

from .board import Board


def tiles(board: Board, url_of: Callable[..., str]) -> list[Tile]:
    now, before = board.now, board.before
    share = now.rejected / now.answered if now.answered else None
    was = before.rejected / before.answered if before.answered else None
    low, high = wilson(now.rejected, now.answered) or (None, None)
    own = sum(line.hits for line in board.lines if line.reason.counts_against_quality)
    return [
        Tile(
            _("Rejected"),
            share,
            kind="percent",
            change=share - was if share is not None and was is not None else None,
            since=_("against as many days before"),
            better="down",
            n=now.answered,
            low=low,
            high=high,
            trust="few" if now.answered < FEW else "",
            rows_url=url_of(which="rejected"),
            how=_("Rejected / (accepted + rejected), each handoff by the answer that stands."),
        ),
        Tile(
            _("Answered"),
            now.answered,
            rows_url=url_of(),
            how=_("Handoffs that Sales accepted or rejected on these days."),
        ),
        Tile(
            _("Rejections that count against quality"),
            own / now.answered if now.answered else None,
            kind="percent",
            n=now.answered,
            better="down",
            rows_url=url_of(which="quality"),
            how=_("Rejected for a reason that counts against Marketing's quality / answered."),
        ),
    ]
