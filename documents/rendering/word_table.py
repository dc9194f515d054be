"""Tables of a Word file, written as XML where the library has no words or is slow.

A cell said through the library costs a millisecond, and a document may have thirty thousand.
"""

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from lxml import etree

from documents.blocks import Run, Words

from .word_page import ACCENT, INK, RULE, say

P_PR, P_STYLE, JC, VAL = qn("w:pPr"), qn("w:pStyle"), qn("w:jc"), qn("w:val")
R, R_PR, B, T, SPACE = (
    qn("w:r"),
    qn("w:rPr"),
    qn("w:b"),
    qn("w:t"),
    "{http://www.w3.org/XML/1998/namespace}space",
)


def say_in_cell(cell: Any, words: Words, side: str) -> None:
    """The words in the empty paragraph of this cell."""
    paragraph = cell[-1]
    look = etree.SubElement(paragraph, P_PR)
    etree.SubElement(look, P_STYLE, {VAL: "Cell"})
    etree.SubElement(look, JC, {VAL: side})
    if all(_is_plain(run) for run in words):
        for run in words:
            _say_plainly(paragraph, run)
    else:
        say(Paragraph(paragraph, cell), words)


def _is_plain(run: Run) -> bool:
    return not run.mark and not run.emphasis and "\n" not in run.text and "\t" not in run.text


def _say_plainly(paragraph: Any, run: Run) -> None:
    said = etree.SubElement(paragraph, R)
    if run.strong:
        etree.SubElement(etree.SubElement(said, R_PR), B)
    text = etree.SubElement(said, T, {SPACE: "preserve"})
    text.text = run.text


def table_of(document: Any, rows: int, widths: Sequence[Length | int], has_head: bool = False) -> Any:
    """A table with lines between its rows and none between its columns."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    for line in table._tbl.tr_lst:
        for cell, width in zip(line.tc_lst, widths, strict=True):
            cell.width = width
    _edges(table._tbl.tblPr, "w:tblBorders", {"bottom": (4, RULE), "insideH": (4, RULE)})
    if has_head:
        _head(table)
    return table


def _head(table: Any) -> None:
    """The first row is a head: repeated on each page, and told so to those who listen."""
    first = table._tbl.tr_lst[0]
    first.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in table.rows[0].cells:
        _edges(cell._tc.get_or_add_tcPr(), "w:tcBorders", {"top": (8, INK), "bottom": (6, INK)})


def _edges(parent: Any, name: str, edges: dict[str, tuple[int, str]]) -> None:
    element = OxmlElement(name)
    for side, (size, colour) in edges.items():
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", colour)):
            edge.set(qn(f"w:{key}"), value)
        element.append(edge)
    # Word wants the parts of a table's properties in one order
    later = parent.find(qn("w:tblLayout")) if name == "w:tblBorders" else None
    parent.append(element) if later is None else later.addprevious(element)


def shaded(cell: Any, soft: str, ink: str) -> None:
    properties = cell._tc.get_or_add_tcPr()
    _edges(properties, "w:tcBorders", {"left": (24, ink)})
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", soft)):
        shade.set(qn(f"w:{key}"), value)
    properties.append(shade)


def lined(cell: Any) -> None:
    """A place to sign, under a line of its own."""
    _edges(cell._tc.get_or_add_tcPr(), "w:tcBorders", {"top": (8, ACCENT)})
