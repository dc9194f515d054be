"""The one site of a data folder: only one runs, and whoever comes beside finds it."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from alignment.engines.folders import Folder
from alignment.engines.processes import born, stop, wait_until
from alignment.engines.words import EngineFault
from alignment.engines.words import gettext as _

SHARED = ("DATABASE_URL", "REDIS_URL", "ALIGNMENT_URL", "SECRET_KEY", "FIELD_KEY")
NOTE = "run.json"


class AlreadyRunning(Exception):
    """Another `up` holds the folder; `url` is its address, empty while it still starts."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class Instance:
    """What `up` holds while it lives: the lock says that it runs, `run.json` where and with what."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    @contextmanager
    def held(self, url: str) -> Iterator[None]:
        """Only one at a time; the kernel lets go of the lock even after kill -9."""
        with ExitStack() as stack:
            if not wait_until(lambda: self._took(stack), 0.5):
                wait_until(lambda: bool(self.noted("url")), 2)
                raise AlreadyRunning(self.noted("url") or "")
            self._end_leftovers()
            self.note(url=url, pid=os.getpid(), environment={}, children={})
            stack.callback((self.folder.path / NOTE).unlink, missing_ok=True)
            yield

    def _took(self, stack: ExitStack) -> bool:
        """Asked more than once: who only looks whether a site runs holds the lock for a moment too."""
        try:
            stack.enter_context(self.folder.locked("up.lock", wait=False))
        except BlockingIOError:
            return False
        return True

    def is_running(self) -> bool:
        """Shared, so that two who look at once don't take each other for the site."""
        try:
            with self.folder.locked("up.lock", shared=True, wait=False):
                return False
        except BlockingIOError:
            return True

    def noted(self, name: str) -> Any:
        return self.folder.read(NOTE).get(name)

    def note(self, **facts: Any) -> None:
        self.folder.write(NOTE, self.folder.read(NOTE) | facts)

    def note_environment(self, embedded: list[str]) -> None:
        """For commands beside us: the same engines and secrets, whether embedded or given."""
        self.note(
            environment={name: os.environ[name] for name in SHARED if os.environ.get(name)}, embedded=embedded
        )

    def note_children(self, pids: dict[str, int]) -> None:
        """Pid and birth: what proves after a kill -9 that a process is still the one we started."""
        self.note(children={name: [pid, born(pid)] for name, pid in pids.items()})

    def _end_leftovers(self) -> None:
        for pid, birth in (self.noted("children") or {}).values():
            if birth and born(pid) == birth:
                stop(pid, (signal.SIGTERM, 10), (signal.SIGKILL, 2), group=True)


def refuse_taken_port(port: int) -> None:
    """Asked before the slow steps; the web server of a site that just ended gets a moment to let go."""
    for patience in (0.5, 0.5, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return
            except PermissionError as problem:
                raise EngineFault(
                    _("Port %s needs root. Choose one above 1023: `make run PORT=8001`.") % port
                ) from problem
            except OSError:
                time.sleep(patience)
    raise EngineFault(
        _("Port %(port)s is in use by another program. Stop it or choose another: `make run PORT=%(next)s`.")
        % {"port": port, "next": port + 1}
    )


class Demo:
    """The demo company's traces in the data folder: begun, then finished with a note of its logins."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.begun = folder.path / "demo.begun"
        self.finished = demo_note(folder)

    @contextmanager
    def filling(self) -> Iterator[None]:
        """A fill that is killed leaves its mark, and half a demo is thrown away at the next start."""
        self.begun.touch(mode=0o600)
        yield
        self.begun.unlink()

    def note(self) -> dict[str, Any]:
        return self.folder.read(self.finished.name)

    def move_to(self, url: str) -> None:
        """Its addresses are absolute: after a start on another port they must say so."""
        note, old = self.note(), str(self.note().get("url", url))
        if old != url:
            for hook in note.get("hooks", {}).values():
                hook["url"] = hook["url"].replace(old, url, 1)
            self.folder.write(self.finished.name, note | {"url": url})

    def forget(self) -> None:
        for trace in (self.begun, self.finished):
            trace.unlink(missing_ok=True)


def demo_note(folder: Folder) -> Path:
    """Logins and keys of the demo company; its presence says that the data are the demo's."""
    return folder.path / "demo.json"
