"""A foundation lays the tables that its operations lay one by one, renders them once, and can be taken up again."""

from unittest.mock import patch

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState, StateApps
from pgtrigger.compiler import Trigger, UpsertTriggerSql
from pgtrigger.migrations import AddTrigger

from people.foundation import Foundation

HOLD = UpsertTriggerSql(
    func="RETURN NULL;",
    hash="0",
    operation="DELETE",
    pgid="pgtrigger_hold",
    table="quarry_stone",
    when="BEFORE",
)
TRIGGERS = "SELECT count(*) FROM pg_trigger WHERE tgname = 'pgtrigger_hold'"


def operations() -> list[migrations.CreateModel | AddTrigger]:
    stone = models.ForeignKey("quarry.Stone", models.CASCADE)
    return [
        migrations.CreateModel("Stone", [("id", models.BigAutoField(primary_key=True))]),
        migrations.CreateModel("Wall", [("id", models.BigAutoField(primary_key=True)), ("first", stone)]),
        AddTrigger("stone", Trigger(name="hold", sql=HOLD)),
    ]


def standing() -> tuple[set[str], int]:
    """Our tables, and how many triggers of ours."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS)
        (triggers,) = cursor.fetchone()
    return {name for name in connection.introspection.table_names() if name.startswith("quarry_")}, triggers


def test_it_is_the_same_as_one_by_one() -> None:
    together, one_by_one = ProjectState(), ProjectState()
    Foundation(operations()).state_forwards("quarry", together)
    for operation in operations():
        operation.state_forwards("quarry", one_by_one)
    assert together.models == one_by_one.models


def test_it_is_laid_and_taken_up(db: None) -> None:
    foundation, before, after = Foundation(operations()), ProjectState(), ProjectState()
    assert after.apps is not None
    with patch.object(
        StateApps, "render_multiple", autospec=True, side_effect=StateApps.render_multiple
    ) as drawn:
        foundation.state_forwards("quarry", after)
        with connection.schema_editor() as editor:
            foundation.database_forwards("quarry", editor, before, after)
    assert drawn.call_count == 1
    assert standing() == ({"quarry_stone", "quarry_wall"}, 1)
    with connection.schema_editor() as editor:
        foundation.database_backwards("quarry", editor, after, before)
    assert standing() == (set(), 0)


def test_only_tables_and_triggers_belong_to_it() -> None:
    with pytest.raises(ValueError, match="RunSQL"):
        Foundation([migrations.RunSQL("SELECT 1")])  # type: ignore[list-item]
