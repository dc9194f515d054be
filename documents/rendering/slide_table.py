"""Tables of slides: native ones, with a line under each row and none between columns."""

from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from documents.blocks import Row, plain
from documents.slides.planning import Grid

from .slide_page import MARGIN, say
from .word_page import GREY, INK, RULE

ALIGNS = {"start": PP_ALIGN.LEFT, "end": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def add_table(slide: Any, grid: Grid, top: float, title: str, language: str, left: float = MARGIN) -> None:
    rows = [*([grid.heads] if grid.heads else []), *grid.rows]
    if not rows:
        return
    heights = grid.heights if grid.heads else grid.heights[1:]
    frame = slide.shapes.add_table(
        len(rows), len(grid.widths), Pt(left), Pt(top), Pt(sum(grid.widths)), Pt(sum(heights))
    )
    frame._element.nvGraphicFramePr.cNvPr.set("descr", title)
    table = frame.table
    table.first_row, table.horz_banding = bool(grid.heads), False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = NO_STYLE
    for column, wide in zip(table.columns, grid.widths, strict=True):
        column.width = Pt(wide)
    for at, (line, high) in enumerate(zip(table.rows, heights, strict=True)):
        line.height = Pt(high)
        _fill(line, rows[at], grid, language, is_head=bool(grid.heads) and at == 0)


def _fill(line: Any, row: Row, grid: Grid, language: str, is_head: bool) -> None:
    has_labels = not grid.heads
    for at, (cell, words, align) in enumerate(zip(line.cells, row, grid.aligns, strict=True)):
        cell.margin_left = cell.margin_right = Pt(7 if at else 2)
        cell.margin_top = cell.margin_bottom = Pt(4)
        cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.TOP
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = ALIGNS[align]
        colour = GREY if is_head or (has_labels and at == 0) else INK
        say(paragraph, words, language, grid.size, colour, bold=is_head or None)
        if not plain(words):
            _small(paragraph, grid.size)
        _ruled(cell, 1.0 if is_head else 0.5, INK if is_head else RULE)


def _small(paragraph: Any, size: float) -> None:
    """An empty cell is as high as its neighbours, not as the program's own size."""
    etree.SubElement(paragraph._p, qn("a:endParaRPr"), {"sz": str(int(size * 100))})


def _ruled(cell: Any, wide: float, colour: str) -> None:
    """A line below; the parts of a cell's properties stand in one order, lines before the fill."""
    properties = cell._tc.get_or_add_tcPr()
    line = etree.Element(qn("a:lnB"), {"w": str(Pt(wide)), "cap": "flat", "cmpd": "sng", "algn": "ctr"})
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), {"val": colour})
    properties.insert(0, line)
