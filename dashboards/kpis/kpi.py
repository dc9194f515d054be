"""What every KPI is: a name, a definition, parts that can be counted and opened, and how they make a number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from dashboards.asking import Asked, Window

Words = str | Promise
Parts = Mapping[str, int]


@dataclass(frozen=True)
class Reading:
    """A number with what it stands on. `value` is None where nothing can be said; ratios are 0..1, times seconds.

    `trust` is empty, few, immature or incomplete. `parts` counts rows: each opens a list of that length.
    """

    value: float | None
    n: int
    parts: Parts = field(default_factory=dict)
    numerator: int | None = None
    denominator: int | None = None
    low: float | None = None
    high: float | None = None
    trust: str = ""


class Measured:
    """What one query brought for a stretch of days; any window within it is answered from memory."""

    def over(self, window: Window) -> Reading:
        raise NotImplementedError


class KPI:
    """One number both teams agreed on. Each part opens the rows behind it."""

    key: str
    name: Words
    definition: Words
    formula: Words
    unit: ClassVar[str] = "number"
    """number, percent, duration (working time) or span (calendar time), as on a tile."""
    better: ClassVar[str] = "up"
    cadence: ClassVar[str] = "weekly"
    cohort: Words
    """Which day decides into which window a row falls."""
    parts: Mapping[str, Words]
    main_part: str
    """The part that is the number's n: its rows open when somebody clicks on the number."""

    def measure(self, asked: Asked, span: Window | None = None) -> Measured:
        """The days of `span` (the asked window when None), in one go."""
        raise NotImplementedError

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        """{value of the dimension: reading} over the asked window, the largest first."""
        raise NotImplementedError

    def rows(self, asked: Asked, part: str) -> QuerySet[Model]:
        """What this part counts, one row each: leads, handoffs or clocks. KeyError for a part it hasn't."""
        raise NotImplementedError

    def read(self, asked: Asked) -> Reading:
        return self.measure(asked).over(asked.window)

    def dimensions(self) -> tuple[str, ...]:
        raise NotImplementedError


Daily = Mapping[date, Parts]
