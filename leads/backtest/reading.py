"""The same leads under two rules, counted in one statement: by both, only one, the other, neither; and what became of them.

A rule is a boolean expression over Lead: `definition.meaning().condition(at)`, or `F("column")` of an annotation.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, QuerySet, Value
from django.db.models.expressions import ExpressionWrapper
from django.db.models.functions import Coalesce

from leads.models import Lead

from .outcomes import NOTHING, REACHED, Tally, counted, tally

PARTS = {
    "both": (True, True),
    "first": (True, False),
    "second": (False, True),
    "neither": (False, False),
}
"""Of leads under two rules: those that both hold for, only the first, only the second, neither."""
DIMENSIONS = ("source", "segment", "channel", "country")
MOST_GROUPS = 20


@dataclass(frozen=True)
class Parted:
    """Some leads under two rules. `value` is what they share of a dimension; None for the rest of many small groups."""

    parts: dict[str, Tally] = field(default_factory=dict)
    value: str | None = ""

    def __getitem__(self, part: str) -> Tally:
        """Of one of PARTS alone. Templates look here first: hand them the sums (`first`, `second`) by another name."""
        if part not in PARTS:
            raise KeyError(part)
        return self.parts.get(part, NOTHING)

    @property
    def first(self) -> Tally:
        """Those that the first rule holds for, whatever the second says."""
        return self["both"] + self["first"]

    @property
    def second(self) -> Tally:
        return self["both"] + self["second"]

    @property
    def either(self) -> Tally:
        return self.first + self["second"]

    @property
    def whole(self) -> Tally:
        return self.either + self["neither"]

    def lift(self, part: Tally) -> float | None:
        """How many times the win rate of all these leads that part has."""
        usual = self.whole.win_rate
        return part.win_rate / usual if part.win_rate is not None and usual else None


def under(leads: QuerySet[Lead], first: Any, second: Any) -> Any:
    """These leads with what either rule says of them, as `holds_first` and `holds_second`; unknown is false."""
    return leads.annotate(holds_first=_holds(first), holds_second=_holds(second))


def _holds(rule: Any) -> Coalesce:
    return Coalesce(ExpressionWrapper(rule, BooleanField()), Value(False))


def part_of(leads: QuerySet[Lead], first: Any, second: Any, part: str, reached: str = "leads") -> Any:
    """The leads behind a number: of one of PARTS, and of those the ones that `reached` counts (a name of a Tally)."""
    holds_first, holds_second = PARTS[part]
    asked = under(leads, first, second).filter(holds_first=holds_first, holds_second=holds_second)
    return asked.filter(REACHED[reached])


def parted(leads: QuerySet[Lead], first: Any, second: Any) -> Parted:
    """All of them; one statement."""
    return Parted(dict(_rows(leads, first, second, ())))


def parted_by(leads: QuerySet[Lead], first: Any, second: Any, dimension: str) -> list[Parted]:
    """By source, segment ...; one statement. Those that most leads hold for first, the rest of very many as one."""
    groups: dict[str, dict[str, Tally]] = {}
    for (value, part), told in _rows(leads, first, second, (dimension,)):
        groups.setdefault(value, {})[part] = told
    found = [Parted(parts, value) for value, parts in groups.items()]
    found.sort(key=lambda one: (-one.either.leads, -one.whole.leads, str(one.value)))
    rest = found[MOST_GROUPS:]
    return found[:MOST_GROUPS] + ([_summed(rest)] if rest else [])


def _rows(leads: QuerySet[Lead], first: Any, second: Any, by: tuple[str, ...]) -> Iterable[tuple[Any, Tally]]:
    """(part, or the group and the part; its tally)."""
    names = {holds: part for part, holds in PARTS.items()}
    asked = under(leads.order_by(), first, second).values(*by, "holds_first", "holds_second")
    for row in asked.annotate(**counted()):
        part = names[bool(row["holds_first"]), bool(row["holds_second"])]
        yield (row[by[0]], part) if by else part, tally(row)


def _summed(groups: list[Parted]) -> Parted:
    sums = {part: sum((one[part] for one in groups), NOTHING) for part in PARTS}
    return Parted(sums, None)
