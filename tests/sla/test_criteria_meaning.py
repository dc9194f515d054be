"""The SQL of criteria means what a plain three-valued oracle means, on random trees and rows with gaps."""

from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings

from sla.criteria import parse

from .criteria_oracle import AT, CATALOGUE, ROWS, Happening, Oracle, Thing, trees


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
def test_one_statement_however_many_rows(things: None, django_assert_num_queries: Any) -> None:
    tree = {"all": [{"field": "size", "op": ">", "value": 3}, {"events": "*touch", "op": ">=", "value": 1}]}
    with django_assert_num_queries(1):
        assert parse(tree, CATALOGUE).matching(Thing.objects.all(), AT).count()
