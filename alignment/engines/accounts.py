"""As whom an engine runs: PostgreSQL refuses root, so root lends it an unprivileged account."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from alignment.engines.words import EngineFault
from alignment.engines.words import gettext as _

UNPRIVILEGED = ("postgres", "nobody", "daemon")


@dataclass(frozen=True)
class Account:
    """A user and group of this machine. `user`, `group`, `groups` are what `subprocess` takes: None changes nothing."""

    uid: int
    gid: int
    name: str

    @property
    def is_lent(self) -> bool:
        """Whether it is another one than our own, which only root can arrange."""
        return self.uid != os.geteuid()

    @property
    def user(self) -> int | None:
        return self.uid if self.is_lent else None

    @property
    def group(self) -> int | None:
        return self.gid if self.is_lent else None

    @property
    def groups(self) -> list[int] | None:
        return [] if self.is_lent else None

    def may_enter(self, folder: Path) -> bool:
        """Whether this account can reach the folder through all its parents; asked of the kernel."""
        asked = subprocess.run(
            ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)],
            check=False,
            cwd="/",
            stderr=subprocess.DEVNULL,
            user=self.user,
            group=self.group,
            extra_groups=self.groups,
        )
        return asked.returncode == 0

    def own(self, folder: Path) -> None:
        """Make the folder, closed to everybody else."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.is_lent:
            os.chown(folder, self.uid, self.gid)


def ourselves() -> Account:
    return Account(os.geteuid(), os.getegid(), account_name(os.geteuid()))


def account_for(home: Path) -> Account:
    """The account that owns the data already there, else ourselves, else (we are root) an unprivileged one."""
    if os.geteuid() != 0:
        return ourselves()
    if home.exists() and home.stat().st_uid != 0:
        return Account(home.stat().st_uid, home.stat().st_gid, account_name(home.stat().st_uid))
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)
    raise EngineFault(
        _(
            "PostgreSQL does not run as root and this machine has no account named postgres or nobody. Start as another user."
        )
    )


def account_name(uid: int) -> str:
    """The number itself where the machine has no name for it."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
