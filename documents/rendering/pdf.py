"""PDF by Typst: one fixed template, to which the document goes as data, so no text of anybody is ever markup.

The files are archival and accessible (PDF/A-2a, PDF/UA-1) where the machine's fonts hold every sign, and the same document
always gives the same bytes.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import structlog
import typst
from django.utils.translation import override

from .paper import Paper
from .spread import spread

TEMPLATE = Path(__file__).with_name("document.typ")
PICTURE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 500pt)'
STANDARDS: tuple[list[Any], ...] = (["a-2a", "ua-1"], ["a-2a"], [])
"""The strictest first: a sign that no font holds is refused by the archival ones."""

log = structlog.get_logger(__name__)


def render(paper: Paper) -> bytes:
    data = inputs(paper)
    for standards in STANDARDS:
        try:
            return _compile(data, standards, paper.issued_at)
        except typst.TypstError as error:
            if not standards:
                raise
            log.info("pdf_standard_missed", standards=standards, error=error.message[:200])
    raise AssertionError("the last standard asks for nothing")


def pages(paper: Paper) -> list[bytes]:
    """Each page as a picture, for whoever wants to look at it without a PDF reader."""
    found: Any = typst.compile(TEMPLATE, format="png", ppi=110, sys_inputs=inputs(paper), font_paths=fonts())
    return [found] if isinstance(found, bytes) else found


def picture(svg: str) -> bytes:
    """A drawing as PNG, for forms that take no SVG."""
    found: Any = typst.compile(PICTURE, format="png", ppi=180, sys_inputs={"svg": svg}, font_paths=fonts())
    return found


@cache
def fonts() -> typst.Fonts:
    """Those that come with Typst, so that every machine sets the same pages; the machine's own for signs they lack."""
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True)


def _compile(data: dict[str, str], standards: list[Any], at: Any) -> bytes:
    return typst.compile(
        TEMPLATE, sys_inputs=data, font_paths=fonts(), pdf_standards=standards, timestamp=int(at.timestamp())
    )


def inputs(paper: Paper) -> dict[str, str]:
    """The paper as the template reads it: one text of JSON."""
    with override(paper.language):
        data = {
            "title": paper.title,
            "language": paper.language,
            "company": paper.company,
            "edition": paper.edition,
            "issued": paper.issued,
            "hash": paper.hash,
            "around": paper.around(),
            "blocks": spread(paper),
        }
    return {"document": json.dumps(data)}
