"""The numbers on top of a replay, each with its n, its interval and its rows."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from people.shares import FEW, wilson
from people.templatetags.formats import duration
from people.tiles import Tile

from .board import Board
from .outcomes import Counts


def tiles(board: Board, url_of: Callable[[str], str]) -> list[Tile]:
    then, now = board.then, board.now
    change = None
    if now and now.compliance is not None and then.compliance is not None:
        change = then.compliance - now.compliance
    replayed = _share(
        _("In time within %(target)s") % {"target": duration(board.target)}, then, url_of("judged"), change
    )
    shown = [replayed]
    if now:
        label = _("In force: within %(target)s") % {"target": duration(board.target_now)}
        shown.append(_share(label, now))
    was = next((one.was for one in board.overview if one.commitment.pk == board.promise.pk), Counts())
    if was.judged:
        shown.append(_share(_("As the clocks said"), was))
    shown.append(Tile(_("Late"), then.breached, n=then.judged, rows_url=url_of("late")))
    if board.newly_late:
        shown.append(Tile(_("Would turn late"), board.newly_late, rows_url=url_of("newly_late")))
    if board.newly_kept:
        shown.append(Tile(_("Would turn in time"), board.newly_kept, rows_url=url_of("newly_kept")))
    return shown


def _share(label: str, counts: Counts, rows_url: str = "", change: float | None = None) -> Tile:
    low, high = wilson(counts.met, counts.judged) or (None, None)
    return Tile(
        label,
        counts.compliance,
        kind="percent",
        change=change,
        since=_("against what is in force") if change is not None else "",
        better="up",
        n=counts.judged,
        low=low,
        high=high,
        trust="few" if counts.judged < FEW else "",
        rows_url=rows_url,
        how=_("Met / (met + breached + open past due); not yet due and called off in time are in neither."),
    )
