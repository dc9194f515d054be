"""Charts: the numbers of a block as a drawing, as a table and as a sentence, all three the same."""

from documents import writing as say
from documents.blocks import Chart, Table, plain

from . import bars, lines
from .drawing import Drawing, Tell, as_svg

__all__ = ["Drawing", "Tell", "as_svg", "draw", "tabled", "told"]
SHAPES = {"bars": bars.draw, "lines": lines.draw}
MOST_TOLD = 60
"""A sentence with more numbers than this helps nobody; it then gives the finding alone."""


def draw(chart: Chart, tell: Tell) -> Drawing:
    return SHAPES[chart.shape](chart, tell)


def tabled(chart: Chart, tell: Tell) -> Table:
    """The numbers under their names: what the picture shows, for those who can't see it or want to count."""
    heads = [say.column("", share=2), *(say.column(one.name, "end") for one in chart.series)]
    rows = [
        [label, *(tell(one.values[place]) for one in chart.series)]
        for place, label in enumerate(chart.labels)
    ]
    return say.table(heads, rows, plain(chart.title))


def told(chart: Chart, tell: Tell) -> str:
    """The finding and the numbers as one sentence: the picture's text alternative on paper."""
    said = [plain(chart.title)]
    if len(chart.series) * len(chart.labels) <= MOST_TOLD:
        for one in chart.series:
            numbers = ", ".join(
                f"{label} {tell(value)}" for label, value in zip(chart.labels, one.values, strict=True)
            )
            said.append(f"{one.name}: {numbers}" if one.name else numbers)
    if chart.target is not None:
        said.append(f"{chart.target_label} {tell(chart.target)}".strip())
    return ". ".join(part for part in said if part)
