"""Random criteria trees, each with a plain three-valued oracle, over a small model whose rows have gaps."""

import itertools
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.test.utils import isolate_apps
from hypothesis import strategies as st

from sla.criteria import Catalogue, EventCatalogue, Field, Group

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)

with isolate_apps("sla"):

    class Thing(models.Model):
        objects: ClassVar[models.Manager["Thing"]] = models.Manager()
        country = models.TextField(default="")
        size = models.DecimalField(max_digits=14, decimal_places=2, null=True)
        good = models.BooleanField(null=True)
        born_at = models.DateTimeField(null=True)
        attributes = models.JSONField(default=dict)

        class Meta:
            app_label = "sla"
            db_table = "test_thing"

        def __str__(self) -> str:
            return f"thing {self.pk}"

    class Happening(models.Model):
        objects: ClassVar[models.Manager["Happening"]] = models.Manager()
        thing = models.ForeignKey(Thing, models.CASCADE)
        kind = models.TextField()
        occurred_at = models.DateTimeField()
        amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)

        class Meta:
            app_label = "sla"
            db_table = "test_happening"

        def __str__(self) -> str:
            return f"{self.kind} {self.pk}"


CATALOGUE = Catalogue(
    Thing,
    {
        "country": Field("text", "Country", "country"),
        "size": Field("number", "Size", "size"),
        "good": Field("boolean", "Good", "good"),
        "born": Field("date", "Born", "born_at"),
    },
    EventCatalogue(
        rows=Happening.objects.all,
        subject="thing_id",
        kind="kind",
        groups={"touch": Group("touches", models.Q(kind__in=["call", "visit"]))},
        numbers={"amount": Field("number", "amount", "amount")},
    ),
)
COUNTRIES = ["", "ES", "es", "Espa\u00f1a", "pt", "100%_x"]
SIZES = [None, Decimal(0), Decimal("3.5"), Decimal(10), Decimal(1000)]
GOODS = [None, True, False]
BORN = [None, AT, AT - 3 * DAY, AT - 14 * DAY, AT + DAY, datetime(2026, 2, 28, 23, 0, tzinfo=UTC)]
PLANS: list[dict[str, Any]] = [
    {},
    {"plan": "Pro"},
    {"plan": None},
    {"plan": 12},
    {"plan": "7.5"},
    {"plan": ""},
    {"plan": True, "a.b 'ñ\"": "es"},
    {"plan": [1, "es"], "a.b 'ñ\"": 12},
    {"plan": {"pro": 1}},
    {"plan": " -3 ", "a.b 'ñ\"": "1e1"},
    {"plan": "NaN"},
]
ODD = "a.b 'ñ\""
"""A name that would be a path, an end of a text or another letter to whoever pastes it into a statement."""
TOUCHES: list[list[tuple[str, timedelta, Decimal | None]]] = [
    [],
    [("call", DAY, Decimal(5))],
    [("call", 20 * DAY, None), ("page_view", DAY, Decimal("2.5"))],
    [("visit", 14 * DAY, Decimal(1)), ("call", -DAY, Decimal(9)), ("page_view", 0 * DAY, None)],
    [
        ("call", DAY, Decimal(5)),
        ("call", DAY, Decimal(5)),
        ("order", 2 * DAY + timedelta(hours=5), Decimal("-2.5")),
    ],
]
ROWS = [
    dict(zip(("country", "size", "good", "born", "own", "happened"), values, strict=True))
    for place, values in enumerate(itertools.product(COUNTRIES, SIZES, GOODS, BORN, PLANS, TOUCHES))
    if place % 61 == 0
]

Oracle = Callable[[dict[str, Any]], bool | None]


NUMBER_LIKE = re.compile(r"\s*[+-]?[0-9]{1,18}(\.[0-9]{1,12})?\s*", re.ASCII)


def own_text(name: str) -> Callable[[dict[str, Any]], str]:
    def get(row: dict[str, Any]) -> str:
        value = row["own"].get(name)
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    return get


def own_number(name: str) -> Callable[[dict[str, Any]], Decimal | None]:
    def get(row: dict[str, Any]) -> Decimal | None:
        text = own_text(name)(row)
        return Decimal(text.strip()) if NUMBER_LIKE.fullmatch(text) else None

    return get


