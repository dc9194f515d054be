"""Kinds of notices: what a notice says, composed when it is read, in the reader's language.

A notice's row keeps the kind and small parameters (ids, numbers, codes), never a sentence and never a person's data;
an app that announces registers how its kind is worded. Names are looked up in bulk at reading time by `enrich`, so an
erased person is gone from old notices too.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Params = dict[str, Any]


def key_of(*parts: object) -> str:
    """A stable key of what is said to whom: never a time of sending, never a random id."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


@dataclass(frozen=True)
class Notice:
    """Something to tell a person. `topic` names what happened, the same for all whom it is told to."""

    user_id: int
    kind: str
    topic: str
    params: Params = field(default_factory=dict)
    url: str = ""
    urgent: bool = False

    @property
    def key(self) -> str:
        return key_of(self.kind, self.topic, self.user_id)


def _as_they_are(params: Sequence[Params]) -> Sequence[Params]:
    return params


def _all(user_ids: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    return [True] * len(params)


@dataclass(frozen=True)
class Kind:
    """How one kind is worded (`subject`, `body`), completed in bulk (`enrich`) and checked again before it is sent.

    `is_due(user_ids, params)` answers for each whether it may still be sent (a lead erased or reassigned since).
    `repeat_if_uncertain`: after a crash in mid-send, say it again marked as a possible repeat, or hold it for a person.
    """

    key: str
    label: Any
    subject: Callable[[Params], str]
    body: Callable[[Params], str] | None = None
    enrich: Callable[[Sequence[Params]], Sequence[Params]] = _as_they_are
    is_due: Callable[[Sequence[int | None], Sequence[Params]], Sequence[bool]] = _all
    repeat_if_uncertain: bool = True


@dataclass(frozen=True)
class Words:
    subject: str
    body: str


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.key] = kind


def kinds() -> list[Kind]:
    return list(_kinds.values())


def find(key: str) -> Kind:
    """The registered kind; one that nobody words any more still has a name."""
    return _kinds.get(key) or Kind(key, key, subject=lambda params: key)


def compose(rows: Iterable[tuple[str, Params]]) -> list[Words]:
    """The words of many (kind, params) in the active language, in the order given, each kind enriched once."""
    listed = list(rows)
    words: dict[int, Words] = {}
    for key in {kind for kind, _params in listed}:
        places = [place for place, (kind, _params) in enumerate(listed) if kind == key]
        kind = find(key)
        enriched = kind.enrich([listed[place][1] for place in places])
        for place, params in zip(places, enriched, strict=True):
            words[place] = _say(kind, params)
    return [words[place] for place in range(len(listed))]


def _say(kind: Kind, params: Params) -> Words:
    subject = " ".join(kind.subject(params).split())
    return Words(subject, kind.body(params) if kind.body else "")
