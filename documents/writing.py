"""How an app writes a document: a short function for each block, which takes plain strings.

from documents import writing as say

[
    say.title("Service level agreement", "Marketing and Sales"),
    say.heading("Purpose"),
    say.paragraph("Sales answers ", say.strong("within 4 h"), " of working time."),
    say.table([say.column("Promise", share=3), say.column("Target", "end")], [["First contact", "4 h"]]),
    say.signatures({"marketing": "Marketing", "sales": "Sales"}),
]
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from . import blocks
from .blocks import Align, Role, Run, Shape, Tone, Words, joined

Said = str | Run | Iterable[str | Run]
"""Words as an app says them: a string, a run, or several of both."""


def strong(text: str) -> Run:
    return Run(text, strong=True)


def emphasis(text: str) -> Run:
    return Run(text, emphasis=True)


def words(*said: Any) -> Words:
    """Strings (translated ones too), runs and lists of both, as one text."""
    return joined(_runs(said))


def _runs(said: Iterable[Any]) -> Iterable[Run]:
    for one in said:
        if isinstance(one, Run):
            yield one
        elif isinstance(one, list | tuple):
            yield from _runs(one)
        else:
            yield Run(str(one))


def title(said: Said, subtitle: Said = "") -> blocks.Title:
    return blocks.Title(words(said), words(subtitle))


def heading(said: Said, level: int = 1) -> blocks.Heading:
    return blocks.Heading(words(said), level)


def paragraph(*said: Said) -> blocks.Paragraph:
    return blocks.Paragraph(words(*said))


def bullets(items: Iterable[Said], ordered: bool = False) -> blocks.Bullets:
    return blocks.Bullets(tuple(words(item) for item in items), ordered)


def facts(pairs: Mapping[str, Said] | Iterable[tuple[Said, Said]]) -> blocks.Facts:
    listed = pairs.items() if isinstance(pairs, Mapping) else pairs
    return blocks.Facts(tuple(blocks.Fact(words(label), words(value)) for label, value in listed))


def column(head: Said, align: Align = "start", share: int = 1) -> blocks.Column:
    return blocks.Column(words(head), align, share)


def table(
    columns: Iterable[blocks.Column | str], rows: Iterable[Iterable[Said]], caption: Said = ""
) -> blocks.Table:
    """Numbers come as the words they read as; `column(..., "end")` sets them under each other."""
    heads = tuple(one if isinstance(one, blocks.Column) else column(one) for one in columns)
    cells = tuple(tuple(words(cell) for cell in row) for row in rows)
    return blocks.Table(heads, cells, words(caption))


def series(name: str, values: Sequence[float | None], role: Role = "actual") -> blocks.Series:
    return blocks.Series(str(name), tuple(values), role)


def chart(
    shape: Shape, finding: Said, labels: Iterable[str], lines: Iterable[blocks.Series], **more: Any
) -> blocks.Chart:
    """`more`: unit, note, band=(low, high) around the first series, target, target_label."""
    note = words(more.pop("note", ""))
    band = tuple(series("", values) for values in more.pop("band", ()))
    names = tuple(str(label) for label in labels)
    return blocks.Chart(shape, words(finding), names, tuple(lines), note=note, band=band, **more)


def callout(said: Said, title: Said = "", tone: Tone = "info") -> blocks.Callout:
    return blocks.Callout(words(said), words(title), tone)


def signatures(slots: Mapping[str, Said]) -> blocks.Signatures:
    """`{capacity: how it is said}`; the capacities are those of the document's kind."""
    return blocks.Signatures(tuple(blocks.Slot(key, words(label)) for key, label in slots.items()))


def page_break() -> blocks.PageBreak:
    return blocks.PageBreak()
