"""A paper as plain data for a renderer that is no Django template: every block a dict, every text a string in it."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from documents.blocks import Block, Chart, Heading, Marked, Run, Signatures
from documents.charts import as_svg, draw, told

from .paper import Paper, Signed, teller

FONT = "Libertinus Serif"
UNBROKEN = re.compile(r"\S{50}")
"""So many signs without a blank may be broken anywhere: an address or a hash must not leave the page."""


def spread(paper: Paper) -> list[dict[str, Any]]:
    """The blocks with what is shown in their place: charts drawn, signatures given, headings numbered."""
    return [
        _block(block, paper.signed) | ({"number": number} if isinstance(block, Heading) else {})
        for block, number in zip(paper.blocks, paper.numbers(), strict=True)
    ]


def _block(block: Block, signed: Mapping[str, Signed]) -> dict[str, Any]:
    if isinstance(block, Marked):
        return {"kind": "marked", "mark": block.mark, "block": _block(block.block, signed) | {"number": ""}}
    if isinstance(block, Chart):
        return _chart(block)
    if isinstance(block, Signatures):
        return {"kind": block.kind, "slots": [_slot(slot, signed) for slot in block.slots]}
    return {"kind": block.kind, **_parts(block)}


def _chart(chart: Chart) -> dict[str, Any]:
    tell = teller(chart.unit)
    return {
        "kind": chart.kind,
        "title": _plain(chart.title),
        "note": _plain(chart.note),
        "svg": as_svg(draw(chart, tell), FONT),
        "told": told(chart, tell),
    }


def _slot(slot: Any, signed: Mapping[str, Signed]) -> dict[str, Any]:
    by = signed.get(slot.capacity)
    return {
        "label": _plain(slot.label),
        "by": by and {"name": by.name, "role": by.role, "at": by.at, "hash": by.hash},
    }


def _parts(part: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(part, field.name)) for field in fields(part)}


def _plain(value: Any) -> Any:
    if isinstance(value, Run):
        return _parts(value) | {"text": UNBROKEN.sub("\\g<0>\u200b", value.text)}
    if isinstance(value, Block):
        return _parts(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
