"""Blocks as JSON and back: strict, so that what was stored reads as what was signed or not at all.

A document is `{"format": 1, "languages": {"en": [block, ...], ...}}`; a block is its fields under their names and its `kind`.
"""

import types
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from .blocks import KINDS, Block, Blocks, Editions, Run
from .text import Fault

FORMAT = 1
MOST_BLOCKS, MOST_SIGNS = 10_000, 2_000_000
"""Of one language: some 400 pages, which take ten seconds to set."""


def to_json(editions: Mapping[str, Blocks]) -> dict[str, Any]:
    """What is stored; a Fault when it is larger than a document may be."""
    for language, blocks in editions.items():
        _refuse_size(language, blocks)
    languages = {
        language: [block_to_json(block) for block in blocks] for language, blocks in editions.items()
    }
    return {"format": FORMAT, "languages": languages}


def from_json(stored: Any) -> Editions:
    if not isinstance(stored, dict) or stored.keys() != {"format", "languages"}:
        raise Fault("A document has the keys format and languages.")
    if type(stored["format"]) is not int or stored["format"] != FORMAT:
        raise Fault(f"This program reads documents of format {FORMAT}.")
    if not isinstance(stored["languages"], dict):
        raise Fault("languages: an object was expected.")
    return {
        language: tuple(
            block_from_json(one, f"{language}[{place}]") for place, one in enumerate(_list(blocks, language))
        )
        for language, blocks in stored["languages"].items()
    }


def block_to_json(block: Block) -> dict[str, Any]:
    if KINDS.get(block.kind) is not type(block):
        raise Fault(f"A document doesn't hold {type(block).__name__}.")
    return {"kind": block.kind, **_fields_of(block)}


def block_from_json(value: Any, where: str = "block") -> Block:
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise Fault(f"{where}: no block is called {kind!r}.")
    return _object(KINDS[kind], {name: part for name, part in value.items() if name != "kind"}, where)


def _refuse_size(language: str, blocks: Blocks) -> None:
    if len(blocks) > MOST_BLOCKS:
        raise Fault(f"{language}: a document has at most {MOST_BLOCKS} blocks, not {len(blocks)}.")
    signs = sum(block.size() for block in blocks)
    if signs > MOST_SIGNS:
        raise Fault(f"{language}: a document has at most {MOST_SIGNS} signs, not {signs}.")


def _fields_of(part: Any) -> dict[str, Any]:
    return {field.name: _value(getattr(part, field.name)) for field in fields(part)}


def _value(value: Any) -> Any:
    if isinstance(value, Run):
        return _run(value)
    if isinstance(value, Block):
        return _fields_of(value)
    return [_value(item) for item in value] if isinstance(value, tuple) else value


def _run(run: Run) -> Any:
    """Plain words are a string; others say how they are said."""
    if run.mark:
        raise Fault("A mark belongs to a comparison, not to a document.")
    said = {name: True for name in ("strong", "emphasis") if getattr(run, name)}
    return {"text": run.text, **said} if said else run.text


def _read_run(value: Any, where: str) -> Run:
    if isinstance(value, str):
        return Run(value)
    if not isinstance(value, dict) or not {"text"} <= value.keys() <= {"text", "strong", "emphasis"}:
        raise Fault(f"{where}: words were expected.")
    said = {name: flag for name, flag in value.items() if name != "text"}
    if not isinstance(value["text"], str) or any(flag is not True for flag in said.values()):
        raise Fault(f"{where}: words were expected.")
    return Run(value["text"], **said)


def _object(made: type[Any], value: Any, where: str) -> Any:
    hints = _hints(made)  # type: ignore[arg-type]  # mypy doubts that a class is hashable
    if not isinstance(value, dict) or value.keys() != hints.keys():
        raise Fault(f"{where}: {made.__name__} has the keys {', '.join(hints) or 'kind alone'}.")
    return made(**{name: _read(hint, value[name], f"{where}.{name}") for name, hint in hints.items()})


@cache
def _hints(made: type[Any]) -> dict[str, Any]:
    hints = get_type_hints(made)
    return {field.name: hints[field.name] for field in fields(made)}


def _read(hint: Any, value: Any, where: str) -> Any:
    """The value as this type says, or a Fault that names the place."""
    if hint is Run:
        return _read_run(value, where)
    if isinstance(hint, type) and issubclass(hint, Block):
        return _object(hint, value, where)
    origin, parts = get_origin(hint), get_args(hint)
    if origin is tuple:
        return tuple(
            _read(parts[0], item, f"{where}[{place}]") for place, item in enumerate(_list(value, where))
        )
    if origin in (Union, types.UnionType):
        return None if value is None else _read(parts[0], value, where)
    if origin is Literal:
        return _known(value, parts, where)
    return _simple(hint, value, where)


def _simple(hint: type[Any], value: Any, where: str) -> Any:
    allowed = (int, float) if hint is float else (hint,)
    if type(value) not in allowed:
        raise Fault(f"{where}: {hint.__name__} was expected.")
    return value


def _known(value: Any, allowed: tuple[Any, ...], where: str) -> Any:
    if not isinstance(value, str) or value not in allowed:
        raise Fault(f"{where}: one of {', '.join(map(repr, allowed))} was expected.")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise Fault(f"{where}: a list was expected.")
    return value
