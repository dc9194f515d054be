"""Gives every `manage.py` command its database, broker and secrets before Django's settings are read."""

import argparse
import os
import signal
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import FrameType

from alignment.engines.binaries import postgres_programs
from alignment.engines.catalogues import compile_stale
from alignment.engines.embedded import ENGINES, Embedded, embedded
from alignment.engines.folders import Folder, drawn_secrets, said_plainly
from alignment.engines.instance import AlreadyRunning, Instance, demo_note, refuse_taken_port
from alignment.engines.words import EngineFault, say, step
from alignment.engines.words import gettext as _

NEED_NOTHING = {
    *("check", "collectstatic", "diffsettings", "findstatic", "help", "makemessages", "makemigrations"),
    *("spectacular", "startapp", "version", "--version", "--help", "-h"),
}
KEYS = ("SECRET_KEY", "FIELD_KEY")
NOWHERE = {
    "DATABASE_URL": "postgres://alignment@%2Fnowhere/alignment",
    "REDIS_URL": "unix:///nowhere/valkey.sock?db=0",
}


@contextmanager
def attached(words: list[str]) -> Iterator[None]:
    """The environment of one command; engines that were started for it alone end with it."""
    command = words[1] if len(words) > 1 else "help"
    compile_stale()
    try:
        with ExitStack() as stack:
            if command in NEED_NOTHING or not {"--help", "-h"}.isdisjoint(words):
                # makemigrations would say at length that it can't ask the database
                warnings.filterwarnings("ignore", "Got an error checking a consistent migration history")
                _fill(NOWHERE | drawn_secrets())
            elif command == "up":
                parser = up_options(argparse.ArgumentParser())
                stack.enter_context(_site(**vars(parser.parse_known_args(words[2:])[0])))
            elif not all(os.environ.get(name) for name in (*ENGINES, *KEYS)):
                stack.enter_context(_beside_or_alone())
            yield
    except EngineFault as fault:
        sys.exit(_("Cannot start: %s") % fault)
    except KeyboardInterrupt:
        sys.exit(130)
    except AlreadyRunning as other:
        # scripts wait for these two words, so they are the same in every language
        say(f"already running {other.url}".strip())
        sys.exit(0)


def up_options(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Read twice: before the settings (the port is checked first) and by the command itself."""
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("PORT") or 8000), help=_("the port of the site")
    )
    parser.add_argument("--no-demo", action="store_true", help=_("start with an empty database"))
    return parser


@contextmanager
def _site(port: int, no_demo: bool) -> Iterator[None]:
    """For `up`: alone in the folder, with engines that end when it ends, however it ends."""
    folder = Folder()
    folder.make()
    instance = Instance(folder)
    with instance.held(f"http://127.0.0.1:{port}"), ExitStack() as stack:
        refuse_taken_port(port)
        _end_politely()
        os.umask(0o077)
        _fill(_of(folder, demo=not no_demo) | {"ALIGNMENT_URL": f"http://127.0.0.1:{port}"})
        engines = _engines(folder)
        engines.die_with_us()
        stack.enter_context(folder.locked("users.lock", shared=True))
        stack.callback(_stop, engines)
        _start(engines, folder, told=True)
        instance.note_environment(list(engines.engines))
        yield


@contextmanager
def _beside_or_alone() -> Iterator[None]:
    """The engines of the running site, else our own until the last command that uses them is done."""
    folder = Folder()
    folder.make()
    instance = Instance(folder)
    if instance.is_running():
        _fill(instance.noted("environment") or {})
    _fill(_of(folder))
    engines = _engines(folder)
    if not engines.engines:
        yield
        return
    _end_politely()
    with ExitStack() as stack:
        stack.callback(_stop_if_last, engines, folder)
        stack.enter_context(folder.locked("users.lock", shared=True))
        stack.callback(_be_deaf)
        _start(engines, folder, told=False)
        yield


def _engines(folder: Folder) -> Embedded:
    """Those that the environment does not name; their addresses are filled in."""
    wanted = [name for name in ENGINES if not os.environ.get(name)]
    try:
        with folder.locked("engines.lock"):
            engines = embedded(folder, wanted) if wanted else Embedded({})
    except OSError as problem:
        raise said_plainly(problem, folder.path) from problem
    _fill(engines.urls())
    return engines


def _start(engines: Embedded, folder: Folder, *, told: bool) -> None:
    """One starter at a time; the second finds them running."""
    try:
        with folder.locked("engines.lock"):
            for engine in engines.engines.values():
                folder.refuse_full_disk(engine.home)
                with step(engine.label) if told else ExitStack():
                    engine.start()
    except OSError as problem:
        raise said_plainly(problem, folder.path) from problem


def _stop(engines: Embedded) -> None:
    _be_deaf()
    engines.stop()


def _stop_if_last(engines: Embedded, folder: Folder) -> None:
    with folder.locked("engines.lock"):
        try:
            with folder.locked("users.lock", wait=False):
                engines.stop()
        except BlockingIOError:
            pass


def _of(folder: Folder, *, demo: bool = True) -> dict[str, str]:
    """Secrets and places. The demo's logins are printed for everybody: a second factor would only stand in the way."""
    eased = {"MFA_REQUIRED_ROLES": ""} if demo and demo_note(folder).exists() else {}
    return folder.secrets() | {"FILES_DIR": str(folder.files)} | eased


def _fill(values: Mapping[str, str]) -> None:
    """What the operator set stays."""
    for name, value in values.items():
        if not os.environ.get(name):
            os.environ[name] = value


def _end_politely() -> None:
    """SIGTERM unwinds like Ctrl-C, so that what was started is stopped."""

    def leave(number: int, frame: FrameType | None) -> None:
        _be_deaf()
        raise SystemExit(0 if number == signal.SIGTERM else 130)

    signal.signal(signal.SIGTERM, leave)


def _be_deaf() -> None:
    """While stopping, a second Ctrl-C would leave processes behind."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)


def offer_programs() -> None:
    """`dbshell`, `backup` and `restore` find psql, pg_dump and pg_restore."""
    os.environ["PATH"] = f"{os.environ.get('PATH', '')}{os.pathsep}{postgres_programs()}"
