"""Whole copies of a database: pg_dump's custom format, consistent at one moment."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from alignment.engines.binaries import postgres_programs
from alignment.engines.postgres import plain_environment
from alignment.engines.words import EngineFault
from alignment.engines.words import gettext as _

KEPT = 7


def dump(database: Mapping[str, Any], target: Path) -> Path:
    """Written aside and moved into place whole, readable by us alone."""
    aside = target.with_name(f"{target.name}.part")
    try:
        os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        _run(database, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={aside}")
        aside.replace(target)
    except OSError as problem:
        raise EngineFault(
            _("%(file)s cannot be written: %(why)s") % {"file": target, "why": problem.strerror}
        ) from problem
    finally:
        aside.unlink(missing_ok=True)
    return target


def load(database: Mapping[str, Any], source: Path) -> None:
    """Into an empty database, in one transaction: all of it or an error."""
    words = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    _run(database, "pg_restore", *words, f"--dbname={database['NAME']}", str(source))


def refuse_unreadable(source: Path) -> None:
    """A file that pg_restore can't list is no dump of ours; asked before anything is touched."""
    if not source.is_file():
        raise EngineFault(_("There is no file %s.") % source)
    listing = subprocess.run(
        [_program("pg_restore"), "--list", str(source)],
        check=False,
        capture_output=True,
        env=plain_environment(),
    )
    if listing.returncode:
        raise EngineFault(_("%s is not a backup made by `manage.py backup`, or it is damaged.") % source)


def keep_newest(folder: Path, pattern: str) -> None:
    """The seven newest of a kind stay; their names sort by time."""
    for old in sorted(folder.glob(pattern))[:-KEPT]:
        old.unlink(missing_ok=True)


def stamped(folder: Path, kind: str, at: datetime) -> Path:
    return folder / f"{kind}-{at:%Y%m%d-%H%M%S}.dump"


def _run(database: Mapping[str, Any], program: str, *words: str) -> None:
    done = subprocess.run(
        [_program(program), *words],
        check=False,
        capture_output=True,
        text=True,
        env=plain_environment() | _connection(database),
    )
    if done.returncode:
        raise EngineFault(
            _("%(program)s failed: %(words)s") % {"program": program, "words": done.stderr.strip()[-800:]}
        )


def _connection(database: Mapping[str, Any]) -> dict[str, str]:
    """Django's settings as libpq's variables; a password never stands on a command line."""
    named = {
        "PGHOST": database.get("HOST"),
        "PGPORT": database.get("PORT"),
        "PGUSER": database.get("USER"),
        "PGPASSWORD": database.get("PASSWORD"),
        "PGDATABASE": database.get("NAME"),
    }
    options = database.get("OPTIONS") or {}
    tls = {
        f"PG{name.upper()}": options.get(name)
        for name in ("sslmode", "sslrootcert", "sslcert", "sslkey", "service")
    }
    return {name: str(value) for name, value in (named | tls).items() if value}


def _program(name: str) -> str:
    """The wheel's, which is as new as any server we support; the machine's own where the wheel has none."""
    try:
        return str(postgres_programs() / name)
    except EngineFault:
        if found := shutil.which(name):
            return found
        raise
