"""One migrated database that every worker copies; a dump of it lets the next run skip migrations that did not change."""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from django.core.management import call_command
from django.db import connection

from alignment.engines.dumps import dump, load
from tests.office import count_hours

ROOT = Path(__file__).resolve().parents[1]
APPS = (
    "people",
    "documents",
    "sla",
    "leads",
    "integrations",
    "dashboards",
    "collaboration",
    "diagnostics",
    "program",
)
NAME, UNFINISHED = "migrated", "migrating"
KEPT = 3
OUR_IMPORT = re.compile(rf"^(?:from|import) ((?:{'|'.join(APPS)})\.[\w.]+)", re.MULTILINE)


def migrated() -> str:
    """The name of the template; the first worker makes it and the others wait."""
    with _alone():
        if not _statement("SELECT FROM pg_database WHERE datname = %s", NAME):
            _make()
    return NAME


def _make() -> None:
    _statement(f"DROP DATABASE IF EXISTS {UNFINISHED} WITH (FORCE)")
    _statement(f"CREATE DATABASE {UNFINISHED} TEMPLATE template0 ENCODING 'UTF8'")
    kept = ROOT / ".pytest_cache" / f"migrated-{_fingerprint()}.dump"
    if kept.exists():
        load(connection.settings_dict | {"NAME": UNFINISHED}, kept)
    else:
        with _connected_to(UNFINISHED):
            call_command("migrate", verbosity=0, interactive=False)
        _keep(kept)
    with _connected_to(UNFINISHED):
        count_hours()
    _statement(f"ALTER DATABASE {UNFINISHED} RENAME TO {NAME}")


def _keep(target: Path) -> None:
    """Moved into place whole, for another run may look for it now; the dumps of other days go."""
    target.parent.mkdir(exist_ok=True)
    aside = target.with_suffix(f".{os.getpid()}")
    dump(connection.settings_dict | {"NAME": UNFINISHED}, aside).replace(target)
    for old in sorted(target.parent.glob("migrated-*.dump"), key=os.path.getmtime)[:-KEPT]:
        old.unlink(missing_ok=True)


def _fingerprint() -> str:
    """Of all that decides what the migrations make: themselves, what they import of ours, the packages' versions."""
    files = {file for app in APPS for file in (ROOT / app / "migrations").glob("*.py")}
    named = {name for file in files for name in OUR_IMPORT.findall(file.read_text())}
    files |= {path for name in named if (path := ROOT / f"{name.replace('.', '/')}.py").exists()}
    digest = hashlib.sha256((ROOT / "requirements-dev.txt").read_bytes())
    for file in sorted(files):
        digest.update(bytes(file.relative_to(ROOT)) + file.read_bytes())
    return digest.hexdigest()[:16]


def _statement(text: str, *values: str) -> bool:
    """Whether it found a row, where it asks for some."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(text, values)
        return cursor.description is not None and cursor.fetchone() is not None


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


@contextmanager
def _alone() -> Iterator[None]:
    """Among the workers of one run: they share the folder of its engines."""
    home = Path(unquote(connection.settings_dict["HOST"]))
    with (home.parent / "template.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
