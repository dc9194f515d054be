"""What a board is made of: tables and charts as plain numbers, from which the page, the files and the paper are made. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Words = Any
"""A text, translated when it is shown."""
Shape = Literal["lines", "bars"]


@dataclass(frozen=True)
class Cell:
    """One number or word of a table. `url` opens as many rows as the number says; `note` stands below it."""

    value: Any
    kind: str = "number"
    """number, percent, points, duration, span, day, month, a currency, text, or word (text that stands as a number does)."""
    url: str = ""
    note: Words = ""
    tone: str = ""
    """good, warn or bad, where the number is a verdict; always told in the note too."""


@dataclass(frozen=True)
class Row:
    cells: Sequence[Cell]
    """The first says what the row is about."""
    tag: Words = ""
    """A warning about the whole row: too few, still maturing."""
    is_young: bool = False

    @property
    def head(self) -> Cell:
        return self.cells[0]

    @property
    def rest(self) -> Sequence[Cell]:
        return self.cells[1:]


@dataclass(frozen=True)
class Head:
    """The head of a column; numbers lean to the right."""

    label: Words
    is_number: bool = True


@dataclass(frozen=True)
class Table:
    key: str
    title: Words
    heads: Sequence[Head]
    rows: Sequence[Row]
    lede: Words = ""
    url: str = ""
    url_label: Words = ""

    template = "dashboards/parts/_table.html"


@dataclass(frozen=True)
class Series:
    """The values of one line, or of one bar in each group; None where nothing is known, `urls` open their rows."""

    name: Words
    values: Sequence[float | None]
    role: str = "actual"
    urls: Sequence[str] = ()
    words: Sequence[str] = ()
    """What stands at each bar."""


@dataclass(frozen=True)
class Chart:
    """A picture with its table. The title says the finding, `note` the definition and n; `young` labels are hatched."""

    key: str
    title: Words
    note: Words
    shape: Shape
    labels: Sequence[str]
    series: Sequence[Series]
    table: Table | None = None
    unit: str = "number"
    band: tuple[Sequence[float | None], Sequence[float | None]] | None = None
    target: float | None = None
    target_label: Words = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    """{label: what happened then}."""
    young: frozenset[int] = frozenset()
    young_word: Words = ""
    """What the young are, if not still maturing."""
    is_flat: bool = False
    """Bars lie, so that long names fit."""

    template = "dashboards/parts/_chart.html"


@dataclass(frozen=True)
class Sentences:
    """What the numbers say, in words; each may open its rows."""

    key: str
    title: Words
    said: Sequence[tuple[str, str, str]]
    """(tone, words, address)."""
    lede: Words = ""

    template = "dashboards/parts/_sentences.html"


@dataclass(frozen=True)
class Counts:
    """Numbers that open their lists, in one line."""

    key: str
    title: Words
    counts: Sequence[tuple[Words, str, str, str]]
    """(label, number, address, tone)."""
    lede: Words = ""

    template = "dashboards/parts/_counts.html"


@dataclass(frozen=True)
class Hint:
    """In the place of a part that has nothing to show yet: what would fill it, and where that is done."""

    key: str
    title: Words
    words: Words
    icon: str = "chart-column"
    url: str = ""
    action: Words = ""

    template = "dashboards/parts/_hint.html"


Part = Table | Chart | Sentences | Counts | Hint
