"""The look of slides: size, theme, the two layouts, and words in boxes. All measures are points of a slide of 960 x 540."""

import copy
from collections.abc import Iterable
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from documents.blocks import Words
from documents.runs import Run

from .paper import Paper
from .word_page import ACCENT, GREY, INK, MARKS, RULE

WIDE, HIGH, MARGIN = 960.0, 540.0, 50.0
FONT = "Arial"
"""On every machine, or under another name with the same widths."""
COLOURS = {
    "dk1": INK,
    "lt1": "FFFFFF",
    "dk2": ACCENT,
    "lt2": "F6F4EF",
    "accent1": "0F6C86",
    "accent2": "D07A1E",
    "accent3": "6B5FA8",
    "accent4": "4C9A6A",
    "accent5": "B8487A",
    "accent6": "7A7F89",
    "hlink": ACCENT,
    "folHlink": GREY,
}
LANGUAGES = {"es": "es-ES", "en": "en-GB"}
KEPT = ("Title Slide", "Title Only")
# placeholder: left, top, width, height
PLACES = {
    "title": (MARGIN, 46, WIDE - 2 * MARGIN, 66),
    "ctrTitle": (MARGIN + 14, 120, WIDE - 2 * MARGIN - 14, 132),
    "subTitle": (MARGIN + 14, 258, WIDE - 2 * MARGIN - 14, 48),
    "body": (MARGIN, 154, WIDE - 2 * MARGIN, 322),
    "sldNum": (WIDE - MARGIN - 60, 503, 60, 16),
}


def blank(paper: Paper) -> Any:
    """No slide yet: 16:9, our theme, a layout to open with and one for everything else."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    for layout in list(deck.slide_layouts):
        if layout.name not in KEPT:
            deck.slide_layouts.remove(layout)
    master = deck.slide_master
    for place in (master, *deck.slide_layouts):
        _settle(place)
    _themed(master)
    _about(deck, paper)
    return deck


def _settle(page: Any) -> None:
    """Each placeholder to its place; dates and footers are written where they are known."""
    for shape in list(page.placeholders):
        kind = shape._element.find(f".//{qn('p:ph')}").get("type", "body")
        if kind not in PLACES:
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = (Pt(one) for one in PLACES[kind])


def _themed(master: Any) -> None:
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    space = {"a": theme.nsmap["a"]}
    for name, colour in COLOURS.items():
        found = theme.find(f".//a:clrScheme/a:{name}", space)
        for old in list(found):
            found.remove(old)
        etree.SubElement(found, qn("a:srgbClr"), {"val": colour})
    for font in theme.iterfind(".//a:fontScheme/*/a:latin", space):
        font.set("typeface", FONT)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _about(deck: Any, paper: Paper) -> None:
    about = deck.core_properties
    about.title, about.author, about.language = paper.title[:255], paper.company[:255], paper.language
    about.created = about.modified = paper.issued_at.replace(tzinfo=None)
    about.last_modified_by, about.revision, about.keywords = paper.company[:255], 1, ""
    relations = deck.part.package._rels
    for key, one in list(relations.items()):
        # a picture of the library's own empty file
        if one.reltype.endswith("/thumbnail"):
            relations.pop(key)


def slide_of(deck: Any, name: str) -> Any:
    return deck.slides.add_slide(next(one for one in deck.slide_layouts if one.name == name))


def box(slide: Any, left: float, top: float, wide: float, high: float, anchor: Any = MSO_ANCHOR.TOP) -> Any:
    """The text frame of an empty box without edges or margins."""
    return framed(slide.shapes.add_textbox(Pt(left), Pt(top), Pt(wide), Pt(high)).text_frame, anchor)


def framed(frame: Any, anchor: Any = MSO_ANCHOR.TOP, inset: float = 0) -> Any:
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(inset)
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, anchor
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    return frame


def bar(slide: Any, left: float, top: float, wide: float, high: float, colour: str, line: str = "") -> Any:
    """A filled shape that says nothing by itself: whoever listens is not told of it."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(left), Pt(top), Pt(wide), Pt(high))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape._element.remove(shape._element.find(qn("p:style")))
    if line:
        shape.line.color.rgb, shape.line.width = RGBColor.from_string(line), Pt(0.75)
    else:
        shape.line.fill.background()
    return shape


def say(
    paragraph: Any,
    words: Words | str,
    language: str,
    size: float,
    colour: str = INK,
    bold: bool | None = None,
) -> None:
    for run in (Run(words),) if isinstance(words, str) else words:
        for at, line in enumerate(run.text.split("\n")):
            if at:
                paragraph.add_line_break()
            if line:
                _run(paragraph.add_run(), replaced(run, line), language, size, colour, bold)


def replaced(run: Run, text: str) -> Run:
    return Run(text, run.strong, run.emphasis, run.mark)


def _run(said: Any, run: Run, language: str, size: float, colour: str, bold: bool | None) -> None:
    # a tab would jump out of what was measured
    said.text = run.text.replace("\t", " ")
    font = said.font
    font.size, font.bold, font.italic = Pt(size), run.strong or bold or None, run.emphasis or None
    ink = MARKS[run.mark][0] if run.mark else colour
    font.color.rgb = RGBColor.from_string(ink)
    properties = said._r.get_or_add_rPr()
    properties.set("lang", LANGUAGES.get(language, "en-GB"))
    if run.mark == "went":
        properties.set("strike", "sngStrike")
    font.underline = True if run.mark == "came" else None


def foot(slide: Any, words: str, language: str) -> None:
    """What it is of, below a line, and the slide's number, counted by the program that shows it."""
    bar(slide, MARGIN, 496, WIDE - 2 * MARGIN, 0.75, RULE)
    say(box(slide, MARGIN, 503, 760, 14).paragraphs[0], words, language, 9, GREY)
    _numbered(slide, language)


def _numbered(slide: Any, language: str) -> None:
    of_layout = next(
        shape._element
        for shape in slide.slide_layout.placeholders
        if shape._element.find(f".//{qn('p:ph')}").get("type") == "sldNum"
    )
    own = copy.deepcopy(of_layout)
    frame = own.find(qn("p:txBody"))
    for paragraph in frame.findall(qn("a:p")):
        frame.remove(paragraph)
    paragraph = etree.SubElement(frame, qn("a:p"))
    etree.SubElement(paragraph, qn("a:pPr"), {"algn": "r"})
    number = etree.SubElement(
        paragraph, qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"}
    )
    look = etree.SubElement(number, qn("a:rPr"), {"lang": LANGUAGES.get(language, "en-GB"), "sz": "900"})
    fill = etree.SubElement(look, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), {"val": GREY})
    etree.SubElement(number, qn("a:t")).text = "‹#›"
    slide.shapes._spTree.append(own)
    own.nvSpPr.cNvPr.set("id", str(max(_ids(slide.shapes._spTree)) + 1))


def _ids(tree: Any) -> Iterable[int]:
    return [int(one.get("id")) for one in tree.iter(qn("p:cNvPr"))]


def bulleted(paragraph: Any, sign: str) -> None:
    """A real bullet or number, which the reader's program keeps when the text is changed."""
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", str(Pt(24)))
    properties.set("indent", str(-Pt(24)))
    if sign.endswith("."):
        etree.SubElement(properties, qn("a:buFont"), {"typeface": "+mj-lt"})
        etree.SubElement(properties, qn("a:buAutoNum"), {"type": "arabicPeriod", "startAt": sign[:-1]})
    else:
        etree.SubElement(properties, qn("a:buFont"), {"typeface": FONT})
        etree.SubElement(properties, qn("a:buChar"), {"char": sign})
