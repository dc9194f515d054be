"""Keeps the site's processes running, and ends them all."""

import os
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from alignment.engines.folders import ROOT
from alignment.engines.processes import is_alive, spawn, stop, wait_until
from alignment.engines.words import gettext as _
from alignment.engines.words import say

FIRST_PAUSE, LONGEST_PAUSE, SETTLED = 1.0, 30.0, 20.0
LONGEST_LOG = 20_000_000


@dataclass
class Child:
    """One process of the site: the command that starts it and, while it lives, its pid."""

    name: str
    command: list[str]
    process: Popen[bytes] | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE / 2
    due: float = 0.0


class Supervisor:
    """Web, worker, beat and watch: what dies comes back, sooner if it had lived long."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.children: dict[str, Child] = {}

    def add(self, name: str, *words: str) -> None:
        self.children[name] = Child(name, [sys.executable, *words])

    def start(self, *names: str) -> None:
        for name in names or self.children:
            if not self.children[name].process:
                self._start(self.children[name])

    def pids(self) -> dict[str, int]:
        return {name: child.process.pid for name, child in self.children.items() if child.process}

    def has_died(self, name: str) -> bool:
        process = self.children[name].process
        return process is not None and process.poll() is not None

    def revive(self) -> bool:
        """Asked often: whether some process had died, or came back, since the last time."""
        changed = False
        for child in self.children.values():
            if child.process and child.process.poll() is not None:
                self._mourn(child)
            elif not child.process and time.monotonic() >= child.due:
                self._start(child)
            else:
                continue
            changed = True
        return changed

    def turn_logs(self) -> None:
        """One older copy is kept. Every writer appends, so a log that is cut short goes on from its start."""
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > LONGEST_LOG:
                shutil.copy2(log, log.with_suffix(".log.1"))
                os.truncate(log, 0)

    def stop(self) -> None:
        """All at once, TERM first; whoever is still there after ten seconds is killed with its group."""
        for pid in self.pids().values():
            stop(pid, (signal.SIGTERM, 0), group=True)
        wait_until(lambda: not any(is_alive(pid) for pid in self.pids().values()), 10)
        for pid in self.pids().values():
            stop(pid, (signal.SIGKILL, 2), group=True)

    def _start(self, child: Child) -> None:
        log = self.logs / f"{child.name}.log"
        child.started = time.monotonic()
        child.process = spawn(child.command, log=log, cwd=ROOT, last_signal=signal.SIGTERM)

    def _mourn(self, child: Child) -> None:
        lived, code = time.monotonic() - child.started, child.process.returncode if child.process else 0
        child.pause = FIRST_PAUSE if lived > SETTLED else min(child.pause * 2, LONGEST_PAUSE)
        if child.process:
            # what it had started would keep its port or its tasks
            stop(child.process.pid, (signal.SIGKILL, 0), group=True)
        child.process, child.due = None, time.monotonic() + child.pause
        say(
            _("%(name)s ended (%(code)s) and starts again in %(pause)d s; its words are in %(log)s")
            % {"name": child.name, "code": code, "pause": child.pause, "log": self.logs / f"{child.name}.log"}
        )
