"""The suite's own engines: thrown away at its end, started before Django's settings are read.

Only the process that the person started does this; workers of xdist inherit the environment.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from alignment.engines.catalogues import compile_stale
from alignment.engines.embedded import throwaway
from alignment.engines.folders import drawn_secrets
from alignment.engines.words import EngineFault

NEED_NONE = {"--collect-only", "--co", "--help", "-h", "--version", "--fixtures", "--markers"}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Wrapped around the rest, because pytest-django reads the settings in the same hook."""
    if not os.environ.get("PYTEST_XDIST_WORKER") and NEED_NONE.isdisjoint(
        early_config.invocation_params.args
    ):
        compile_stale()
        _start_in_a_temporary_folder()
    return (yield)


def _start_in_a_temporary_folder() -> None:
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    home = Path(tempfile.mkdtemp(prefix="alignment-tests-"))
    try:
        _start(home)
    except EngineFault as fault:
        shutil.rmtree(home, ignore_errors=True)
        raise pytest.UsageError(str(fault)) from fault


def _start(home: Path) -> None:
    engines = throwaway(home)
    engines.die_with_us()

    def end() -> None:
        engines.stop()
        shutil.rmtree(home, ignore_errors=True)

    atexit.register(end)
    engines.start()
    os.environ.update(engines.urls() | drawn_secrets())