NUMBERS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}
TEXTS: dict[str, Callable[[str, str], bool]] = {
    "is": lambda a, b: a == b,
    "is_not": lambda a, b: a != b,
    "contains": lambda a, b: b in a,
    "not_contains": lambda a, b: b not in a,
    "starts_with": lambda a, b: a.startswith(b),
}


def about_text(name: str, get: Callable[[dict[str, Any]], str]) -> st.SearchStrategy[tuple[Any, Oracle]]:
    def leaf(op: str, value: str) -> tuple[Any, Oracle]:
        def oracle(row: dict[str, Any]) -> bool | None:
            return TEXTS[op](get(row).lower(), value.lower()) if get(row) else None

        return {"field": name, "op": op, "value": value}, oracle

    def listed(op: str, values: list[str]) -> tuple[Any, Oracle]:
        def oracle(row: dict[str, Any]) -> bool | None:
            found = get(row).lower() in {value.lower() for value in values}
            return (found if op == "in" else not found) if get(row) else None

        return {"field": name, "op": op, "value": values}, oracle

    def absent(op: str) -> tuple[Any, Oracle]:
        return {"field": name, "op": op}, lambda row: (get(row) == "") == (op == "is_empty")

    words = st.sampled_from(["es", "ESPA\u00d1A", "PT", "%", "_", "pro", "12", "e"])
    return st.one_of(
        st.builds(leaf, st.sampled_from(sorted(TEXTS)), words),
        st.builds(listed, st.sampled_from(["in", "not_in"]), st.lists(words, min_size=1, max_size=3)),
        st.builds(absent, st.sampled_from(["is_empty", "is_not_empty"])),
    )


def about_number(name: str, get: Callable[[dict[str, Any]], Any]) -> st.SearchStrategy[tuple[Any, Oracle]]:
    def leaf(op: str, value: float) -> tuple[Any, Oracle]:
        def oracle(row: dict[str, Any]) -> bool | None:
            return None if get(row) is None else NUMBERS[op](get(row), Decimal(str(value)))

        return {"field": name, "op": op, "value": value}, oracle

    def between(low: int, width: int) -> tuple[Any, Oracle]:
        def oracle(row: dict[str, Any]) -> bool | None:
            return None if get(row) is None else low <= get(row) <= low + width

        return {"field": name, "op": "between", "value": [low, low + width]}, oracle

    return st.one_of(
        st.builds(leaf, st.sampled_from(sorted(NUMBERS)), st.sampled_from([0, 3.5, 7.5, 10, 12])),
        st.builds(between, st.integers(0, 8), st.integers(0, 9)),
    )


def is_good(value: bool) -> tuple[Any, Oracle]:
    return {
        "field": "good",
        "op": "is",
        "value": value,
    }, lambda row: None if row["good"] is None else row["good"] is value


def within(days: int) -> tuple[Any, Oracle]:
    tree = {"field": "born", "op": "within_days", "value": days}
    return tree, lambda row: None if row["born"] is None else AT - days * DAY <= row["born"] <= AT


def older(days: int) -> tuple[Any, Oracle]:
    tree = {"field": "born", "op": "older_than_days", "value": days}
    return tree, lambda row: None if row["born"] is None else row["born"] < AT - days * DAY


def about_day(op: str, on: date) -> tuple[Any, Oracle]:
    """Without an organisation set up its zone is Europe/Madrid: in winter the day opens at 23:00 UTC."""
    opens = datetime(on.year, on.month, on.day, tzinfo=UTC) - timedelta(hours=1)
    tests = {
        "before": lambda at: at < opens,
        "after": lambda at: at >= opens + DAY,
        "on": lambda at: opens <= at < opens + DAY,
    }
    tree = {"field": "born", "op": op, "value": on.isoformat()}
    return tree, lambda row: None if row["born"] is None else tests[op](row["born"])


def happened(
    row: dict[str, Any], kinds: list[str], days: int | None
) -> list[tuple[timedelta, Decimal | None]]:
    """(age, amount) of what counts at the row's moment: AT, or `row["back"]` before it; None knows no moment."""
    names = {name for kind in kinds for name in ({"call", "visit"} if kind == "*touch" else {kind})}
    back = row.get("back", 0 * DAY)
    if back is None:
        return []
    ages = [(age - back, amount) for kind, age, amount in row["happened"] if kind in names]
    return [one for one in ages if one[0] >= 0 * DAY and (days is None or one[0] < days * DAY)]


