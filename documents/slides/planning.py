"""Which idea stands on which slide: blocks in, slides out, nothing that doesn't fit. Pure.

What a slide has no room for (a long note, a paragraph's further sentences) stands whole in the notes of the speaker.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from documents import blocks as parts
from documents.blocks import Chart, Row, Run, Words, plain
from documents.slides.measuring import HEAVY, LEADING, clipped, height, lines

ROOM, BODY = 860.0, 322.0
"""The room between the margins, and for what stands below the head, in points."""
TEXT, LEDE = 18.0, 13.0
CELLS = {5: 13.0, 8: 11.0, 12: 9.0}
"""The size of the words in a table of up to so many columns."""
GAP = 9.0
MOST_LINES = 4
"""A paragraph of more lines than this is a text to be read, not to be shown."""
PADDING_X, PADDING_Y = 14.0, 9.0
MOST_ROWS = 240
SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=\S)")


@dataclass(frozen=True)
class Text:
    """Some words with their size and look; `indent` in points, `sign` stands before them."""

    words: Words
    high: float
    sign: str = ""
    tone: str = ""
    title: Words = ()

    @property
    def lede(self) -> str:
        """Its words, where they may stand below a title: a plain sentence of two small lines at most."""
        said = plain(self.words)
        is_plain = not self.sign and not self.tone
        return said if is_plain and len(said) < 400 and lines(said, LEDE, ROOM) <= 2 else ""


@dataclass(frozen=True)
class Grid:
    """A table, or the part of it that one slide holds. `widths` in points; `heights` too, the head's first."""

    heads: Row
    rows: tuple[Row, ...]
    aligns: tuple[str, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float


@dataclass(frozen=True)
class Slide:
    """One idea. `part` of `parts` where it goes on over several slides."""

    title: str
    kicker: str = ""
    subtitle: str = ""
    texts: tuple[Text, ...] = ()
    grid: Grid | None = None
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    is_opening: bool = False
    part: int = 1
    parts: int = 1

    @property
    def head(self) -> str:
        return self.title if self.parts == 1 else f"{self.title} ({self.part}/{self.parts})"


def numbered(run: Sequence[Slide]) -> list[Slide]:
    return [replace(one, part=at, parts=len(run)) for at, one in enumerate(run, 1)]


@dataclass
class Flow:
    """Texts that wait for a slide, until one is full or another idea begins."""

    texts: list[Text] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def lede(self) -> str:
        """The one short sentence that waits, which then stands below the title of what follows; blank without one."""
        if len(self.texts) != 1 or self.notes:
            return ""
        said = self.texts[0].lede
        if said:
            self.texts = []
        return said

    def taken(self) -> tuple[list[list[Text]], tuple[str, ...]]:
        """The texts by slide, and what is said to them; nothing waits any more."""
        pages: list[list[Text]] = []
        used = BODY
        for text in self.texts:
            if used + text.high > BODY:
                pages.append([])
                used = 0.0
            pages[-1].append(text)
            used += text.high + GAP
        notes = tuple(self.notes)
        self.texts, self.notes = [], []
        return pages, notes


def shown(words: Words, room: float, most: int = MOST_LINES) -> tuple[Words, str]:
    """(what stands on the slide, what is said to it): short words whole; of long ones their first sentence, or what fits."""
    said = plain(words)
    if len(said) < 2_000 and lines(said, TEXT, room) <= most:
        return words, ""
    first = SENTENCE.split(said[:2_000], maxsplit=1)[0]
    if len(first) < len(said) and lines(first, TEXT, room) <= most:
        return (Run(first),), said
    return (Run(clipped(said, TEXT, room, most)),), said


def text_of(words: Words, sign: str = "") -> tuple[Text, str]:
    room = ROOM - (24 if sign else 0)
    kept, said = shown(words, room)
    return Text(kept, height(plain(kept), TEXT, room), sign), said


def callout_of(block: parts.Callout) -> tuple[Text, str]:
    room = ROOM - 40
    title = (Run(clipped(plain(block.title), TEXT * HEAVY, room, 2)),) if block.title else ()
    kept, said = shown(block.words, room)
    high = height(plain(kept), TEXT, room) + (height(plain(title), TEXT * HEAVY, room) if title else 0)
    if title and plain(title) != plain(block.title):
        said = f"{plain(block.title)}\n{said}".strip()
    return Text(kept, high + 2 * PADDING_Y, tone=block.tone, title=title), said


def grids(
    columns: Sequence[parts.Column], rows: Sequence[Row], has_head: bool = True
) -> Iterator[tuple[Grid, list[str]]]:
    """A table cut over slides, each with the head again, and the rows that had to be cut as they are."""
    size = next(size for most, size in CELLS.items() if len(columns) <= most)
    heads, aligns = tuple(one.head for one in columns), tuple(one.align for one in columns)
    widths = _widths(columns)
    top, tall = _cut(heads, widths, size * HEAVY, 3) if has_head else ((), 0.0)
    kept: list[Row] = []
    heights: list[float] = []
    notes: list[str] = []
    for row in rows[:MOST_ROWS]:
        cells, high = _cut(row, widths, size, 5)
        if kept and tall + sum(heights) + high > BODY:
            yield Grid(top, tuple(kept), aligns, widths, (tall, *heights), size), notes
            kept, heights, notes = [], [], []
        kept.append(cells)
        heights.append(high)
        if [plain(one) for one in cells] != [plain(one) for one in row]:
            notes.append(" · ".join(plain(one) for one in row))
    if kept or not rows:
        yield Grid(top, tuple(kept), aligns, widths, (tall, *heights), size), notes


def _widths(columns: Sequence[parts.Column]) -> tuple[float, ...]:
    shares = sum(one.share for one in columns)
    return tuple(ROOM * one.share / shares for one in columns)


def _cut(row: Row, widths: Sequence[float], size: float, most: int) -> tuple[Row, float]:
    """The cells as they fit into so many lines, and how high that makes the row."""
    cells: list[Words] = []
    high = size * LEADING
    for words, wide in zip(row, widths, strict=True):
        said, room = plain(words), wide - PADDING_X - 2
        short = clipped(said, size, room, most)
        cells.append(words if short == said else (Run(short),))
        high = max(high, height(short, size, room))
    return tuple(cells), high + PADDING_Y
