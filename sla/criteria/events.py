"""Leaves that ask the events of the noun: how many, how much in all, how long ago."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    DateTimeField,
    DecimalField,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from . import values
from .catalogue import Catalogue, EventCatalogue
from .faults import CriteriaFault
from .fields import NUMBER_OPS, compare_numbers
from .gathering import Gathering
from .moments import Moment, inside, outside

MEASURES = ("count", "recency_days", "sum")
MOST_KINDS = 50
NUMBER = DecimalField(max_digits=30, decimal_places=12)


@dataclass(frozen=True)
class EventLeaf:
    """A measure of some events of the noun up to the moment asked, compared with a number.

    A count or a sum of none is 0. Without any event the recency is unknown.
    """

    catalogue: EventCatalogue
    kinds: tuple[str, ...]
    measure: str
    of: str
    within_days: int | None
    op: str
    value: Any

    @property
    def ages(self) -> bool:
        return self.within_days is not None or self.measure == "recency_days"

    def condition(self, at: Moment) -> Any:
        return compare_numbers(self.measured(at), self.op, self.value)

    def weighed(self, at: Moment, half_life_days: Decimal | None) -> Any:
        """How many of these events there are, each worth half as much after every half-life since it happened.

        Without a half-life it is their count. The question (`op`, `value`) is left aside.
        """
        if half_life_days is None:
            counted = self._fold(_count, at, NUMBER)
        else:
            age = DaysBetween(F(self.catalogue.occurred_at), inside(at))
            worth = Faded(age, Value(half_life_days, output_field=NUMBER))
            counted = self._fold(lambda which: Sum(worth, filter=which), at, NUMBER)
        return Coalesce(counted, Value(0, output_field=NUMBER), output_field=NUMBER)

    def measured(self, at: Moment) -> Any:
        """The number that is compared."""
        if self.measure == "recency_days":
            when = self.catalogue.occurred_at
            latest = self._fold(lambda which: Max(when, filter=which), at, DateTimeField())
            return DaysBetween(latest, outside(at))
        number = self.catalogue.numbers[self.of].source() if self.measure == "sum" else None
        measure = _count if number is None else lambda which: Sum(number, filter=which)
        return Coalesce(
            self._fold(measure, at, NUMBER),
            Value(0, output_field=NUMBER),
            output_field=NUMBER,
        )

    def _fold(self, aggregate: Callable[[Q | None], Any], at: Moment, output_field: Any) -> Any:
        """One number for each row of the noun; grouped by its key, so that no event gives NULL."""
        if isinstance(at, Gathering):
            return at.of(self.catalogue).measured(self.kinds, self.within_days, aggregate, output_field)
        key, when = self.catalogue.subject, self.catalogue.occurred_at
        until = inside(at)
        rows = self.catalogue.rows().filter(
            self.catalogue.of_kinds(self.kinds), **{key: OuterRef("pk"), f"{when}__lte": until}
        )
        if self.within_days is not None:
            rows = rows.filter(**{f"{when}__gt": until - timedelta(days=self.within_days)})
        folded = rows.order_by().values(key).annotate(criteria_measure=aggregate(None))
        return Subquery(folded.values("criteria_measure"), output_field=output_field)


def _count(which: Q | None) -> Any:
    return Count("pk", filter=which)


class DaysBetween(Func):
    """Days and their fraction from the first moment to the second."""

    template = "(EXTRACT(EPOCH FROM (%(expressions)s)) / 86400.0)"
    arg_joiner = " - "
    output_field = NUMBER

    def __init__(self, earlier: Any, later: Any) -> None:
        super().__init__(later, earlier)


class Faded(Func):
    """0.5 ^ (age / half-life), to nine places: of these every machine's floating point says the same, and their sum
    is exact, in whatever order the events come. After a hundred half-lives nothing is left."""

    template = (
        "round(power(0.5::float8, least(round((%(expressions)s)::numeric, 8), 100)::float8)::numeric, 9)"
    )
    arg_joiner = " / "
    output_field = NUMBER


def read_events(leaf: dict[str, Any], path: str, catalogue: Catalogue) -> EventLeaf:
    """`{"events", "measure", "of", "within_days", "op", "value"}`; raises CriteriaFault."""
    events = catalogue.events
    if events is None:
        raise CriteriaFault(f"{path}.events", "no_events")
    kinds = _kinds(leaf["events"], f"{path}.events", events)
    measure = values.text(leaf.get("measure", "count"), f"{path}.measure")
    if measure not in MEASURES:
        raise CriteriaFault(f"{path}.measure", "unknown_measure", measure=measure)
    of = _of(leaf, measure, path, events)
    op = values.text(leaf.get("op", ""), f"{path}.op")
    if op not in NUMBER_OPS:
        raise CriteriaFault(f"{path}.op", "unknown_op", op=op, field=measure)
    if "value" not in leaf:
        raise CriteriaFault(path, "missing", key="value")
    within = leaf.get("within_days")
    within = None if within is None else values.days(within, f"{path}.within_days")
    return EventLeaf(
        events,
        kinds,
        measure,
        of,
        within,
        op,
        NUMBER_OPS[op](leaf["value"], f"{path}.value"),
    )


def _kinds(asked: Any, path: str, events: EventCatalogue) -> tuple[str, ...]:
    """One name or several; a code that nobody has seen yet is legal, as its first event may still come."""
    if asked in ("", []):
        raise CriteriaFault(path, "missing", key="events")
    names = values.texts([asked] if isinstance(asked, str) else asked, path)
    if len(names) > MOST_KINDS:
        raise CriteriaFault(path, "too_many", most=MOST_KINDS)
    for name in names:
        known: Callable[[str], bool] = (
            (lambda one: one[1:] in events.groups) if name.startswith("*") else _is_code
        )
        if not known(name):
            raise CriteriaFault(path, "unknown_events", events=name)
    return tuple(names)


def _is_code(name: str) -> bool:
    return (
        0 < len(name) <= 60
        and "__" not in name
        and name.replace("_", "").replace("-", "").replace(".", "").isalnum()
    )


def _of(leaf: dict[str, Any], measure: str, path: str, events: EventCatalogue) -> str:
    if measure != "sum":
        if leaf.get("of") is not None:
            raise CriteriaFault(f"{path}.of", "no_value")
        return ""
    of = values.text(leaf.get("of", ""), f"{path}.of")
    if of not in events.numbers:
        raise CriteriaFault(f"{path}.of", "unknown_sum", of=of)
    return of
