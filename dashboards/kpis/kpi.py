"""What every KPI is: a name, a definition, parts that can be counted and opened, and how they make a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dashboards.asking import Asked, Window
from dashboards.evidence import Evidence
from dashboards.own import MOST, OTHER, is_own

Words = str | Promise
Parts = Mapping[str, int]
DAYS: Words = _("days of the calendar, in the company's time zone")


@dataclass(frozen=True)
class Reading:
    """A number with what it stands on. `value` is None where nothing can be said; ratios are 0..1, times seconds or days.

    `trust` is empty, few, immature or incomplete. `parts` counts rows: each opens a list of that length. `spread` has
    the quantiles of a number that is one of them ("p90"), `amounts` the sums of money that a number is made of.
    """

    value: float | None
    n: int
    parts: Parts = field(default_factory=dict)
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    trust: str = ""
    spread: Mapping[str, float | None] = field(default_factory=dict)
    amounts: Mapping[str, Any] = field(default_factory=dict)


class Measured:
    """What one query brought for a stretch of days; any window within it is answered from memory."""

    mature_until: date | None = None
    """Later cohorts may still grow; None: a day is final once it is over."""

    def over(self, window: Window) -> Reading:
        raise NotImplementedError


class KPI:
    """One number both teams agreed on. Each part opens the rows behind it."""

    key: str
    name: Words
    definition: Words
    formula: Words
    unit: ClassVar[str] = "number"
    """number, percent, duration (working time), span (calendar time), days, money or score."""
    better: ClassVar[str] = "up"
    cadence: ClassVar[str] = "weekly"
    cohort: Words
    """Which day decides into which window a row falls."""
    clock: Words = DAYS
    """Which moments are measured, and in what time."""
    owner: ClassVar[str] = "both"
    """Who answers for it: marketing, sales, both or revops."""
    sources: ClassVar[Sequence[str]] = ()
    """The facts that it is counted from, as they are called in the data."""
    parts: Mapping[str, Words]
    main_part: str
    """The part that is the number's n: its rows open when somebody clicks on the number."""
    lead_path: ClassVar[str] = ""
    """From a placement to its lead; blank where a KPI can't be grouped by what leads state."""

    def measure(self, asked: Asked, span: Window | None = None) -> Measured:
        """The days of `span` (the asked window when None), in one go."""
        raise NotImplementedError

    def evidence(self, asked: Asked) -> Evidence | None:
        """The cases of the asked window, for a comparison; None where a number has none that could be compared."""
        return None

    def studied(self, asked: Asked, known: Measured | None = None) -> tuple[Reading, Evidence | None]:
        """The number of the asked window and its cases: from what is measured (`known`, if somebody did already) where both
        stand on the same rows."""
        return (known or self.measure(asked)).over(asked.window), self.evidence(asked)

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

    def groups_by(self, name: str) -> bool:
        """Whether it can be told for each value of this."""
        return name in self.dimensions() or bool(self.lead_path and is_own(name))

    def main(self, asked: Asked) -> str:
        """The part whose rows are the n of what was asked."""
        return self.main_part


def largest(groups: Mapping[Any, Any], size: Any, is_capped: bool) -> tuple[list[Any], list[Any]]:
    """(groups to show, the largest first; those that stand together as "other")."""
    ordered = sorted(groups, key=lambda one: (-size(groups[one]), str(one)))
    return (ordered[:MOST], ordered[MOST:]) if is_capped else (ordered, [])


__all__ = ["DAYS", "KPI", "OTHER", "Daily", "Measured", "Parts", "Reading", "Words", "largest"]

Daily = Mapping[date, Parts]
