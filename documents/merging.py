"""Two versions of one block as one block with marked words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from .blocks import (
    Block,
    Bullets,
    Callout,
    Column,
    Fact,
    Facts,
    Heading,
    Mark,
    Paragraph,
    Row,
    Run,
    Signatures,
    Table,
    Title,
    Words,
    joined,
)
from .pairing import Pairing

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
WORD = re.compile(r"\w+")
LONGEST = 4_000
"""Pieces that may differ in one text; where more do, it is shown as replaced."""
TEXTS = (Title, Heading, Paragraph, Callout)


def fits(old: Block, new: Block) -> bool:
    """Whether both differ in their words alone, and every row holds a word that could say that it came or went."""
    if type(old) is not type(new) or not isinstance(old, (*TEXTS, Bullets, Facts, Table, Signatures)):
        return False
    return _frame(old) == _frame(new) and all(any(row) for row in [*_rows(old), *_rows(new)])


def merged(old: Block, new: Block) -> Block:
    """Both in one, for two that fit."""
    if isinstance(new, Table) and isinstance(old, Table):
        return _table(old, new)
    if isinstance(new, Bullets | Facts):
        return _with_rows(new, merged_rows(_rows(old), _rows(new)))
    if isinstance(new, Signatures) and isinstance(old, Signatures):
        pairs = zip(old.slots, new.slots, strict=True)
        return Signatures(tuple(replace(b, label=merged_words(a.label, b.label)) for a, b in pairs))
    texts = [field.name for field in fields(new) if isinstance(getattr(new, field.name), tuple)]  # type: ignore[arg-type]
    said = {name: merged_words(getattr(old, name), getattr(new, name)) for name in texts}
    return replace(new, **said)  # type: ignore[type-var]


def _frame(block: Block) -> Any:
    """What a block is besides its words."""
    if isinstance(block, Table):
        return [(column.align, column.share) for column in block.columns]
    if isinstance(block, Signatures):
        return [slot.capacity for slot in block.slots]
    values = [getattr(block, field.name) for field in fields(block)]  # type: ignore[arg-type]
    return [value for value in values if not isinstance(value, tuple)]


def _rows(block: Block) -> Sequence[Row]:
    if isinstance(block, Bullets):
        return [(item,) for item in block.items]
    if isinstance(block, Facts):
        return [(pair.label, pair.value) for pair in block.pairs]
    return block.rows if isinstance(block, Table) else []


def _with_rows(block: Bullets | Facts, rows: list[Row]) -> Block:
    if isinstance(block, Bullets):
        return replace(block, items=tuple(item for (item,) in rows))
    return Facts(tuple(Fact(label, value) for label, value in rows))


def _table(old: Table, new: Table) -> Table:
    heads = zip(old.columns, new.columns, strict=True)
    columns: tuple[Column, ...] = tuple(replace(b, head=merged_words(a.head, b.head)) for a, b in heads)
    return Table(columns, tuple(merged_rows(old.rows, new.rows)), merged_words(old.caption, new.caption))


def merged_rows(old: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    pairs = Pairing[Row](words_in, lambda a, b: len(a) == len(b)).pair(old, new)
    return [_merged_row(before, after) for before, after in pairs]


def _merged_row(before: Row | None, after: Row | None) -> Row:
    if before is None or after is None:
        return all_marked(after or before, "went" if after is None else "came")
    return tuple(merged_words(a, b) for a, b in zip(before, after, strict=True))


def merged_words(old: Words, new: Words) -> Words:
    """Word by word; words that are said in another way went and came."""
    before, after = _pieces(old), _pieces(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle = before[start : len(before) - end], after[start : len(after) - end]
    return joined([*before[:start], *_differing(*middle), *before[len(before) - end :]])


def _pieces(words: Words) -> list[Run]:
    return [replace(run, text=piece) for run in words for piece in PIECE.findall(run.text)]


def _common(one: list[Run], other: list[Run]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _differing(old: list[Run], new: list[Run]) -> Iterator[Run]:
    """Long texts that have little in common would take minutes to compare, and nobody reads the result."""
    if len(old) + len(new) > LONGEST:
        yield from all_marked([*old], "went")
        yield from all_marked([*new], "came")
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from old[a:b]
        else:
            yield from all_marked(old[a:b], "went")
            yield from all_marked(new[c:d], "came")


def all_marked(part: Any, mark: Mark) -> Any:
    """The same part with every word marked."""
    if isinstance(part, Run):
        return replace(part, mark=mark)
    if isinstance(part, list | tuple):
        return type(part)(all_marked(item, mark) for item in part)
    if is_dataclass(part) and not isinstance(part, type):
        changes = {field.name: all_marked(getattr(part, field.name), mark) for field in fields(part)}
        return replace(part, **changes)
    return part


def words_in(part: Any) -> Counter[str]:
    """The words of a block or a row, counted; signs count where a text holds nothing else."""
    text = " ".join(_texts(part))
    return Counter(WORD.findall(text) or text.split())


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Run):
        yield part.text
    elif isinstance(part, list | tuple):
        for item in part:
            yield from _texts(item)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))