def measured(row: dict[str, Any], tree: dict[str, Any]) -> Decimal | None:
    kinds = tree["events"] if isinstance(tree["events"], list) else [tree["events"]]
    found = happened(row, kinds, tree["within_days"])
    if tree["measure"] == "count":
        return Decimal(len(found))
    if tree["measure"] == "sum":
        return sum((amount for _age, amount in found if amount is not None), Decimal(0))
    if not found:
        return None
    youngest = min(age for age, _amount in found)
    return Decimal(youngest // timedelta(microseconds=1)) / Decimal(86_400_000_000)


def about_events(
    kinds: str | list[str], days: int | None, measure: str, op: str, value: float, width: int
) -> tuple[Any, Oracle]:
    tree: dict[str, Any] = {
        "events": kinds,
        "measure": measure,
        "within_days": days,
        "op": op,
        "value": value,
    }
    tree |= {"of": "amount"} if measure == "sum" else {}
    tree |= {"value": [value, value + width]} if op == "between" else {}

    def oracle(row: dict[str, Any]) -> bool | None:
        found = measured(row, tree)
        if found is None:
            return None
        low = Decimal(str(value))
        return low <= found <= low + width if op == "between" else NUMBERS[op](found, low)

    return tree, oracle


def grouped(kind: str, parts: list[tuple[Any, Oracle]]) -> tuple[Any, Oracle]:
    decisive = kind == "any"

    def oracle(row: dict[str, Any]) -> bool | None:
        truths = [part[1](row) for part in parts]
        return decisive if decisive in truths else (None if None in truths else not decisive)

    return {kind: [part[0] for part in parts]}, oracle


def negated(part: tuple[Any, Oracle]) -> tuple[Any, Oracle]:
    return {"not": part[0]}, lambda row: None if part[1](row) is None else not part[1](row)


event_leaves = st.builds(
    about_events,
    st.one_of(
        st.sampled_from(["call", "page_view", "*touch", "unheard_of"]),
        st.lists(st.sampled_from(["call", "order", "*touch", "unheard_of"]), min_size=1, max_size=3),
    ),
    st.sampled_from([None, 1, 2, 3, 14, 15]),
    st.sampled_from(["count", "sum", "recency_days"]),
    st.sampled_from([*sorted(NUMBERS), "between"]),
    st.sampled_from([0, 1, 2.5, -2.5, 10, 14]),
    st.integers(0, 5),
)
leaves = st.one_of(
    about_text("country", lambda row: row["country"]),
    about_text("attributes.plan", own_text("plan")),
    about_text(f"attributes.{ODD}", own_text(ODD)),
    about_number("size", lambda row: row["size"]),
    about_number("attributes.plan", own_number("plan")),
    about_number(f"attributes.{ODD}", own_number(ODD)),
    st.builds(is_good, st.booleans()),
    st.builds(within, st.sampled_from([1, 3, 14, 30])),
    st.builds(older, st.sampled_from([1, 3, 14])),
    st.builds(
        about_day,
        st.sampled_from(["before", "after", "on"]),
        st.sampled_from([date(2026, 3, 1), date(2026, 3, 2)]),
    ),
    event_leaves,
)


def grown(seeds: st.SearchStrategy[tuple[Any, Oracle]]) -> st.SearchStrategy[tuple[Any, Oracle]]:
    return st.recursive(
        seeds,
        lambda inner: st.one_of(
            st.builds(grouped, st.sampled_from(["all", "any"]), st.lists(inner, max_size=3)),
            st.builds(negated, inner),
        ),
        max_leaves=6,
    ).filter(lambda made: depth(made[0]) <= 6)


def depth(tree: Any) -> int:
    if "field" in tree or "events" in tree:
        return 0
    ((_kind, inside),) = tree.items()
    return 1 + max((depth(part) for part in (inside if isinstance(inside, list) else [inside])), default=0)


trees, event_trees = grown(leaves), grown(event_leaves)
