"""The SQL of criteria means what a plain three-valued oracle means, on random trees and rows with gaps."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from hypothesis import given, settings
from hypothesis import strategies as st

from sla.criteria import parse
from sla.criteria.events import EventLeaf
from sla.criteria.gathering import Gathering

from .criteria_oracle import AT, CATALOGUE, DAY, ROWS, Happening, Oracle, Thing, event_trees, happened, trees


@pytest.fixture(scope="module")
def things(django_db_setup: None, django_db_blocker: Any) -> Any:
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Thing)
            editor.create_model(Happening)
        for pk, row in enumerate(ROWS, 1):
            row["pk"] = pk
        Thing.objects.bulk_create(
            Thing(
                pk=row["pk"],
                country=row["country"],
                size=row["size"],
                good=row["good"],
                born_at=row["born"],
                attributes=row["own"],
            )
            for row in ROWS
        )
        Happening.objects.bulk_create(
            Happening(thing_id=row["pk"], kind=kind, occurred_at=AT - age, amount=amount)
            for row in ROWS
            for kind, age, amount in row["happened"]
        )
        yield
        with connection.schema_editor() as editor:
            editor.delete_model(Happening)
            editor.delete_model(Thing)


@pytest.mark.django_db
@settings(deadline=None)
@given(made=trees)
def test_sql_means_what_the_oracle_means(things: None, made: tuple[Any, Oracle]) -> None:
    tree, oracle = made
    criteria = parse(tree, CATALOGUE)
    expected = {row["pk"] for row in ROWS if oracle(row) is True}
    assert set(criteria.matching(Thing.objects.all(), AT).values_list("pk", flat=True)) == expected
    told = Thing.objects.annotate(holds=criteria.condition(AT)).values_list("pk", "holds")
    assert {pk for pk, holds in told if holds} == expected
    assert all(isinstance(holds, bool) for _pk, holds in told)


@pytest.mark.django_db
@settings(deadline=None, max_examples=60)
@given(made=st.lists(trees, min_size=1, max_size=4))
def test_one_pass_over_events_means_the_same(things: None, made: list[tuple[Any, Oracle]]) -> None:
    """Also for rows that are asked at their own moment, and when several questions share the pass."""
    gathering = Gathering(AT)
    asked = {
        f"holds_{place}": parse(tree, CATALOGUE).condition(gathering) for place, (tree, _o) in enumerate(made)
    }
    told = list(gathering.join(Thing.objects.all()).annotate(**asked).values("pk", *asked))
    for place, (_tree, oracle) in enumerate(made):
        expected = {row["pk"] for row in ROWS if oracle(row) is True}
        assert {row["pk"] for row in told if row[f"holds_{place}"]} == expected


@pytest.mark.django_db
@settings(deadline=None, max_examples=30)
@given(made=event_trees)
def test_one_pass_asks_each_row_at_its_own_moment(things: None, made: tuple[Any, Oracle]) -> None:
    tree, _oracle = made
    gathering, criteria = Gathering(F("born_at")), parse(tree, CATALOGUE)
    together = {"together": criteria.condition(gathering)}
    apart = Thing.objects.annotate(apart=criteria.condition(F("born_at"))).values_list("pk", "apart")
    found = gathering.join(Thing.objects.all()).annotate(**together).values_list("pk", "together")
    assert set(found) == set(apart)


@pytest.mark.django_db
@settings(deadline=None, max_examples=50)
@given(made=event_trees)
def test_each_row_is_asked_as_it_was_at_its_own_moment(things: None, made: tuple[Any, Oracle]) -> None:
    tree, oracle = made
    moments = [row | {"back": row["born"] and AT - row["born"]} for row in ROWS]
    expected = {row["pk"] for row in moments if oracle(row) is True}
    told = Thing.objects.annotate(holds=parse(tree, CATALOGUE).condition(F("born_at"))).values_list(
        "pk", "holds"
    )
    assert {pk for pk, holds in told if holds} == expected


def faded(row: dict[str, Any], kinds: list[str], days: int | None, half_life: Decimal | None) -> Decimal:
    """Every event is worth 1, and half as much after every half-life; each is rounded to nine places."""
    found = happened(row, kinds, days)
    if half_life is None:
        return Decimal(len(found))
    with localcontext(prec=60):
        lives = [(Decimal(age // (DAY / 86_400)) / 86_400 / half_life) for age, _amount in found]
        worth = [Decimal("0.5") ** life.quantize(Decimal("1e-8"), ROUND_HALF_UP) for life in lives]
        return sum((one.quantize(Decimal("1e-9"), ROUND_HALF_UP) for one in worth), Decimal(0))


@pytest.mark.django_db
@settings(deadline=None, max_examples=50)
@given(
    kinds=st.lists(st.sampled_from(["call", "order", "*touch", "unheard_of"]), min_size=1, max_size=3),
    days=st.sampled_from([None, 1, 3, 15]),
    half_life=st.sampled_from([None, Decimal("0.01"), Decimal("0.5"), Decimal(7), Decimal("30.25")]),
    is_own_moment=st.booleans(),
)
def test_events_fade_from_the_moment_they_happened(
    things: None, kinds: list[str], days: int | None, half_life: Decimal | None, is_own_moment: bool
) -> None:
    leaf = parse({"events": kinds, "within_days": days, "op": ">", "value": 0}, CATALOGUE).root
    assert isinstance(leaf, EventLeaf)
    rows = [row | {"back": row["born"] and AT - row["born"]} for row in ROWS] if is_own_moment else ROWS
    weighed = leaf.weighed(F("born_at") if is_own_moment else AT, half_life)
    told = dict(Thing.objects.annotate(worth=weighed).values_list("pk", "worth"))
    assert told == {row["pk"]: faded(row, kinds, days, half_life) for row in rows}


@pytest.mark.django_db
def test_one_statement_however_many_rows(things: None, django_assert_num_queries: Any) -> None:
    tree = {"all": [{"field": "size", "op": ">", "value": 3}, {"events": "*touch", "op": ">=", "value": 1}]}
    with django_assert_num_queries(1):
        assert parse(tree, CATALOGUE).matching(Thing.objects.all(), AT).count()


@pytest.mark.django_db
def test_one_statement_however_many_conditions(things: None, django_assert_num_queries: Any) -> None:
    views = {"events": ["*touch", "page_view"], "measure": "sum", "of": "amount", "op": ">=", "value": 1}
    tree: dict[str, Any] = {
        "any": [
            {"field": "size", "op": ">", "value": 3},
            *({**views, "within_days": n} for n in range(1, 40)),
        ]
    }
    tree = {"all": [tree, {"field": "country", "op": "in", "value": [f"c{n}" for n in range(499)] + ["es"]}]}
    with django_assert_num_queries(1):
        criteria = parse(tree, CATALOGUE)
        assert criteria.matching(Thing.objects.all(), AT).count() and criteria.sentence()
