"""Logs do not grow for ever, and who writes one goes on writing it."""

from pathlib import Path

import pytest

from alignment.engines import supervisor
from alignment.engines.supervisor import Supervisor


def test_a_long_log_is_turned_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_LOG", 10)
    log = tmp_path / "web.log"
    with log.open("a") as writer:
        print("a long first line", file=writer, flush=True)
        Supervisor(tmp_path).turn_logs()
        print("short", file=writer, flush=True)
    assert log.read_text() == "short\n"
    assert (tmp_path / "web.log.1").read_text() == "a long first line\n"
    Supervisor(tmp_path).turn_logs()
    assert log.read_text() == "short\n"
