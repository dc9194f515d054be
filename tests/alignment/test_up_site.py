"""`manage.py up` from start to stop: one site a folder, found from beside, gone without a trace."""

import json
import os
import signal
import socket
import subprocess
import threading
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from alignment.engines.folders import Folder
from alignment.engines.instance import Instance
from alignment.engines.processes import wait_until

from .conftest import await_line, free_port, kill_9, processes_of

Manage = Callable[..., subprocess.Popen[str]]
ASK = "from django.db import connection as c; k = c.cursor(); k.execute('SELECT 6 * 7'); print(k.fetchone())"


@pytest.fixture
def port() -> str:
    return str(free_port())


def test_one_site_from_start_to_stop(manage: Manage, folder: Folder, port: str) -> None:
    site = manage("up", "--no-demo", PORT=port)
    said = await_line(site, "Ctrl-C")
    assert "PostgreSQL ... " in said
    assert f"Ready: http://127.0.0.1:{port}" in said
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200

    second = manage("up", "--port", "1", LANG="es_ES.UTF-8")
    assert second.communicate()[0].strip() == f"already running http://127.0.0.1:{port}"
    assert second.returncode == 0

    beside = manage("shell", "-v0", "-c", ASK)
    assert "(42,)" in beside.communicate()[0]
    assert processes_of(folder.path) >= {site.pid}

    site.send_signal(signal.SIGTERM)
    assert site.wait(90) == 0
    assert processes_of(folder.path) == set()


def test_kill_9_of_everything_and_of_the_launcher_alone(manage: Manage, folder: Folder, port: str) -> None:
    """The next start recovers; and what loses its launcher ends by itself."""
    await_line(manage("up", "--no-demo", PORT=port), "Ctrl-C")
    kill_9(folder.path)
    site = manage("up", "--no-demo", PORT=port)
    await_line(site, "Ctrl-C")
    site.kill()
    site.wait()
    assert wait_until(lambda: not processes_of(folder.path), 60)


def test_a_taken_port_is_said_before_anything_starts(manage: Manage, folder: Folder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        site = manage("up", "--port", str(port))
        assert f"Port {port} is in use" in site.communicate()[0]
    assert site.returncode == 1
    assert not (folder.path / "postgres").exists()


def test_alone_a_command_starts_and_stops_its_own(manage: Manage, folder: Folder) -> None:
    together = [manage("shell", "-v0", "-c", f"import time; time.sleep({pause}); {ASK}") for pause in (0, 1)]
    assert ["(42,)" in command.communicate()[0] for command in together] == [True, True]
    assert processes_of(folder.path) == set()


def test_after_kill_9_of_a_command_the_next_one_stops_what_it_left(manage: Manage, folder: Folder) -> None:
    killed = manage("shell", "-v0", "-c", f"import time; {ASK}; print('here', flush=True); time.sleep(600)")
    await_line(killed, "here")
    killed.kill()
    killed.wait()
    assert processes_of(folder.path)
    assert "(42,)" in manage("shell", "-v0", "-c", ASK).communicate()[0]
    assert processes_of(folder.path) == set()


def test_who_looks_for_the_site_is_not_taken_for_it(folder: Folder) -> None:
    """What a killed site noted would send a command to engines that nobody counts it a user of."""
    instance = Instance(folder)
    with folder.locked("up.lock", shared=True, wait=False):
        assert not instance.is_running()
    with folder.locked("up.lock"):
        assert instance.is_running()
    with ExitStack() as looking:
        looking.enter_context(folder.locked("up.lock", shared=True))
        threading.Timer(0.2, looking.pop_all().close).start()
        with instance.held("http://127.0.0.1:1"):
            assert instance.is_running()


def test_what_needs_no_database_starts_none(manage: Manage, folder: Folder) -> None:
    assert "no issues" in manage("check").communicate()[0]
    assert not (folder.path / "secrets.json").exists()


def test_given_urls_start_no_engine(manage: Manage, folder: Folder) -> None:
    urls = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    assert "(42,)" in manage("shell", "-v0", "-c", ASK, **urls).communicate()[0]
    assert not (folder.path / "postgres").exists()
    assert json.loads((folder.path / "secrets.json").read_text()).keys() >= {"SECRET_KEY", "FIELD_KEY"}


def test_one_given_url_starts_only_the_other(manage: Manage, folder: Folder) -> None:
    database = os.environ["DATABASE_URL"]
    assert "(42,)" in manage("shell", "-v0", "-c", ASK, DATABASE_URL=database).communicate()[0]
    assert (folder.path / "valkey").exists()
    assert not (folder.path / "postgres").exists()
