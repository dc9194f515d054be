"""Kinds of notices: what a notice says, composed when it is read, in the reader's language.

A notice's row keeps the kind and small parameters (ids, numbers, codes), never a sentence and never a person's data;
an app that announces registers how its kind is worded. Names are looked up in bulk at reading time by `enrich`, so an
erased person is gone from old notices too.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Params = dict[str, Any]
TOGETHER = "together"
"""The parameter of a gathered notice: how many there are; `of` has the parameters of the first."""
SHOWN = 20
"""So many of them are named in its text."""


def key_of(*parts: object) -> str:
    """A stable key of what is said to whom: never a time of sending, never a random id."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell a person. `topic` names what happened, the same for all whom it is told to.

    `until` is given where several were gathered into one (`people.gathering`): until then more may be added to it.
    """

    user_id: int
    kind: str
    topic: str
    params: Params = field(default_factory=dict)
    url: str = ""
    urgent: bool = False
    until: datetime | None = None

    @property
    def key(self) -> str:
        return key_of(self.kind, self.topic, self.user_id)


@dataclass(frozen=True, slots=True)
class File:
    """What is attached to a mail."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that is written for one person in the moment in which it is sent."""

    body: str
    files: Sequence[File] = ()


def _as_they_are(params: Sequence[Params]) -> Sequence[Params]:
    return params


def _home() -> str:
    return "/people/notifications/"


def _all(user_ids: Sequence[int | None], params: Sequence[Params]) -> Sequence[bool]:
    return [True] * len(params)


@dataclass(frozen=True)
class Kind:
    """How one kind is worded (`subject`, `body`), completed in bulk (`enrich`) and checked again before it is sent.

    `is_due(user_ids, params)` answers for each whether it may still be sent (a lead erased or reassigned since).
    `repeat_if_uncertain`: after a crash in mid-send, say it again marked as a possible repeat, or hold it for a person.
    `letter(user, params)` writes one person's mail, with files, when it is sent and with what they may see then; None where
    there is nothing left to send. Such a kind reaches mailboxes alone and is never gathered.
    `together` words so many of the kind as one, with the page `together_at` behind it; without it each is told alone.
    """

    key: str
    label: Any
    subject: Callable[[Params], str]
    body: Callable[[Params], str] | None = None
    enrich: Callable[[Sequence[Params]], Sequence[Params]] = _as_they_are
    is_due: Callable[[Sequence[int | None], Sequence[Params]], Sequence[bool]] = _all
    repeat_if_uncertain: bool = True
    together: Callable[[int], str] | None = None
    together_at: Callable[[], str] = _home
    letter: Callable[[Any, Params], Letter | None] | None = None


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
        words |= zip(places, _composed(find(key), [listed[place][1] for place in places]), strict=True)
    return [words[place] for place in range(len(listed))]


def still_due(key: str, rows: Sequence[tuple[int | None, Params]]) -> list[Params | None]:
    """For each (person, params) of a kind what is left to say: of gathered ones those that are due still; or None."""
    singles = [(user_id, one) for user_id, params in rows for one in _singles(params)]
    answers = iter(find(key).is_due([user for user, _one in singles], [one for _user, one in singles]))
    return [_left(params, [one for one in _singles(params) if next(answers)]) for _user, params in rows]


def _singles(params: Params) -> list[Params]:
    return params["of"] if TOGETHER in params else [params]


def _left(params: Params, due: list[Params]) -> Params | None:
    if TOGETHER not in params:
        return params if due else None
    count = params[TOGETHER] - (len(params["of"]) - len(due))
    return {TOGETHER: count, "of": due} if count else None


def _composed(kind: Kind, params: Sequence[Params]) -> list[Words]:
    """A gathered one lists the first of what it is about; the rest stands behind its link."""
    shown = [_singles(one)[:SHOWN] for one in params]
    enriched = iter(kind.enrich([one for some in shown for one in some]))
    return [
        _say_together(kind, one[TOGETHER], [next(enriched) for _place in some])
        if TOGETHER in one
        else _say(kind, next(enriched))
        for one, some in zip(params, shown, strict=True)
    ]


def _say(kind: Kind, params: Params) -> Words:
    subject = " ".join(kind.subject(params).split())
    return Words(subject, kind.body(params) if kind.body else "")


def _say_together(kind: Kind, count: int, some: Sequence[Params]) -> Words:
    lines = [f"- {_say(kind, params).subject}" for params in some]
    subject = kind.together(count) if kind.together else str(kind.label)
    return Words(subject, "\n".join([*lines, "- …"] if count > len(some) else lines))
