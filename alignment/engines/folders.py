"""The data folder: whose it is, where the engines of its instance live, what it keeps secret."""

import errno
import fcntl
import json
import os
import secrets
import shutil
import stat
import sys
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alignment.engines.accounts import Account, account_for, account_name
from alignment.engines.words import EngineFault
from alignment.engines.words import gettext as _

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST_SOCKET = 107 - len("/.s.PGSQL.5432")
NEEDED_AT_FIRST, NEEDED_LATER = 400_000_000, 50_000_000


class Folder:
    """`.data/`: 0700, ours alone. Everything an instance keeps lies here, or is named in `places.json`."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(os.environ.get("ALIGNMENT_DATA") or ROOT / ".data")
        self.log = self.path / "log"
        self.backups = self.path / "backups"
        self.files = self.path / "files"

    def exists(self) -> bool:
        return self.path.exists()

    def make(self) -> None:
        """Made when missing; refused when it belongs to somebody else."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.refuse_strangers()
            self.path.chmod(0o700)
            for part in (self.log, self.backups, self.files):
                part.mkdir(mode=0o700, exist_ok=True)
        except PermissionError as problem:
            raise EngineFault(
                _("%s cannot be written. Start as its owner, or set ALIGNMENT_DATA to a folder of yours.")
                % self.path
            ) from problem
        except OSError as problem:
            raise said_plainly(problem, self.path) from problem

    def refuse_strangers(self) -> None:
        """Another person's folder is neither read nor written."""
        owner = self.path.stat().st_uid
        lent = os.geteuid() == 0 and owner == account_for(self.path / "postgres").uid
        if owner != os.geteuid() and not lent:
            raise EngineFault(
                _(
                    "%(folder)s belongs to %(owner)s. Start as that user, or set ALIGNMENT_DATA to a folder of your own."
                )
                % {"folder": self.path, "owner": account_name(owner)}
            )

    def refuse_full_disk(self, home: Path) -> None:
        """Asked before anything is written, for a database dies badly on a full disk."""
        needed = NEEDED_LATER if (home / "PG_VERSION").exists() else NEEDED_AT_FIRST
        free = shutil.disk_usage(home.parent if home.parent.exists() else self.path).free
        if free < needed:
            raise EngineFault(
                _(
                    "Only %(free)d MB are free in %(folder)s and %(needed)d MB are needed. "
                    "Free some, or set ALIGNMENT_DATA to a larger disk."
                )
                % {"free": free // 1_000_000, "needed": needed // 1_000_000, "folder": home.parent}
            )

    def read(self, name: str) -> dict[str, Any]:
        """A JSON file of ours, empty when there is none; one that another account wrote is refused."""
        try:
            with os.fdopen(os.open(self.path / name, os.O_RDONLY | os.O_NOFOLLOW)) as file:
                if os.fstat(file.fileno()).st_uid != os.geteuid():
                    raise EngineFault(
                        _("%s was written by another account; remove it and start again.")
                        % (self.path / name)
                    )
                return dict(json.load(file))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        except PermissionError as problem:
            raise EngineFault(_("%s cannot be read. Start as its owner.") % (self.path / name)) from problem

    def write(self, name: str, content: dict[str, Any]) -> None:
        """Whole or not at all, 0600."""
        handle, aside = tempfile.mkstemp(dir=self.path, prefix=f".{name}.")
        with os.fdopen(handle, "w") as file:
            json.dump(content, file, indent=1)
        Path(aside).replace(self.path / name)

    def secrets(self) -> dict[str, str]:
        """SECRET_KEY and FIELD_KEY, drawn once: without them sessions end and stored credentials can't be read."""
        with self.locked("secrets.lock"):
            kept = self.read("secrets.json")
            if not {"SECRET_KEY", "FIELD_KEY"} <= kept.keys():
                kept = drawn_secrets() | kept
                self.write("secrets.json", kept)
        return kept

    @contextmanager
    def locked(self, name: str, *, shared: bool = False, wait: bool = True) -> Iterator[int]:
        """Held until the block ends, or the process does; BlockingIOError when it is taken and we don't wait."""
        handle = os.open(self.path / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB))
            yield handle
        finally:
            os.close(handle)

    def engines_home(self) -> tuple[Path, Account]:
        """Where the engines' files live, and as whom: here, unless that account can't enter (a project under /root)."""
        noted = self.read("places.json").get("engines")
        if noted and Path(noted).is_dir():
            return Path(noted), account_for(Path(noted))
        account = account_for(self.path / "postgres")
        if account.is_lent:
            os.chown(self.path, account.uid, account.gid)
        if account.may_enter(self.path):
            return self.path, account
        os.chown(self.path, os.geteuid(), os.getegid())
        outside = _reachable_folder(account)
        self.write("places.json", self.read("places.json") | {"engines": str(outside)})
        told = _("PostgreSQL's data stand in %(folder)s: its account, %(account)s, cannot enter %(wanted)s.")
        print(
            told % {"folder": outside, "account": account.name, "wanted": self.path},
            file=sys.stderr,
            flush=True,
        )
        return outside, account

    def sockets(self, home: Path, account: Account) -> Path:
        """The engines' socket folder: a path of more than 107 bytes is refused by the kernel, so a short one stands in."""
        run = home / "run"
        if len(os.fsencode(run)) <= LONGEST_SOCKET:
            return run
        noted = Path(self.read("places.json").get("sockets", "/nonexistent"))
        if _is_private(noted, account):
            return noted
        short = Path(tempfile.mkdtemp(prefix="alignment-"))
        if len(os.fsencode(short)) > LONGEST_SOCKET:
            short.rmdir()
            raise EngineFault(
                _(
                    "%s is too long for a socket. Set TMPDIR to a short folder such as /tmp, or move the project."
                )
                % run
            )
        account.own(short)
        self.write("places.json", self.read("places.json") | {"sockets": str(short)})
        return short


def drawn_secrets() -> dict[str, str]:
    """New random keys; FIELD_KEY has the form that Fernet asks for."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEY": urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }


def said_plainly(problem: OSError, folder: Path) -> EngineFault:
    """An error of the system as a line that names the remedy."""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return EngineFault(_("The disk of %s is full. Free some space and start again.") % folder)
    if problem.errno == errno.EROFS:
        return EngineFault(_("%s is read-only. Set ALIGNMENT_DATA to a folder that can be written.") % folder)
    return EngineFault(_("%(folder)s: %(problem)s") % {"folder": folder, "problem": problem.strerror})


def _reachable_folder(account: Account) -> Path:
    # a folder of a drawn name, 0700, is made inside: nobody else can have put it there
    for base in (Path("/var/lib"), Path("/var/tmp"), Path(tempfile.gettempdir())):  # noqa: S108
        if os.access(base, os.W_OK) and account.may_enter(base):
            folder = Path(tempfile.mkdtemp(prefix="alignment-", dir=base))
            account.own(folder)
            return folder
    raise EngineFault(
        _("The account %s can reach no folder for PostgreSQL's data. Start as an ordinary user.")
        % account.name
    )


def _is_private(folder: Path, account: Account) -> bool:
    try:
        facts = folder.lstat()
    except OSError:
        return False
    return (
        stat.S_ISDIR(facts.st_mode) and facts.st_uid == account.uid and stat.S_IMODE(facts.st_mode) == 0o700
    )
