"""Blocks become JSON and come back the same, or are refused with the place named."""

import json
from typing import Any

import pytest
from hypothesis import given

from documents import blocks
from documents import writing as say
from documents.blocks import Block, Blocks, Run
from documents.json_form import block_from_json, block_to_json, from_json, to_json
from documents.text import Fault

from .strategies import any_block, documents


@given(documents)
def test_what_is_stored_reads_the_same(written: Blocks) -> None:
    stored = json.loads(json.dumps(to_json({"en": written, "es": ()})))
    assert from_json(stored) == {"en": written, "es": ()}


@given(any_block)
def test_a_key_more_or_less_is_refused(block: Block) -> None:
    stored = block_to_json(block)
    with pytest.raises(Fault):
        block_from_json(stored | {"colour": "red"})
    for name in stored:
        with pytest.raises(Fault):
            block_from_json({key: value for key, value in stored.items() if key != name})


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("text", "no block"),
        ({"kind": "script"}, "no block"),
        ({"kind": "marked", "block": {}, "mark": "came"}, "no block"),
        ({"kind": ["title"]}, "no block"),
        ({"kind": "heading", "words": [], "level": True}, "int was expected"),
        ({"kind": "heading", "words": [], "level": 4}, "level is 1 to 3"),
        ({"kind": "heading", "words": "Hello", "level": 1}, "a list was expected"),
        ({"kind": "paragraph", "words": [{"text": "x", "strong": 1}]}, "words were expected"),
        ({"kind": "paragraph", "words": [{"text": "x", "mark": "came"}]}, "words were expected"),
        ({"kind": "callout", "words": [], "title": [], "tone": "loud"}, "one of"),
        ({"kind": "paragraph", "words": ["nul \x00"]}, "NUL"),
        ({"kind": "paragraph", "words": ["half \ud800"]}, "surrogate"),
    ],
)
def test_wrong_json_is_refused(stored: Any, said: str) -> None:
    with pytest.raises(Fault, match=said):
        block_from_json(stored)


def test_another_format_is_refused() -> None:
    wrongs: list[Any] = [[], {"format": 1}, {"format": 2, "languages": {}}, {"format": True, "languages": {}}]
    for wrong in wrongs:
        with pytest.raises(Fault):
            from_json(wrong)


def test_words_are_written_in_one_way() -> None:
    parts = say.paragraph("Sales ", "answers", "", say.strong("now"), say.strong("!"))
    assert parts.words == (Run("Sales answers"), Run("now!", strong=True))
    assert blocks.Paragraph((Run("a"), Run("b"))) == blocks.Paragraph((Run("ab"),))


def test_text_loses_what_nobody_sees() -> None:
    assert blocks.plain(say.words("a\r\nb\x0bc\x07\u202egnp.exe\u2028d")) == "a\nb c gnp.exe\nd"


def test_parts_fit_together() -> None:
    for wrong in (
        lambda: say.table(["A", "B"], [["1"]]),
        lambda: say.table([], []),
        lambda: say.table(["A"], [["1"]] * 6000),
        lambda: say.chart("bars", "x", ["a", "b"], [say.series("s", [1])]),
        lambda: say.chart("bars", "x", ["a"], [say.series("s", [float("nan")])]),
        lambda: say.chart("bars", "x", ["a"], [say.series("s", [1])], target=float("inf")),
        lambda: say.chart("bars", "x", ["a"], [say.series("s", [1])], unit="parsec"),
        lambda: say.chart("lines", "x", ["a"], [say.series("s", [1])], band=[[1]]),
    ):
        with pytest.raises(Fault):
            wrong()


def test_a_document_has_limits_that_say_so() -> None:
    with pytest.raises(Fault, match="at most 10000 blocks"):
        to_json({"en": (say.page_break(),) * 10_001})
    with pytest.raises(Fault, match="signs"):
        to_json({"en": (say.paragraph("x" * 2_000_001),)})
