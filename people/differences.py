"""What changed between two texts, word by word, so that a reviewer reads only that."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4000


@dataclass(frozen=True)
class Change:
    """A run of text that stayed (same), came (new) or went (old)."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Change]:
    """The runs that turn `before` into `after`; texts of more than 4,000 words are compared line by line."""
    old, new = _cut(before), _cut(after)
    if len(old) + len(new) > LONGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [change for change in _runs(old, new) if change.text]


def _cut(text: str) -> list[str]:
    return PIECE.findall(text)


def _runs(old: list[str], new: list[str]) -> Iterator[Change]:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(old[a:b]))
            continue
        yield Change("old", "".join(old[a:b]))
        yield Change("new", "".join(new[c:d]))
