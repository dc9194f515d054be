"""What a document is made of: blocks that hold words, never markup, and know nothing of how they are shown.

All text stands in runs, so that a comparison can mark any word of any block. `documents.writing` builds blocks shortly.
"""

import math
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal

from .runs import Mark as Mark
from .runs import Row as Row
from .runs import Run as Run
from .runs import Words as Words
from .runs import joined as joined
from .runs import plain as plain
from .text import Fault, clean

Align = Literal["start", "end", "center"]
Tone = Literal["info", "good", "warn", "bad"]
Shape = Literal["bars", "lines"]
Role = Literal["actual", "compare", "baseline"]
UNITS = ("number", "percent", "points", "duration", "span")
"""What a chart's numbers are; a currency such as EUR is a unit too. Ratios are 0..1, times are seconds."""

DEEPEST = 3
MOST_COLUMNS, MOST_ROWS, MOST_CELLS = 12, 5_000, 30_000
MOST_LABELS, MOST_SERIES = 60, 6
LARGEST = 1e15
"""Charts show numbers of people, leads, money and seconds; beyond this a float no longer counts by one."""


def refuse(wrong: bool, message: str) -> None:
    if wrong:
        raise Fault(message)


class Block:
    """A block writes its words in one way however it was built, so that equal blocks are equal."""

    kind: ClassVar[str]

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            object.__setattr__(self, field.name, _settled(getattr(self, field.name)))
        self.check()

    def check(self) -> None:
        """Raise a Fault where the parts don't fit together."""

    def size(self) -> int:
        """How many signs and cells it holds, for the limits of a document."""
        return _size([getattr(self, field.name) for field in fields(self)])  # type: ignore[arg-type]


def _settled(value: Any) -> Any:
    if isinstance(value, tuple):
        if any(isinstance(item, Run) for item in value):
            return joined(value)
        return tuple(_settled(item) for item in value)
    return clean(value) if isinstance(value, str) else value


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, list | tuple):
        return sum(1 + _size(item) for item in value)
    if isinstance(value, Run):
        return len(value.text)
    return value.size() if isinstance(value, Block) else 1


@dataclass(frozen=True)
class Title(Block):
    """What the document is called; once, at its beginning."""

    kind = "title"
    words: Words
    subtitle: Words = ()


@dataclass(frozen=True)
class Heading(Block):
    kind = "heading"
    words: Words
    level: int = 1

    def check(self) -> None:
        refuse(not 1 <= self.level <= DEEPEST, f"A heading's level is 1 to {DEEPEST}, not {self.level}.")


@dataclass(frozen=True)
class Paragraph(Block):
    kind = "paragraph"
    words: Words


@dataclass(frozen=True)
class Bullets(Block):
    kind = "bullets"
    items: tuple[Words, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Fact(Block):
    """One line of facts: what it is called and what it is."""

    kind = "fact"
    label: Words
    value: Words


@dataclass(frozen=True)
class Facts(Block):
    kind = "facts"
    pairs: tuple[Fact, ...]


@dataclass(frozen=True)
class Column(Block):
    """A column's head, the side its cells lean to, and how wide it is beside the others."""

    kind = "column"
    head: Words
    align: Align = "start"
    share: int = 1

    def check(self) -> None:
        refuse(not 1 <= self.share <= 12, "A column's share is 1 to 12.")


@dataclass(frozen=True)
class Table(Block):
    kind = "table"
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: Words = ()

    def check(self) -> None:
        count = len(self.columns)
        refuse(not 1 <= count <= MOST_COLUMNS, f"A table has 1 to {MOST_COLUMNS} columns, not {count}.")
        refuse(
            any(len(row) != count for row in self.rows), "A row has as many cells as the table has columns."
        )
        refuse(len(self.rows) > MOST_ROWS, f"A table has at most {MOST_ROWS} rows.")
        refuse(len(self.rows) * count > MOST_CELLS, f"A table has at most {MOST_CELLS} cells.")


@dataclass(frozen=True)
class Series(Block):
    """The numbers of one line or of one bar in each group; None where nothing is known."""

    kind = "series"
    name: str
    values: tuple[float | None, ...]
    role: Role = "actual"

    def check(self) -> None:
        known = [value for value in self.values if value is not None]
        refuse(
            not all(math.isfinite(value) and abs(value) <= LARGEST for value in known),
            "A number is too large.",
        )
        # minus zero and whole numbers come back from the database as another thing
        settled = tuple(None if value is None else float(value) + 0.0 for value in self.values)
        object.__setattr__(self, "values", settled)


@dataclass(frozen=True)
class Chart(Block):
    """Numbers as a picture. The numbers are kept and drawn when it is shown, so that its table is always the picture's.

    `title` says the finding, `note` the definition and n. `band` is the interval around the first series, as two series.
    """

    kind = "chart"
    shape: Shape
    title: Words
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = "number"
    note: Words = ()
    band: tuple[Series, ...] = ()
    target: float | None = None
    target_label: str = ""

    def check(self) -> None:
        currency = len(self.unit) == 3 and self.unit.isascii() and self.unit.isupper()
        refuse(self.unit not in UNITS and not currency, f"No unit of a chart is called {self.unit}.")
        refuse(not 1 <= len(self.labels) <= MOST_LABELS, f"A chart has 1 to {MOST_LABELS} labels.")
        refuse(not 1 <= len(self.series) <= MOST_SERIES, f"A chart has 1 to {MOST_SERIES} series.")
        refuse(len(self.band) not in (0, 2), "A band has a low and a high series.")
        every = self.series + self.band
        refuse(
            any(len(one.values) != len(self.labels) for one in every), "A series has a value for each label."
        )
        refuse(self.target is not None and not abs(self.target) <= LARGEST, "A number is too large.")
        object.__setattr__(self, "target", None if self.target is None else float(self.target) + 0.0)


@dataclass(frozen=True)
class Callout(Block):
    """Something that must not be overlooked."""

    kind = "callout"
    words: Words
    title: Words = ()
    tone: Tone = "info"


@dataclass(frozen=True)
class Slot(Block):
    """A place to sign: for whom (`capacity`, the key of the kind of document) and how that is said."""

    kind = "slot"
    capacity: str
    label: Words


@dataclass(frozen=True)
class Signatures(Block):
    """Where the signatures stand; who signed is no part of what is signed, so it is added when it is shown."""

    kind = "signatures"
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class PageBreak(Block):
    kind = "page_break"


@dataclass(frozen=True)
class Marked(Block):
    """A block of a comparison: it came, went or changed. No document that is issued holds one."""

    kind = "marked"
    block: Block
    mark: Mark


KINDS: dict[str, type[Block]] = {
    one.kind: one
    for one in (Title, Heading, Paragraph, Bullets, Facts, Table, Chart, Callout, Signatures, PageBreak)
}
Blocks = tuple[Block, ...]
Editions = dict[str, Blocks]
"""A document in each of its languages."""
