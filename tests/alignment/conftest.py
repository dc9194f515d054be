"""A folder whose path is short enough for a socket, and a site small enough to start in a second."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alignment.engines.folders import Folder
from alignment.engines.processes import is_alive

ROOT = Path(__file__).resolve().parents[2]
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEY", "ALIGNMENT_URL", "PYTEST_XDIST_WORKER")


@pytest.fixture
def short() -> Iterator[Path]:
    yield from short_folder()


@pytest.fixture(scope="module")
def shared_short() -> Iterator[Path]:
    yield from short_folder()


def short_folder() -> Iterator[Path]:
    """Pytest's own folders are long, and closed to the account that root lends to PostgreSQL."""
    folder = Path(tempfile.mkdtemp(prefix="al-"))
    folder.chmod(0o711)
    yield folder
    kill_9(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder(short: Path) -> Folder:
    data = Folder(short / "data")
    data.make()
    return data


@pytest.fixture
def manage(folder: Folder) -> Callable[..., "subprocess.Popen[str]"]:
    """`manage.py` of the small site on this folder, its words in `output`."""

    def start(*words: str, **variables: str) -> "subprocess.Popen[str]":
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        own = {"DJANGO_SETTINGS_MODULE": "tests.alignment.small_site", "ALIGNMENT_DATA": str(folder.path)}
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=kept | own | {"LANG": "C", "LC_ALL": ""} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    return start


def kill_9(folder: Path) -> None:
    """Everything of the folder; the death of one may end another before its turn comes."""
    for pid in processes_of(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def processes_of(folder: Path) -> set[int]:
    """Every process that names the folder on its command line, works in it, or was told of it."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
            inside = str((entry / "cwd").readlink()).startswith(str(folder))
        except OSError:
            continue
        if (
            int(entry.name) != os.getpid()
            and (inside or bytes(folder) in words)
            and is_alive(int(entry.name))
        ):
            found.add(int(entry.name))
    return found


def free_port() -> int:
    """One that nobody has, below those that the kernel deals out: whoever asks it for any would get ours meanwhile."""
    for port in random.SystemRandom().sample(range(20_000, 30_000), 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("a hundred ports are taken")


def await_line(process: "subprocess.Popen[str]", words: str, seconds: float = 180) -> str:
    """Everything said up to the line that holds the words."""
    said, end = "", time.monotonic() + seconds
    assert process.stdout
    for line in process.stdout:
        said += line
        if words in line:
            return said
        if time.monotonic() > end:
            break
    raise AssertionError(said)
