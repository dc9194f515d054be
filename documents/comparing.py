"""Two versions of a document, block by block and word by word.

`compare` says what became of each block; `marked` writes that as one document. Without what came it is the old version,
without what went the new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Block, Blocks, Heading, Mark, Marked, PageBreak
from .merging import all_marked, fits, merged, words_in
from .pairing import Pairing


@dataclass(frozen=True)
class Change:
    """What became of one block; `shown` is the block with its words marked."""

    mark: Mark
    before: Block | None
    after: Block | None
    shown: Block


def compare(before: Blocks, after: Blocks) -> tuple[Change, ...]:
    """Every block of both versions once, in reading order; what went stands before what came in its place."""
    pairs = Pairing[Block](words_in, fits).pair(before, after)
    return tuple(_change(old, new) for old, new in pairs)


def marked(changes: Sequence[Change]) -> Blocks:
    """The comparison as a document; it has its own pages, so breaks are left out."""
    kept = (change for change in changes if not isinstance(change.shown, PageBreak))
    return tuple(Marked(change.shown, change.mark) if change.mark else change.shown for change in kept)


def shortened(changes: Sequence[Change]) -> tuple[Change, ...]:
    """What changed alone, each under the headings where it stands."""
    kept: list[Change] = []
    above: dict[int, Change] = {}
    for change in changes:
        if change.mark:
            kept += [above[level] for level in sorted(above)] + [change]
            above = {}
        elif isinstance(change.shown, Heading):
            level = change.shown.level
            above = {one: heading for one, heading in above.items() if one < level} | {level: change}
    return tuple(kept)


def counted(changes: Sequence[Change]) -> dict[str, int]:
    """How many blocks came, went and changed."""
    marks = [change.mark for change in changes]
    return {mark: marks.count(mark) for mark in ("changed", "came", "went")}


def _change(old: Block | None, new: Block | None) -> Change:
    if old is not None and new is not None:
        return Change("", old, new, new) if old == new else Change("changed", old, new, merged(old, new))
    if old is not None:
        return Change("went", old, None, all_marked(old, "went"))
    assert new is not None
    return Change("came", None, new, all_marked(new, "came"))
