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
    """A user and group of this machine; `switch` is empty when it is the one we already are."""

    uid: int
    gid: int
    name: str

    @property
    def switch(self) -> dict[str, object]:
        """What `subprocess` needs to become this account."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_enter(self, folder: Path) -> bool:
        """Whether this account can reach the folder through all its parents; asked of the kernel."""
        probe = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
        asked = subprocess.run(probe, check=False, cwd="/", stderr=subprocess.DEVNULL, **self.switch)  # type: ignore[call-overload]
        return bool(asked.returncode == 0)

    def own(self, folder: Path) -> None:
        """Make the folder, closed to everybody else."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.switch:
            os.chown(folder, self.uid, self.gid)


def account_for(home: Path) -> Account:
    """The account that owns the data already there, else ourselves, else (we are root) an unprivileged one."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), account_name(os.geteuid()))
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
