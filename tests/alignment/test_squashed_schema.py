"""The old files make the same database as the squashed ones, to the letter of its dump; asked where nobody waits."""

import os
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from alignment.bench.database import lent
from alignment.engines.binaries import postgres_programs
from alignment.engines.dumps import dump
from tests.squashes import old_files

pytestmark = [
    pytest.mark.usefixtures("django_db_setup"),
    pytest.mark.skipif(
        os.environ.get("CI") != "true", reason="runs all old migrations, which takes a minute; set CI=true"
    ),
]
SOWN = ("leads_eventkind", "leads_rejectionreason")
DRAWN = "\\restrict", "\\unrestrict"
"""Lines of a dump that hold a word drawn by lot."""


def written(name: str, folder: Path) -> list[str]:
    """Tables, triggers, constraints, indexes and comments of a database, and the words that migrations sow."""
    file = dump(connection.settings_dict | {"NAME": name}, folder / f"{name}.dump")
    schema = _restored(file, "--schema-only")
    words = _restored(file, "--data-only", *(f"--table={table}" for table in SOWN))
    return [line for line in (*schema, *sorted(words)) if not line.startswith(DRAWN)]


def _restored(file: Path, *words: str) -> list[str]:
    program = str(postgres_programs() / "pg_restore")
    done = subprocess.run(
        [program, *words, "--file=-", str(file)], check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("stretch", [("leads", "0011_handoff_loop"), ()], ids=["half way", "all the way"])
def test_old_files_lead_to_the_same_database(
    stretch: tuple[str, ...], django_db_blocker: DjangoDbBlocker, tmp_path: Path
) -> None:
    """A stretch by the old files, as under an older release, and the rest as it is found today."""
    with django_db_blocker.unblock():
        with lent() as name:
            new = written(name, tmp_path)
        with lent(template="template0") as name:
            with old_files():
                call_command("migrate", *stretch, verbosity=0, interactive=False)
            call_command("migrate", verbosity=0, interactive=False)
            assert written(name, tmp_path) == new
