"""The look of a Word file: styles, page, running lines, and words in them."""

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from documents.blocks import Words

from .paper import Paper

BODY, HEADS = "Calibri", "Cambria"
INK, GREY, RULE, ACCENT, GOOD, BAD = "1D1F23", "565A63", "D3CFC6", "0F5A70", "1E7046", "B3261E"
TONES = {
    "info": ("3F5F9E", "EEF2F9", "i"),
    "good": (GOOD, "ECF5EF", "✓"),
    "warn": ("8A5A00", "FCF5E3", "!"),
    "bad": (BAD, "FCEFED", "×"),
}
MARKS = {"came": (GOOD, "+"), "went": (BAD, "−"), "changed": (ACCENT, "±")}
# name: size, colour, bold, space before, space after
LOOKS: dict[str, tuple[float, str, bool, float, float]] = {
    "Title": (24, INK, True, 0, 4),
    "Subtitle": (13, GREY, False, 0, 6),
    "Heading 1": (15, INK, True, 18, 6),
    "Heading 2": (12, INK, True, 12, 4),
    "Heading 3": (10.5, GREY, True, 10, 3),
    "Caption": (10, INK, True, 10, 4),
    "Small": (8.5, GREY, False, 0, 4),
    "Cell": (9.5, INK, False, 3, 3),
    "Gap": (4, INK, False, 0, 4),
}
OWN = {"Small", "Cell", "Gap"}


def blank(paper: Paper, around: dict[str, str]) -> Any:
    """An empty file in the paper's language, with its running lines and styles."""
    document: Any = Document()
    _styles(document, paper.language)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.6)
    _running(section.header.paragraphs[0], f"{paper.title}\t\t{paper.company}"[:400])
    foot = section.footer.paragraphs[0]
    _running(foot, f"{paper.edition} · {paper.issued}\t\t")
    _page_numbers(foot, around["page"])
    if paper.hash:
        _running(section.footer.add_paragraph(), f"{around['fingerprint']} {paper.hash}")
    about = document.core_properties
    about.title, about.author, about.language = paper.title[:255], paper.company[:255], paper.language
    about.created = about.modified = paper.issued_at.replace(tzinfo=None)
    about.comments = ""
    return document


def _styles(document: Any, language: str) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = BODY, Pt(10.5)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), {"es": "es-ES"}.get(language, "en-GB"))
    normal.element.get_or_add_rPr().append(tongue)
    for name, (size, colour, bold, before, after) in LOOKS.items():
        style = (
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) if name in OWN else document.styles[name]
        )
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(colour)
        style.font.name = HEADS if name.startswith(("Title", "Heading")) else BODY
        _same_font_for_all(style)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    rule = document.styles["Title"].element.get_or_add_pPr().find(qn("w:pBdr"))
    if rule is not None:
        rule.getparent().remove(rule)


def _same_font_for_all(style: Any) -> None:
    """The template's headings name a theme's font, which would win over ours."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]


def _running(paragraph: Any, words: str) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.color.rgb = Pt(8), RGBColor.from_string(GREY)


def _page_numbers(paragraph: Any, words: str) -> None:
    """“Page 2 of 6”, counted by Word."""
    before, rest = words.split("{page}")
    between, after = rest.split("{pages}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        _running(paragraph, text)
        if field:
            element = OxmlElement("w:fldSimple")
            element.set(qn("w:instr"), field)
            paragraph._p.append(element)
            _running(paragraph, "1")
            element.append(paragraph._p.r_lst[-1])


def say(paragraph: Any, words: Words, bold: bool = False) -> None:
    for run in words:
        said = paragraph.add_run(run.text)
        said.bold, said.italic = run.strong or bold or None, run.emphasis or None
        if run.mark:
            ink, _sign = MARKS[run.mark]
            tint(said, ink)
            said.underline, said.font.strike = run.mark == "came", run.mark == "went"


def tint(run: Any, colour: str, bold: bool | None = None) -> None:
    run.font.color.rgb = RGBColor.from_string(colour)
    if bold:
        run.bold = True
