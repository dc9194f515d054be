"""A translation that changed is what the next command speaks."""

import os
from pathlib import Path

import pytest

from alignment.engines import catalogues, words


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (catalogues, words):
        monkeypatch.setattr(module, "LOCALE", tmp_path)
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "django.po"


def write(file: Path, translation: str, at: int) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    file.write_text(f'{head}msgid "Ready: %s"\nmsgstr "{translation}"\n')
    os.utime(file, (at, at))


def test_a_newer_po_file_is_compiled(spanish: Path) -> None:
    assert words.gettext("Ready: %s") == "Ready: %s"
    write(spanish, "Listo: %s", at=1_700_000_000)
    catalogues.compile_stale()
    assert words.gettext("Ready: %s") == "Listo: %s"


def test_an_unchanged_one_is_left_alone(spanish: Path) -> None:
    write(spanish, "Listo: %s", at=1_700_000_000)
    catalogues.compile_stale()
    compiled = spanish.with_suffix(".mo").stat().st_mtime_ns
    catalogues.compile_stale()
    assert spanish.with_suffix(".mo").stat().st_mtime_ns == compiled
