"""A document as slides: one method for each kind of block, under its name. Pure but for the words around."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from documents import blocks as parts
from documents.blocks import Block, Chart, Heading, Row, Words, plain
from documents.charts import Tell, told
from documents.runs import Run

from .planning import MOST_ROWS, Flow, Slide, Text, callout_of, grids, numbered, text_of

MOST_FACTS, HIGHEST_FACTS = 6, 150.0
MARKS = {"came": "+", "went": "−", "changed": "±"}
Signatures = Callable[[parts.Signatures], Iterable[Row]]
"""The rows (for whom, who, when, fingerprint) of a block of signatures; the first is their head."""


def deck(
    blocks: Sequence[Block],
    title: str,
    numbers: Sequence[str],
    tellers: Callable[[str], Tell],
    around: Mapping[str, str],
    signatures: Signatures,
) -> list[Slide]:
    """The slides in their order; `around` has the words that stand around the document's own."""
    writer = _Writer(title, tellers, around, signatures)
    for block, number in zip(blocks, numbers, strict=True):
        writer.write(block, number)
    return writer.ended()


class _Writer:
    def __init__(
        self, title: str, tellers: Callable[[str], Tell], around: Mapping[str, str], signatures: Signatures
    ) -> None:
        self.title, self.tellers, self.around, self.signatures = title, tellers, around, signatures
        self.slides: list[Slide] = []
        self.path: dict[int, str] = {}
        self.waits = False
        """A heading was given and no slide carries it yet."""
        self.flow = Flow()

    def write(self, block: Block, number: str = "") -> None:
        if isinstance(block, Heading):
            self._heading(block, number)
        else:
            getattr(self, f"_{block.kind}")(block)

    def ended(self) -> list[Slide]:
        self._flush()
        self._alone()
        if not self.slides or not self.slides[0].is_opening:
            self.slides.insert(0, Slide(self.title, is_opening=True))
        return self.slides

    # where one is

    @property
    def here(self) -> str:
        return self.path[max(self.path)] if self.path else self.title

    @property
    def above(self) -> str:
        return " · ".join(self.path[level] for level in sorted(self.path)[:-1])

    @property
    def whole(self) -> str:
        return " · ".join(self.path[level] for level in sorted(self.path))

    def _add(self, run: Sequence[Slide]) -> None:
        self.slides += numbered(run)
        self.waits = False

    def _flush(self) -> None:
        lede = self._lede()
        pages, notes = self.flow.taken()
        found = [Slide(self.here, self.above, lede, texts=tuple(page)) for page in pages]
        if found:
            found[0] = replace(found[0], notes=notes)
            self._add(found)

    def _lede(self) -> str:
        """A sentence before a list says what the list is of."""
        if len(self.flow.texts) < 2:
            return ""
        first, *rest = self.flow.texts
        if not first.lede or not all(text.sign for text in rest):
            return ""
        self.flow.texts = rest
        return first.lede

    def _alone(self) -> None:
        """A heading without anything below it still has its slide."""
        if self.waits:
            self._add([Slide(self.here, self.above)])

    # the blocks

    def _title(self, block: parts.Title) -> None:
        self._flush()
        self._alone()
        self.path = {}
        self.slides.append(Slide(plain(block.words), subtitle=plain(block.subtitle), is_opening=True))

    def _heading(self, block: Heading, number: str) -> None:
        self._flush()
        if self.waits and block.level <= max(self.path):
            self._alone()
        self.path = {level: words for level, words in self.path.items() if level < block.level}
        self.path[block.level] = f"{number}  {plain(block.words)}".strip()
        self.waits = True

    def _say(self, said: tuple[Text, str]) -> None:
        text, more = said
        self.flow.texts.append(text)
        if more:
            self.flow.notes.append(more)

    def _paragraph(self, block: parts.Paragraph) -> None:
        self._say(text_of(block.words))

    def _bullets(self, block: parts.Bullets) -> None:
        for place, item in enumerate(block.items, 1):
            self._say(text_of(item, f"{place}." if block.ordered else "•"))

    def _callout(self, block: parts.Callout) -> None:
        self._say(callout_of(block))

    def _facts(self, block: parts.Facts) -> None:
        columns = (parts.Column((), share=3), parts.Column((), share=9))
        self._grid(columns, [(pair.label, pair.value) for pair in block.pairs], has_head=False)

    def _table(self, block: parts.Table) -> None:
        self._grid(block.columns, block.rows, plain(block.caption))

    def _signatures(self, block: parts.Signatures) -> None:
        head, *rows = self.signatures(block)
        self._grid(
            [parts.Column(words, share=share) for words, share in zip(head, (2, 3, 2, 4), strict=True)], rows
        )

    def _grid(
        self, columns: Sequence[parts.Column], rows: Sequence[Row], caption: str = "", has_head: bool = True
    ) -> None:
        if not rows and not has_head:
            return
        lede = self.flow.lede() if has_head and not caption else ""
        self._flush()
        if not has_head and self._beside_the_title(columns, rows):
            return
        title, kicker = (caption, self.whole) if caption else (self.here, self.above)
        found = [
            Slide(title, kicker, lede, grid=grid, notes=tuple(notes))
            for grid, notes in grids(columns, rows, has_head)
        ]
        if len(rows) > MOST_ROWS:
            more = self.around["more_rows"] % {"count": len(rows) - MOST_ROWS}
            found[-1] = replace(found[-1], subtitle=f"{lede} {more}".strip())
        self._add(found)

    def _beside_the_title(self, columns: Sequence[parts.Column], rows: Sequence[Row]) -> bool:
        """A few facts at the very beginning say what the document is: they stand on its first slide."""
        if not self.slides or self.path or not self.slides[-1].is_opening or len(rows) > MOST_FACTS:
            return False
        (grid, notes), *more = grids(columns, rows, has_head=False)
        if more or notes or sum(grid.heights) > HIGHEST_FACTS:
            return False
        self.slides[-1] = replace(self.slides[-1], grid=grid)
        return True

    def _chart(self, block: Chart) -> None:
        self._flush()
        tell = self.tellers(block.unit)
        said = [told(block, tell), *self._band(block, tell), plain(block.note)]
        finding = plain(block.title) or self.here
        slide = Slide(finding, self.whole, plain(block.note), chart=block)
        self._add([replace(slide, notes=tuple(one for one in said if one))])

    def _band(self, block: Chart, tell: Tell) -> list[str]:
        if not block.band:
            return []
        low, high = (one.values for one in block.band)
        told_of = [
            f"{label} {tell(one)} – {tell(two)}"
            for label, one, two in zip(block.labels, low, high, strict=True)
            if one is not None and two is not None
        ]
        return [f"{self.around['interval']}: {', '.join(told_of)}"] if told_of else []

    def _page_break(self, _block: parts.PageBreak) -> None:
        self._flush()

    def _marked(self, block: parts.Marked) -> None:
        """Of a comparison: its sign and word stand before what came, went or changed."""
        words: Words = (Run(f"{MARKS[block.mark]} {self.around[block.mark]}", strong=True),)
        self._say(text_of(words))
        self.write(block.block)
