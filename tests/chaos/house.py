"""The site as its operator runs it, on a folder of its own, and who of it can be killed."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg2

from alignment.engines.folders import Folder
from alignment.engines.processes import born, is_alive, wait_until, working_in
from tests.alignment.conftest import free_port

ROOT = Path(__file__).resolve().parents[2]
GIVEN = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "FIELD_KEY", "ALIGNMENT_URL", "PYTEST_XDIST_WORKER")
VICTIMS = ("web", "worker", "watch", "valkey", "postgres")
PATIENCE = 600


class House:
    """`manage.py up --no-demo` on this folder, with the settings of the chaos."""

    def __init__(self, folder: Folder, lease: int | None) -> None:
        self.folder = folder
        self.environment = {name: value for name, value in os.environ.items() if name not in GIVEN} | {
            "DJANGO_SETTINGS_MODULE": "tests.chaos.site",
            "ALIGNMENT_DATA": str(folder.path),
            "LC_ALL": "C",
        }
        if lease:
            self.environment["CHAOS_LEASE"] = str(lease)

    def start(self) -> None:
        self.port = free_port()
        words = [sys.executable, "manage.py", "up", "--no-demo", "--port", str(self.port)]
        said = (self.folder.log / "up.log").open("w")
        self.process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=self.environment,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        log = Path(said.name)
        ready = wait_until(lambda: "Ctrl-C" in log.read_text() or self.process.poll() is not None, PATIENCE)
        if not ready or self.process.poll() is not None:
            raise RuntimeError(f"the site did not start: {log.read_text()}")

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def manage(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """A command beside the site."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
        )

    def ask(self, question: str, *values: object) -> list[tuple[Any, ...]]:
        """The database itself, past all of the product's code; asked again while it is down."""
        rows: list[tuple[Any, ...]] = []

        def answered() -> bool:
            try:
                rows[:] = self._asked(question, values)
            except psycopg2.OperationalError:
                return False
            return True

        if not wait_until(answered, PATIENCE):
            raise RuntimeError("the database did not come back")
        return rows

    def _asked(self, question: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        url = urlsplit(self._note()["environment"]["DATABASE_URL"])
        with contextlib.closing(
            psycopg2.connect(host=unquote(url.hostname or ""), user=url.username, dbname=url.path[1:])
        ) as session:
            cursor = session.cursor()
            cursor.execute(question, values)
            return list(cursor.fetchall())

    def kill(self, who: str, dice: random.Random) -> str:
        """Kill -9 one of the site's processes, once it lives; who it was."""
        found: list[int] = []

        def is_found() -> bool:
            if victim := self._victim(who, dice):
                found.append(victim)
            return bool(found)

        if not wait_until(is_found, PATIENCE):
            raise RuntimeError(f"{who} did not come back within {PATIENCE} s")
        with contextlib.suppress(ProcessLookupError):
            os.kill(found[0], signal.SIGKILL)
        return f"{who} {found[0]}"

    def _victim(self, who: str, dice: random.Random) -> int | None:
        if who == "postgres":
            note = self._engines() / "postgres" / "postmaster.pid"
            return _living(note.read_text().split()[0]) if note.exists() else None
        if who == "valkey":
            return next(iter(working_in(self._engines() / "valkey", "valkey-server")), None)
        pid, birth = self._note()["children"].get(who, [0, ""])
        if not pid or born(pid) != birth or not is_alive(pid):
            return None
        return dice.choice([pid, *_children_of(pid)])

    def _engines(self) -> Path:
        return self.folder.engines_home()[0]

    def _note(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder.path / "run.json").read_text())
        return found


def _children_of(pid: int) -> list[int]:
    """Gunicorn's workers and Celery's pool: what the kernel would take first when memory ends."""
    words = (
        Path(f"/proc/{pid}/task/{pid}/children").read_text().split() if Path(f"/proc/{pid}").exists() else []
    )
    return [int(word) for word in words]


def _living(word: str) -> int | None:
    return int(word) if word.isdigit() and is_alive(int(word)) else None
