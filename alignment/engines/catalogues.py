"""Translations as Django reads them: compiled from the .po file when that is newer."""

import errno
import os
from pathlib import Path

from alignment.engines.words import LOCALE


def compile_stale() -> None:
    """Cheap when nothing changed. A read-only installation was compiled when it was built."""
    for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    import polib

    aside = target.with_suffix(f".{os.getpid()}")
    try:
        polib.pofile(str(source)).save_as_mofile(str(aside))
        aside.replace(target)
    except PermissionError:
        return
    except OSError as problem:
        if problem.errno != errno.EROFS:
            raise
