"""A backup comes back whole or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
import psycopg2
import pytest
from psycopg2.extensions import connection as Session

from alignment.engines.dumps import dump, keep_newest, refuse_unreadable
from alignment.engines.restoration import Restoration
from alignment.engines.words import EngineFault


@pytest.fixture
def database() -> Iterator[dict[str, Any]]:
    """A database of our own in the suite's server, holding one migration and one row."""
    settings = dict(environ.Env().db("DATABASE_URL"))
    settings["HOST"] = unquote(settings["HOST"])
    settings |= {"NAME": f"restored_{os.getpid()}"}
    execute(settings | {"NAME": "postgres"}, f"CREATE DATABASE {settings['NAME']}")
    execute(settings, "CREATE TABLE django_migrations AS SELECT 'leads' AS app, '0001_leads' AS name")
    execute(settings, "CREATE TABLE notes AS SELECT 'first' AS words")
    yield settings
    execute(settings | {"NAME": "postgres"}, f"DROP DATABASE {settings['NAME']} WITH (FORCE)")


def open_session(settings: dict[str, Any]) -> Session:
    session = psycopg2.connect(host=settings["HOST"], user=settings["USER"], dbname=settings["NAME"])
    session.autocommit = True
    return session


def execute(settings: dict[str, Any], statement: str) -> list[Any]:
    session = open_session(settings)
    with session.cursor() as cursor:
        cursor.execute(statement)
        rows = cursor.fetchall() if cursor.description else []
    session.close()
    return rows


def test_what_was_dumped_takes_the_place_of_what_is(database: dict[str, Any], tmp_path: Path) -> None:
    file = dump(database, tmp_path / "one.dump")
    execute(database, "UPDATE notes SET words = 'second'")
    restoration = Restoration(database)
    restoration.fill(file)
    assert execute(database, "SELECT words FROM notes") == [("second",)]
    assert restoration.migrations() == {("leads", "0001_leads")}
    restoration.swap()
    assert execute(database, "SELECT words FROM notes") == [("first",)]
    left = execute(database, f"SELECT datname FROM pg_database WHERE datname LIKE '{database['NAME']}%'")
    assert left == [(database["NAME"],)]


def test_a_backup_is_private(database: dict[str, Any], tmp_path: Path) -> None:
    assert dump(database, tmp_path / "one.dump").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["one.dump"]


def test_a_damaged_file_changes_nothing(database: dict[str, Any], tmp_path: Path) -> None:
    file = dump(database, tmp_path / "one.dump")
    file.write_bytes(file.read_bytes()[:-400])
    with pytest.raises(EngineFault):
        Restoration(database).fill(file)
    assert execute(database, "SELECT words FROM notes") == [("first",)]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    stranger = tmp_path / "leads.csv"
    stranger.write_text("email\n")
    with pytest.raises(EngineFault, match="is not a backup"):
        refuse_unreadable(stranger)


def test_others_in_the_database_are_counted(database: dict[str, Any]) -> None:
    assert Restoration(database).sessions() == 0
    visitor = open_session(database)
    assert Restoration(database).sessions() == 1
    visitor.close()


def test_the_seven_newest_stay(tmp_path: Path) -> None:
    for day in range(10, 20):
        (tmp_path / f"before-migration-202601{day}-000000.dump").touch()
    keep_newest(tmp_path, "before-migration-*.dump")
    assert min(file.name for file in tmp_path.iterdir()) == "before-migration-20260113-000000.dump"
    assert len(list(tmp_path.iterdir())) == 7


def test_clearing_leaves_an_empty_database_of_the_same_name(database: dict[str, Any]) -> None:
    Restoration(database).clear()
    assert execute(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
