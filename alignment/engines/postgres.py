"""One PostgreSQL on a unix socket, for one data folder."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from alignment.engines.accounts import Account
from alignment.engines.processes import is_alive, spawn, stop, wait_until, working_in
from alignment.engines.words import EngineFault
from alignment.engines.words import gettext as _

MAJOR = "18"
NAME = USER = "alignment"
TUNING = {
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
}
THROWAWAY = {
    **dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes", "autovacuum"), "off"),
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "1h",
}


@dataclass
class Postgres:
    """The server of `home`; its socket lies in `run`, its words go to `log`."""

    home: Path
    run: Path
    log: Path
    account: Account
    programs: Path
    options: dict[str, str] = field(default_factory=lambda: dict(TUNING))
    last_signal: int = 0
    label: ClassVar[str] = "PostgreSQL"
    child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For DATABASE_URL: the socket folder stands percent-encoded where a host would."""
        return f"postgres://{USER}@{quote(str(self.run), safe='')}/{NAME}"

    @property
    def socket(self) -> Path:
        return self.run / ".s.PGSQL.5432"

    @property
    def pid(self) -> int | None:
        """The running postmaster: our child, else the noted one, proven by its current folder."""
        if self.child and is_alive(self.child.pid):
            return self.child.pid
        mates = sorted(working_in(self.home, "postgres"))
        noted = self._note(0)
        return int(noted) if noted.isdigit() and int(noted) in mates else None

    def start(self) -> bool:
        """Ready when it returns; false when it already ran. A folder that crashed is taken over first."""
        self.refuse_other_major()
        self.account.own(self.run)
        if self.pid and wait_until(lambda: self._note(-1) == "ready" or not self.pid, 60) and self.pid:
            return False
        self._clear_crash()
        if not (self.home / "PG_VERSION").exists():
            self._create()
        self._launch()
        return True

    def stop(self) -> None:
        """Fast: sessions are cut, everything committed stays."""
        if pid := self.pid:
            stop(pid, (signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 5))

    def refuse_other_major(self) -> None:
        """Another major version can't read the files; only dump and restore lead across."""
        try:
            found = (self.home / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return
        if found != MAJOR:
            raise EngineFault(
                _(
                    "%(folder)s was written by PostgreSQL %(found)s and this release brings %(ours)s. Start the release that "
                    "wrote it, run `manage.py backup FILE`, move the folder away, then run `manage.py restore FILE` here."
                )
                % {"folder": self.home, "found": found, "ours": MAJOR}
            )

    def _create(self) -> None:
        """Made aside and moved into place whole, so that a kill in the middle leaves no half of a database."""
        fresh = self.home.with_name(f"{self.home.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        self.account.own(fresh)
        locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        self._program("initdb", "-D", str(fresh), "-U", USER, "--auth=trust", "--no-sync", *locale)
        self._program("postgres", "--single", "-D", str(fresh), "postgres", asked=f"CREATE DATABASE {NAME}\n")
        fresh.rename(self.home)

    def _launch(self) -> None:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.run),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            **self.options,
        }
        words = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.child = child = spawn(
            [self.programs / "postgres", "-D", self.home, *words],
            log=self.log,
            cwd=self.home,
            account=self.account,
            last_signal=self.last_signal,
        )
        if (
            not wait_until(lambda: child.poll() is not None or self._note(-1) == "ready", 120)
            or child.returncode is not None
        ):
            raise EngineFault(_("PostgreSQL did not start: %s") % last_words(self.log))

    def _clear_crash(self) -> None:
        """After kill -9: end what was left working in the folder, then drop pid files that name nobody of ours.

        PostgreSQL would refuse a start when the noted pid meanwhile belongs to some other process.
        """
        for orphan in working_in(self.home, "postgres"):
            stop(orphan, (signal.SIGTERM, 5), (signal.SIGKILL, 5))
        if (noted := self._note(0)).isdigit():
            is_alive(int(noted))  # reaps it if it was our child
        for left in (self.home / "postmaster.pid", self.socket, self.run / f"{self.socket.name}.lock"):
            left.unlink(missing_ok=True)

    def _note(self, line: int) -> str:
        try:
            return (self.home / "postmaster.pid").read_text().splitlines()[line].strip()
        except (OSError, IndexError):
            return ""

    def _program(self, name: str, *words: str, asked: str = "") -> None:
        done = subprocess.run(
            [str(self.programs / name), *words],
            check=False,
            input=asked,
            cwd=self.home.parent,
            capture_output=True,
            text=True,
            env=plain_environment(),
            user=self.account.user,
            group=self.account.group,
            extra_groups=self.account.groups,
        )
        if done.returncode:
            raise EngineFault(
                _("%(program)s failed: %(words)s") % {"program": name, "words": done.stderr.strip()[-500:]}
            )


def last_words(log: Path) -> str:
    """The end of a log, for an error that must fit a screen."""
    try:
        return " / ".join(log.read_text(errors="replace").strip().splitlines()[-3:])[-500:]
    except OSError:
        return str(log)


def plain_environment() -> dict[str, str]:
    """The environment without the operator's own PG* variables, which would send us to another server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C"}
