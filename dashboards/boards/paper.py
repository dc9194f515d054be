"""A board on paper: the same numbers, charts and sentences as a document, with what was asked and when."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from documents import writing as say
from documents.blocks import MOST_COLUMNS, MOST_LABELS, MOST_ROWS, MOST_SERIES, Block
from documents.blocks import Chart as Drawn
from documents.rendering.paper import Paper
from people.models import Organisation
from people.templatetags.formats import dated, day, month, number, shown
from people.tiles import Tile

from .base import Board
from .parts import Cell, Chart, Counts, Part, Sentences, Table
from .sheet import asked


def paper(board: Board) -> Paper:
    """In the language that is active."""
    company = Organisation.current()
    local = board.look.at.astimezone(company.zone)
    name = str(board.name)
    return Paper(
        title=name,
        language=(get_language() or "en")[:2],
        blocks=tuple(blocks(board)),
        edition=_("Dashboard"),
        issued=dated(local, "j M Y, H:i"),
        issued_at=board.look.at,
        company=company.name,
    )


def blocks(board: Board) -> Iterator[Block]:
    yield say.title(str(board.name), str(board.question))
    yield say.facts(asked(board))
    yield numbers([tile for tile, _kpi, _parts in board.numbers])
    for part in board.parts:
        yield from part_blocks(part)


def numbers(tiles: Iterable[Tile]) -> Block:
    """Each number with its n, its interval and its change."""
    return say.table(
        [say.column(_("Number"), share=3), say.column(_("Value"), "end", 2), say.column("n", "end"),
         say.column(_("95 % interval"), "end", 2), say.column(pgettext("a difference", "Change"), share=4)],
        [_number(tile) for tile in tiles],
    )  # fmt: skip


def _number(tile: Tile) -> list[str]:
    kind = tile.currency if tile.kind == "money" else tile.kind
    between = ""
    if tile.low is not None and tile.high is not None:
        between = f"{shown(tile.low, kind)} – {shown(tile.high, kind)}"
    change = ""
    if tile.change is not None:
        sign = "+" if tile.change > 0 else "−" if tile.change < 0 else ""
        change_kind = kind if tile.kind == "money" else tile.change_kind
        change = f"{sign}{shown(abs(tile.change), change_kind)} {tile.since}"
    value = f"{shown(tile.value, kind)} {tile.unit}".strip()
    return [str(tile.label), value, number(tile.n), between, change]


def part_blocks(part: Part) -> Iterator[Block]:
    if isinstance(part, Chart):
        yield from _chart(part)
    elif isinstance(part, Table):
        yield say.heading(str(part.title))
        if part.lede:
            yield say.paragraph(str(part.lede))
        yield from _tables(part)
    elif isinstance(part, Sentences):
        yield say.heading(str(part.title))
        yield say.bullets([words for _tone, words, _url in part.said])
    elif isinstance(part, Counts):
        yield say.heading(str(part.title))
        yield say.facts([(str(label), count) for label, count, _url, _tone in part.counts])


def _chart(part: Chart) -> Iterator[Block]:
    yield say.heading(str(part.table.title if part.table else part.title))
    if len(part.labels) <= MOST_LABELS and len(part.series) <= MOST_SERIES:
        yield _drawn(part)
    else:
        yield say.paragraph(say.strong(str(part.title)), " ", str(part.note))
    if part.table:
        yield from _tables(part.table)


def _drawn(part: Chart) -> Drawn:
    more: dict[str, Any] = {"unit": part.unit, "note": str(part.note)}
    if part.band and part.shape == "lines":
        more["band"] = part.band
    if part.target is not None:
        # paper writes the value beside the word itself
        more |= {"target": part.target, "target_label": _("target")}
    labels = [f"{label} *" if at in part.young else label for at, label in enumerate(part.labels)]
    lines = [
        say.series(str(one.name), one.values, "actual" if one.role == "actual" else "compare")
        for one in part.series
    ]
    if part.young:
        young = part.young_word or _("still maturing")
        more["note"] = f"{part.note}. * {young}"
    return say.chart(part.shape, str(part.title), labels, lines, **more)


def _tables(table: Table) -> Iterator[Block]:
    """As many columns and rows as a page takes; the file of the same board has all."""
    heads = list(islice(table.heads, MOST_COLUMNS))
    columns = [
        say.column(str(head.label), "end" if head.is_number else "start", 1 if at else 2)
        for at, head in enumerate(heads)
    ]
    rows = [
        [_words(cell, str(row.tag) if at == 0 else "") for at, cell in enumerate(row.cells[: len(heads)])]
        for row in table.rows[:MOST_ROWS]
    ]
    yield say.table(columns, rows)


def _words(cell: Cell, tag: str) -> str:
    more = ", ".join(part for part in (str(cell.note), tag) if part)
    return f"{worded(cell)} ({more})" if more else worded(cell)


def worded(cell: Cell) -> str:
    """A cell as it reads."""
    if cell.kind in ("text", "word"):
        return str(cell.value if cell.value is not None else "–")
    if cell.kind in ("day", "month"):
        return str({"day": day, "month": month}[cell.kind](cell.value))
    return str(shown(cell.value, cell.kind))
