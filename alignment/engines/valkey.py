"""One Valkey on a unix socket; it remembers nothing, for PostgreSQL does."""

import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

from alignment.engines.accounts import Account
from alignment.engines.postgres import last_words
from alignment.engines.processes import is_alive, spawn, stop, wait_until, working_in
from alignment.engines.words import EngineFault
from alignment.engines.words import gettext as _


@dataclass
class Valkey:
    """The server that works in `home`; its socket lies in `run`, its words go to `log`."""

    home: Path
    run: Path
    log: Path
    account: Account
    programs: Path
    last_signal: int = 0
    label: ClassVar[str] = "Valkey"
    child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For REDIS_URL."""
        return f"unix://{quote(str(self.socket))}?db=0"

    @property
    def socket(self) -> Path:
        return self.run / "valkey.sock"

    @property
    def pid(self) -> int | None:
        if self.child and is_alive(self.child.pid):
            return self.child.pid
        return next(iter(working_in(self.home, "valkey-server")), None)

    def start(self) -> bool:
        """Ready when it returns; false when it already ran."""
        if self.pid and wait_until(self._answers, 2):
            return False
        self.stop()
        self.account.own(self.home)
        self.account.own(self.run)
        self.child = child = spawn(
            [self.programs / "valkey-server", *self._settings()],
            log=self.log,
            cwd=self.home,
            account=self.account,
            last_signal=self.last_signal,
        )
        if (
            not wait_until(lambda: child.poll() is not None or self._answers(), 20)
            or child.returncode is not None
        ):
            raise EngineFault(_("Valkey did not start: %s") % last_words(self.log))
        return True

    def stop(self) -> None:
        if pid := self.pid:
            stop(pid, (signal.SIGTERM, 10), (signal.SIGKILL, 5))

    def _settings(self) -> list[str]:
        wanted = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
        }
        return [part for name, value in wanted.items() for part in (f"--{name}", value)]

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(1)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
