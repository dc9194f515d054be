"""A board's numbers as rows of a sheet: what was asked, then each part under its title."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dashboards.labels import labels
from people.templatetags.formats import day, exact

from .base import Board
from .common import title_of
from .parts import Chart, Counts, Part, Sentences, Table

Line = Sequence[Any]


def lines(board: Board) -> Iterator[Line]:
    """Numbers stay numbers: shares as 0..1, times in seconds, money as an amount; the second column says which."""
    yield [str(board.name)]
    yield from ([label, words] for label, words in asked(board))
    yield []
    yield [_("Number"), _("Unit"), _("Value"), "n", _("from"), _("to"), _("change"), _("against"), _("mark")]
    for tile, kpi, _parts in board.numbers:
        unit = tile.currency if tile.kind == "money" else kpi.unit
        yield [
            str(tile.label), unit, tile.value, tile.n, tile.low, tile.high, tile.change, str(tile.since), tile.trust,
        ]  # fmt: skip
    for _tile, kpi, parts in board.numbers:
        yield from ([f"{kpi.name}: {part.label}", "", part.count] for part in parts)
    for part in board.parts:
        yield from _part(part)


def asked(board: Board) -> list[tuple[str, str]]:
    """What the numbers are of, in words."""
    look = board.look
    window = look.asked.window
    told = [(_("Period"), f"{day(window.since)} – {day(window.until)}")]
    for name, values in look.asked.cuts.items():
        told.append((title_of(name), ", ".join(labels(name, values).values())))
    told.append((_("As of"), str(exact(look.at))))
    return told


def _part(part: Part) -> Iterator[Line]:
    if isinstance(part, Chart):
        if part.table:
            yield from _table(part.table, f"{part.table.title}: {part.title}")
    elif isinstance(part, Table):
        yield from _table(part, str(part.title))
    elif isinstance(part, Sentences):
        yield []
        yield [str(part.title)]
        yield from ([words] for _tone, words, _url in part.said)
    elif isinstance(part, Counts):
        yield []
        yield [str(part.title)]
        yield from ([str(label), "", count] for label, count, _url, _tone in part.counts)


def _table(table: Table, title: str) -> Iterator[Line]:
    yield []
    yield [title]
    yield [*(str(head.label) for head in table.heads), _("mark")]
    for row in table.rows:
        yield [*(_value(cell.value) for cell in row.cells), str(row.tag)]


def _value(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | datetime) else str(value)
