"""Word files by python-docx: real headings, lists and tables in named styles, so that people can go on writing in them."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import override
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt

from documents import blocks as parts
from documents.blocks import Block, Row, Words
from documents.charts import as_svg, draw, told

from . import pdf
from .paper import Paper, Signed, teller
from .spread import FONT
from .word_page import MARKS, TONES, blank, say, tint
from .word_table import lined, say_in_cell, shaded, table_of

ALIGNS = {"start": "left", "end": "right", "center": "center"}
WIDE = Cm(16)


def render(paper: Paper) -> bytes:
    with override(paper.language):
        writer = _Writer(paper)
        for block, number in zip(paper.blocks, paper.numbers(), strict=True):
            writer.write(block, number)
    file = io.BytesIO()
    writer.document.save(file)
    return file.getvalue()


class _Writer:
    """One method for each kind of block, under its name."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.around = paper, paper.around()
        self.document: Any = blank(paper, self.around)

    def write(self, block: Block, number: str = "") -> None:
        if isinstance(block, parts.Heading):
            self._heading(block, number)
        else:
            getattr(self, f"_{block.kind}")(block)

    def _title(self, block: parts.Title) -> None:
        say(self.document.add_paragraph(style="Title"), block.words)
        if block.subtitle:
            say(self.document.add_paragraph(style="Subtitle"), block.subtitle)
        self.document.add_paragraph(f"{self.paper.edition} · {self.paper.issued}", style="Small")

    def _heading(self, block: parts.Heading, number: str) -> None:
        paragraph = self.document.add_paragraph(style=f"Heading {block.level}")
        if number:
            paragraph.add_run(f"{number}  ")
        say(paragraph, block.words)

    def _paragraph(self, block: parts.Paragraph) -> None:
        say(self.document.add_paragraph(), block.words)

    def _bullets(self, block: parts.Bullets) -> None:
        """Numbers are written, because Word would count on from the list before."""
        for place, item in enumerate(block.items, 1):
            paragraph = self.document.add_paragraph(style="List" if block.ordered else "List Bullet")
            if block.ordered:
                paragraph.add_run(f"{place}.\t")
            say(paragraph, item)

    def _facts(self, block: parts.Facts) -> None:
        rows = [(pair.label, pair.value) for pair in block.pairs]
        table = table_of(self.document, len(rows), [Cm(4.5), Cm(11.5)])
        self._fill(table, rows, ["start", "start"])

    def _table(self, block: parts.Table) -> None:
        if block.caption:
            say(self.document.add_paragraph(style="Caption"), block.caption)
        shares = sum(column.share for column in block.columns)
        widths = [int(WIDE * column.share / shares) for column in block.columns]
        table = table_of(self.document, len(block.rows) + 1, widths, has_head=True)
        heads = tuple(column.head for column in block.columns)
        self._fill(table, [heads, *block.rows], [column.align for column in block.columns])

    def _fill(self, table: Any, rows: Sequence[Row], aligns: Sequence[str]) -> None:
        # the library looks through all cells for each one
        for line, row in zip(table._tbl.tr_lst, rows, strict=True):
            for element, words, align in zip(line.tc_lst, row, aligns, strict=True):
                say_in_cell(element, words, ALIGNS[align])
        if rows:
            self.document.add_paragraph(style="Gap")

    def _chart(self, block: parts.Chart) -> None:
        tell = teller(block.unit)
        say(self.document.add_paragraph(style="Caption"), block.title)
        if block.note:
            say(self.document.add_paragraph(style="Small"), block.note)
        picture = io.BytesIO(pdf.picture(as_svg(draw(block, tell), FONT)))
        shape = self.document.add_picture(picture, width=WIDE)
        shape._inline.docPr.set("descr", told(block, tell))

    def _callout(self, block: parts.Callout) -> None:
        ink, soft, sign = TONES[block.tone]
        table = table_of(self.document, 1, [WIDE])
        cell = table.rows[0].cells[0]
        shaded(cell, soft, ink)
        paragraph = cell.paragraphs[0]
        if block.title:
            tint(paragraph.add_run(f"{sign}  "), ink, bold=True)
            say(paragraph, block.title, bold=True)
            paragraph = cell.add_paragraph()
        say(paragraph, block.words)
        self.document.add_paragraph(style="Gap")

    def _signatures(self, block: parts.Signatures) -> None:
        for start in range(0, len(block.slots), 2):
            slots = block.slots[start : start + 2]
            table = table_of(self.document, 1, [Cm(8), Cm(8)])
            for slot, cell in zip(slots, table.rows[0].cells, strict=False):
                self._slot(cell, slot.label, self.paper.signed.get(slot.capacity))
            self.document.add_paragraph(style="Gap")

    def _slot(self, cell: Any, label: Words, signed: Signed | None) -> None:
        lined(cell)
        say(cell.paragraphs[0], label)
        if signed is None:
            for words in (self.around["not_signed"], self.around["name"], self.around["date"]):
                cell.add_paragraph(words, style="Small")
            return
        name = cell.add_paragraph().add_run(signed.name)
        name.italic, name.font.size = True, Pt(16)
        cell.add_paragraph(signed.role)
        for words in (f"{self.around['signed']} {signed.at}", signed.hash):
            cell.add_paragraph(words, style="Small")

    def _page_break(self, block: parts.PageBreak) -> None:
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _marked(self, block: parts.Marked) -> None:
        ink, sign = MARKS[block.mark]
        paragraph = self.document.add_paragraph(style="Small")
        paragraph.paragraph_format.keep_with_next = True
        tint(paragraph.add_run(f"{sign} {self.around[block.mark]}"), ink, bold=True)
        self.write(block.block)
