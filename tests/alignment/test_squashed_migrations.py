"""A squashed migration stands for the files it replaces, and a database anywhere among those still finds its way."""

from collections.abc import Iterable

from django.db import connection
from django.db.migrations import CreateModel
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.writer import OperationWriter

from tests.squashes import old_files

Key = tuple[str, str]


def order() -> list[Key]:
    """The old files as an empty database ran them."""
    with old_files():
        graph = MigrationLoader(None).graph
        return list(dict.fromkeys(key for leaf in graph.leaf_nodes() for key in graph.forwards_plan(leaf)))


def rest(applied: Iterable[Key]) -> list[Key]:
    """What a database that has run these has still to run, a squashed file told as itself."""
    rows = MigrationRecorder(connection).migration_qs
    rows.all().delete()
    rows.bulk_create(rows.model(app=app, name=name) for app, name in applied)
    executor = MigrationExecutor(connection)
    executor.loader.check_consistent_history(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _backwards in plan]


def tables() -> dict[Key, str]:
    """Each table with its fields in order, its options and its triggers, as a migration would write it."""
    found = MigrationLoader(None).project_state().models
    return {
        key: OperationWriter(
            CreateModel(
                one.name, list(one.fields.items()), dict(sorted(one.options.items())), one.bases, one.managers
            )
        ).serialize()[0]
        for key, one in found.items()
    }


def squashes() -> dict[Key, list[Key]]:
    found = MigrationLoader(None).disk_migrations
    return {key: list(migration.replaces) for key, migration in found.items() if migration.replaces}


def test_squashed_files_tell_the_same_tables() -> None:
    with old_files():
        old = tables()
    assert tables() == old


def test_a_new_database_runs_only_squashed_files(db: None) -> None:
    replaced = {key for keys in squashes().values() for key in keys}
    plan = rest([])
    assert replaced and replaced.isdisjoint(plan) and set(squashes()) <= set(plan)


def test_a_database_that_ran_all_old_files_has_nothing_to_do(db: None) -> None:
    assert rest(order()) == []


def test_a_database_in_the_middle_goes_on_where_it_stands(db: None) -> None:
    """A squashed file is only run where none of its own has been: everything once, whatever the last release was."""
    told, stand_for = order(), squashes()
    for stands in range(len(told)):
        ahead = [old for key in rest(told[:stands]) for old in stand_for.get(key, [key])]
        assert sorted(ahead) == sorted(told[stands:])
