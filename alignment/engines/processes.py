"""Starting, finding and stopping processes that are provably ours."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from alignment.engines.accounts import Account, ourselves

PR_SET_PDEATHSIG = 1


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    cwd: Path,
    account: Account | None = None,
    last_signal: int = 0,
) -> subprocess.Popen[bytes]:
    """A child in its own session, its words appended to `log`; with `last_signal` it is told when we die."""
    account = account or ourselves()
    with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
        return subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_told_when_parent_dies(last_signal),  # safe: we start children before any thread
            user=account.user,
            group=account.group,
            extra_groups=account.groups,
        )


def _told_when_parent_dies(number: int) -> Callable[[], None] | None:
    if not number or not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, number)


def is_alive(pid: int) -> bool:
    """Whether the process still runs; a dead child of ours is reaped on the way."""
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def born(pid: int) -> str:
    """When the process started, in the kernel's ticks: with the pid it names one process for ever."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def working_in(folder: Path, program: str) -> Iterator[int]:
    """Processes of that program whose current folder is ours: nobody else's has it."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            here = (entry / "cwd").readlink() == folder.resolve()
            if here and (entry / "exe").readlink().name.removesuffix(" (deleted)") == program:
                yield int(entry.name)
        except OSError:
            continue


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    """Ask often, up to that long; the last answer."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def stop(pid: int, *attempts: tuple[signal.Signals, float], group: bool = False) -> None:
    """Send each signal in turn until the process is gone, waiting that many seconds after each."""
    for number, seconds in attempts:
        try:
            (os.killpg if group else os.kill)(pid, number)
        except ProcessLookupError:
            return
        if wait_until(lambda: not is_alive(pid), seconds):
            return
