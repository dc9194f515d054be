"""Slides by python-pptx: native charts, tables and text, so that people can go on working with them.

Which idea stands on which slide is decided in `documents.slides`; here it is drawn. The same document gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Pt

from documents import blocks as parts
from documents.blocks import Row, plain
from documents.runs import Run
from documents.slides.deck import deck
from documents.slides.measuring import HEAVY, fitting
from documents.slides.planning import GAP, PADDING_Y, ROOM, TEXT, Slide, Text

from .paper import Paper, teller
from .slide_chart import add_chart
from .slide_page import HIGH, LANGUAGES, MARGIN, bar, blank, box, bulleted, foot, framed, say, slide_of
from .slide_table import add_table
from .word_page import ACCENT, GREY, INK, TONES

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
FIRST = (1980, 1, 1, 0, 0, 0)
"""The moment of every file within the file: when it was zipped says nothing."""
TOP, UNDER, FLOOR = 154.0, 120.0, 486.0
"""Where the body begins below a subtitle, and without one; where it ends."""


def render(paper: Paper) -> bytes:
    with override(paper.language):
        slides = planned(paper)
        file = blank(paper)
        for slide in slides:
            _Drawn(file, paper, slide).draw()
    return _settled(file)


def planned(paper: Paper) -> list[Slide]:
    """The slides of a paper, in its language."""
    return deck(
        paper.blocks, paper.title, paper.numbers(), teller, _around(paper), lambda one: _slots(paper, one)
    )


def _around(paper: Paper) -> dict[str, str]:
    return paper.around() | {
        "interval": _("95 % interval"),
        "more_rows": _("%(count)s more rows stand in the PDF and in the Word file."),
    }


def _slots(paper: Paper, block: parts.Signatures) -> Iterator[Row]:
    """A block of signatures as the rows of a table; nobody signs a slide."""
    yield tuple(
        (Run(str(words)),) for words in (_("For"), _("Name"), _("Signed"), _("Fingerprint (SHA-256)"))
    )
    for slot in block.slots:
        by = paper.signed.get(slot.capacity)
        told = (f"{by.name}, {by.role}", by.at, by.hash) if by else (_("Not signed yet"), "", "")
        yield (slot.label, *((Run(words),) if words else () for words in told))


def _settled(file: Any) -> bytes:
    """The file without the hour at which it was zipped."""
    raw, kept = io.BytesIO(), io.BytesIO()
    file.save(raw)
    with zipfile.ZipFile(raw) as given, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as written:
        for one in given.infolist():
            about = zipfile.ZipInfo(one.filename, FIRST)
            about.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(about, given.read(one))
    return kept.getvalue()


class _Drawn:
    """One slide on its way into the file."""

    def __init__(self, file: Any, paper: Paper, slide: Slide) -> None:
        self.paper, self.slide, self.language = paper, slide, paper.language
        self.page: Any = slide_of(file, "Title Slide" if slide.is_opening else "Title Only")
        self.notes = list(slide.notes)

    def draw(self) -> None:
        if self.slide.is_opening:
            self._opening()
        else:
            self._head()
            self._body()
            foot(
                self.page,
                f"{self.paper.company} · {self.paper.title} · {self.paper.edition}"[:150],
                self.language,
            )
        self._speak()

    def _say(
        self, frame: Any, text: str, sizes: tuple[float, ...], most: int, room: float, **look: Any
    ) -> None:
        """As it fits; what had to be cut stands whole in the notes."""
        heavy = HEAVY if look.get("bold") else 1.0
        short, size = fitting(text, tuple(one * heavy for one in sizes), room, most)
        say(frame.paragraphs[0], short, self.language, round(size / heavy, 1), **look)
        if short != text:
            self.notes.insert(0, text)

    def _opening(self) -> None:
        slide, paper, room = self.slide, self.paper, ROOM - 14
        bar(self.page, 0, 0, 16, HIGH, ACCENT)
        title, subtitle = self.page.placeholders[0], self.page.placeholders[1]
        self._say(framed(title.text_frame, MSO_ANCHOR.BOTTOM), slide.head, (38, 30, 24), 3, room, bold=True)
        if slide.subtitle:
            self._say(framed(subtitle.text_frame), slide.subtitle, (17, 14), 2, room, colour=GREY)
        else:
            subtitle._element.getparent().remove(subtitle._element)
        if slide.grid:
            add_table(self.page, slide.grid, 316, slide.title, self.language, MARGIN + 14)
        about = f"{paper.company} · {paper.edition} · {paper.issued}"
        self._say(box(self.page, MARGIN + 14, 484, room, 32), about, (12, 10), 2, room, colour=GREY)

    def _head(self) -> None:
        bar(self.page, MARGIN, 24, 44, 3, ACCENT)
        if self.slide.kicker:
            frame = box(self.page, MARGIN, 31, ROOM, 14)
            self._say(frame, self.slide.kicker, (10.5,), 1, ROOM, colour=ACCENT)
        frame = framed(self.page.shapes.title.text_frame)
        self._say(frame, self.slide.head, (25, 21, 18), 2, ROOM, bold=True)
        if self.slide.subtitle:
            frame = box(self.page, MARGIN, 114, ROOM, 34)
            self._say(frame, self.slide.subtitle, (13, 11.5), 2, ROOM, colour=GREY)

    def _body(self) -> None:
        slide = self.slide
        top = TOP if slide.subtitle else UNDER
        if slide.chart:
            tell = teller(slide.chart.unit)
            add_chart(self.page, slide.chart, tell, top, FLOOR - top, self.paper.issued_at)
        elif slide.grid:
            add_table(self.page, slide.grid, top, slide.head, self.language)
        for text in slide.texts:
            if text.tone:
                self._callout(text, top)
            else:
                self._text(text, top)
            top += text.high + GAP

    def _text(self, text: Text, top: float) -> None:
        paragraph = box(self.page, MARGIN, top, ROOM, text.high).paragraphs[0]
        if text.sign:
            bulleted(paragraph, text.sign)
        say(paragraph, text.words, self.language, TEXT)

    def _callout(self, text: Text, top: float) -> None:
        ink, soft, sign = TONES[text.tone]
        bar(self.page, MARGIN, top, 5, text.high, ink)
        frame = framed(bar(self.page, MARGIN + 5, top, ROOM - 5, text.high, soft).text_frame)
        frame.margin_left = frame.margin_right = Pt(14)
        frame.margin_top = frame.margin_bottom = Pt(PADDING_Y)
        paragraph = frame.paragraphs[0]
        if text.title:
            say(paragraph, f"{sign}  {plain(text.title)}", self.language, TEXT, ink, bold=True)
            paragraph = frame.add_paragraph()
        say(paragraph, text.words, self.language, TEXT, INK)

    def _speak(self) -> None:
        """What is said to the slide: all that it has no room for, and the numbers of a chart."""
        words = "\n\n".join(dict.fromkeys(one for one in self.notes if one))
        if not words:
            return
        frame = self.page.notes_slide.notes_text_frame
        frame.text = words
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                run._r.get_or_add_rPr().set("lang", LANGUAGES.get(self.language, "en-GB"))
