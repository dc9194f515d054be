"""Migrations as they were before some of them were squashed: what a database that is older than a squash still runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.db.migrations.loader import MigrationLoader


@contextmanager
def old_files() -> Iterator[None]:
    """Inside, Django finds no squashed files."""
    load = MigrationLoader.load_disk

    def load_old(loader: MigrationLoader) -> None:
        load(loader)
        for key in [key for key, found in loader.disk_migrations.items() if found.replaces]:
            del loader.disk_migrations[key]

    with patch.object(MigrationLoader, "load_disk", load_old):
        yield
