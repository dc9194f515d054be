"""Puts a dump in the place of the database: filled beside it, then swapped, so nothing is ever half restored."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2.extensions import connection as Session
from psycopg2.sql import SQL, Identifier

from alignment.engines.dumps import load
from alignment.engines.words import EngineFault
from alignment.engines.words import gettext as _

MAINTENANCE = "postgres"
TAKEN = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


class Restoration:
    """One restore into the database of `settings` (as Django holds them)."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = dict(settings)
        self.name = str(settings["NAME"])
        self.fresh, self.old = f"{self.name}_restored", f"{self.name}_replaced"

    def sessions(self) -> int:
        """How many others work in the database: a swap would cut them off."""
        with self._session(MAINTENANCE) as session, session.cursor() as cursor:
            cursor.execute(TAKEN, [self.name])
            (others,) = cursor.fetchone() or (0,)
            return int(others)

    def clear(self) -> None:
        """An empty database in the place of the present one; still without tables."""
        self._make_fresh()
        self.swap()

    def fill(self, source: Path) -> None:
        """The dump in a database of its own; what fails here leaves the present one untouched."""
        self._make_fresh()
        load(self.settings | {"NAME": self.fresh}, source)

    def migrations(self) -> set[tuple[str, str]]:
        """Which migrations the dump knows."""
        try:
            with self._session(self.fresh) as session, session.cursor() as cursor:
                cursor.execute("SELECT app, name FROM django_migrations")
                return set(cursor.fetchall())
        except psycopg2.errors.UndefinedTable as problem:
            raise EngineFault(_("The file holds no database of this product.")) from problem

    def swap(self) -> None:
        """Both names change in one transaction; the replaced database goes afterwards."""
        self._statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.old)
        with self._session(MAINTENANCE) as session, session.cursor() as cursor:
            session.autocommit = False
            cursor.execute(CUT, [self.name])
            for present, wanted in ((self.name, self.old), (self.fresh, self.name)):
                rename = SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(present), Identifier(wanted))
                cursor.execute(rename)
            session.commit()
        self._statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.old)

    def abandon(self) -> None:
        self._statement("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.fresh)

    def _make_fresh(self) -> None:
        self.abandon()
        self._statement("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", self.fresh)

    def _statement(self, text: str, name: str) -> None:
        with self._session(MAINTENANCE) as session, session.cursor() as cursor:
            try:
                cursor.execute(SQL(text).format(Identifier(name)))
            except psycopg2.Error as problem:
                raise EngineFault(str(problem).strip()) from problem

    @contextmanager
    def _session(self, name: str) -> Iterator[Session]:
        named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        words = {key: self.settings.get(field) for key, field in named.items()}
        options = {
            key: value for key, value in (self.settings.get("OPTIONS") or {}).items() if key.startswith("ssl")
        }
        try:
            session = psycopg2.connect(
                dbname=name, **{key: value for key, value in words.items() if value}, **options
            )
        except psycopg2.OperationalError as problem:
            raise EngineFault(str(problem).strip()) from problem
        session.autocommit = True
        try:
            yield session
        finally:
            session.close()
