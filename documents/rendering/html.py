"""HTML: a template partial for each kind of block. Charts are drawn by a template too, so that they follow the theme."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from documents.blocks import Block, Chart, Heading, Marked, Signatures
from documents.charts import draw, tabled
from documents.runs import plain

from .paper import Paper, teller

MARKS = {"came": "+", "went": "−", "changed": "±"}


@dataclass(frozen=True)
class Part:
    """A block with the template that shows it and what that needs besides."""

    template: str
    block: Block
    number: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def render(paper: Paper) -> SafeString:
    with override(paper.language):
        context = {"paper": paper, "parts": list(parts_of(paper)), "around": paper.around()}
        return render_to_string("documents/_paper.html", context)


def contents(paper: Paper) -> list[tuple[str, str]]:
    """The numbered headings of the first level with their numbers, which are their places on the page."""
    pairs = zip(paper.blocks, paper.numbers(), strict=True)
    return [
        (number, plain(block.words))
        for block, number in pairs
        if isinstance(block, Heading) and block.level == 1
    ]


def parts_of(paper: Paper) -> Iterator[Part]:
    for block, number in zip(paper.blocks, paper.numbers(), strict=True):
        yield _part(block, paper, number)


def _part(block: Block, paper: Paper, number: str = "") -> Part:
    return Part(f"documents/blocks/{block.kind}.html", block, number, _more(block, paper))


def _more(block: Block, paper: Paper) -> dict[str, Any]:
    if isinstance(block, Chart):
        tell = teller(block.unit)
        return {"drawing": draw(block, tell), "table": tabled(block, tell)}
    if isinstance(block, Signatures):
        return {"slots": [(slot, paper.signed.get(slot.capacity)) for slot in block.slots]}
    if isinstance(block, Marked):
        return {
            "part": _part(block.block, paper),
            "sign": MARKS[block.mark],
            "word": paper.around()[block.mark],
        }
    return {}
