"""What the launcher says to the operator, before Django can translate it."""

import gettext as catalogue
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent.parent / "locale"


class EngineFault(Exception):
    """Something the operator must put right; the text says what happened and what to do."""


def _languages() -> list[str]:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return [spoken.split(".")[0], spoken[:2]]


def gettext(message: str) -> str:
    """The message in the language of the operator's terminal; English where the catalogue lacks it."""
    return catalogue.translation("django", LOCALE, languages=_languages(), fallback=True).gettext(message)


def say(line: str) -> None:
    """One line to the operator, at once even through a pipe."""
    print(line, flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """A step of the start: its name now, its time when it is done."""
    started = time.monotonic()
    print(f"  {name} ... ", end="", flush=True)
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f"{time.monotonic() - started:.1f} s", flush=True)
