"""Laws of a comparison: without what came it is the old version, without what went the new one."""

import time
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import writing as say
from documents.blocks import Block, Blocks, Bullets, Facts, Mark, Run, Table, joined
from documents.comparing import compare, counted, shortened
from documents.merging import merged_words

from .strategies import any_block, documents, words


def side(part: Any, gone: Mark) -> Any:
    """The part without the words that carry this mark, and without rows that held only such words."""
    if isinstance(part, Bullets):
        return replace(part, items=tuple(side(item, gone) for item in part.items if stays((item,), gone)))
    if isinstance(part, Facts):
        return Facts(tuple(side(pair, gone) for pair in part.pairs if stays((pair.label, pair.value), gone)))
    if isinstance(part, Table):
        rows = tuple(side(row, gone) for row in part.rows if stays(row, gone))
        columns = tuple(side(column, gone) for column in part.columns)
        return Table(columns, rows, side(part.caption, gone))
    if isinstance(part, tuple) and any(isinstance(item, Run) for item in part):
        return joined(replace(run, mark="") for run in part if run.mark != gone)
    if isinstance(part, tuple):
        return tuple(side(item, gone) for item in part)
    if is_dataclass(part) and not isinstance(part, type) and not isinstance(part, Run):
        return replace(part, **{field.name: side(getattr(part, field.name), gone) for field in fields(part)})
    return part


def stays(row: tuple[Any, ...], gone: Mark) -> bool:
    runs = [run for cell in row for run in cell]
    return not runs or any(run.mark != gone for run in runs)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Blocks, Blocks]:
    """A document and what somebody made of it: blocks taken out, put in, put elsewhere, or another one altogether."""
    before = draw(documents)
    kept = [block for block in before if draw(st.booleans())]
    for block in draw(st.lists(any_block, max_size=3)):
        kept.insert(draw(st.integers(0, len(kept))), block)
    return before, tuple(kept)


@given(edits())
def test_both_versions_can_be_read_out_of_it(versions: tuple[Blocks, Blocks]) -> None:
    before, after = versions
    changes = compare(before, after)
    assert tuple(change.before for change in changes if change.before) == before
    assert tuple(change.after for change in changes if change.after) == after
    for change in changes:
        if change.before:
            assert side(change.shown, "came") == change.before
        if change.after:
            assert side(change.shown, "went") == change.after


@given(documents)
def test_nothing_changed(document: Blocks) -> None:
    changes = compare(document, document)
    assert not any(change.mark for change in changes) and len(changes) == len(document)


@given(words, words)
def test_words(old: Any, new: Any) -> None:
    both = merged_words(old, new)
    assert side(both, "came") == old and side(both, "went") == new


def marks(block: Block) -> list[tuple[str, str]]:
    return [(run.text, run.mark) for run in block.words]  # type: ignore[attr-defined]


def test_a_changed_sentence_marks_its_words() -> None:
    (change,) = compare(
        (say.paragraph("Sales answers within 4 h."),), (say.paragraph("Sales answers within 2 h."),)
    )
    assert change.mark == "changed"
    assert marks(change.shown) == [("Sales answers within ", ""), ("4", "went"), ("2", "came"), (" h.", "")]


def test_words_said_with_stress_went_and_came() -> None:
    (change,) = compare(
        (say.paragraph("at once, always"),), (say.paragraph("at once, ", say.strong("always")),)
    )
    assert marks(change.shown) == [("at once, ", ""), ("always", "went"), ("always", "came")]


def test_a_row_that_came_is_a_row() -> None:
    old = say.table(["Promise", "Target"], [["First contact", "4 h"], ["Decision", "5 days"]])
    new = say.table(
        ["Promise", "Target"], [["First contact", "2 h"], ["Feedback", "1 day"], ["Decision", "5 days"]]
    )
    (change,) = compare((old,), (new,))
    assert isinstance(change.shown, Table)
    first, feedback, decision = change.shown.rows
    assert [run.mark for run in first[1]] == ["went", "came", ""]
    assert all(run.mark == "came" for cell in feedback for run in cell) and decision == new.rows[2]


def test_a_block_that_moved_went_and_came() -> None:
    one, two, three = (say.paragraph(text) for text in ("Purpose and scope", "Who signs", "When it ends"))
    assert counted(compare((one, two, three), (three, one, two))) == {"changed": 0, "came": 1, "went": 1}


def test_another_level_is_another_heading() -> None:
    changes = compare((say.heading("Scope", 1),), (say.heading("Scope", 2),))
    assert [change.mark for change in changes] == ["went", "came"]


@pytest.mark.parametrize("size", [3_000])
def test_long_documents_are_compared_in_seconds(size: int) -> None:
    before = tuple(
        say.paragraph(f"Clause {place}: the team answers within {place % 7} hours.") for place in range(size)
    )
    after = tuple(
        say.paragraph(f"Clause {place}: the team answers within {place % 5} hours.") for place in range(size)
    )
    started = time.process_time()
    compare(before, after)
    compare((say.paragraph("word " * 200_000),), (say.paragraph("other " * 200_000),))
    assert time.process_time() - started < 20


def test_only_what_changed_stands_under_its_headings() -> None:
    before = tuple(
        say.heading(text, level) for text, level in (("One", 1), ("Two", 1), ("Two b", 2), ("Three", 1))
    )
    after = (*before[:3], say.paragraph("new"), say.paragraph("more"), before[3])
    kept = shortened(compare(before, after))
    assert [change.shown for change in kept if not change.mark] == [before[1], before[2]]
    assert [change.mark for change in kept] == ["", "", "came", "came"]
