"""Whoever puts faults into words can rely on one list of codes."""

import re
from pathlib import Path

from leads.reading import faults


def test_every_code_that_is_used_is_listed_and_every_listed_one_is_used() -> None:
    folder = Path(faults.__file__).parent
    sources = [path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "faults.py"]
    used = set(re.findall(r'"((?:[a-z]+_)+[a-z]+)"', "\n".join(sources)))
    raised = set(re.findall(r'(?:Fault|Refused|blame)\(\s*"(\w+)"', "\n".join(sources)))
    assert raised <= set(faults.CODES) <= used


def test_excerpts_are_short_and_can_be_stored() -> None:
    assert faults.excerpt("x" * 100) == "x" * 59 + "…"
    assert faults.excerpt("a\0b\ud800") == "ab?"
