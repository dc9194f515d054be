"""What moves a clock: which occasions start it, pause it, let it go on, stop it, cancel it and start it afresh.

Pure: names only. An occasion is something that happens to what the clock is about; the app above registers the words
(`sla.occasions`) and tells what happened. A commitment may write its own; else its kind says what is usual.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Moves = dict[str, tuple[str, ...]]
"""{what the clock does: the occasions that make it}."""

DOES = ("start", "pause", "resume", "stop", "cancel", "reset")
LEFT = ("rejected", "recycled", "disqualified", "gone")

USUAL: dict[str, Moves] = {
    "acceptance": {
        "start": ("handed_off",),
        "pause": ("returned", "overruled"),
        "resume": ("answered",),
        "stop": ("accepted", "rejected", "recycled"),
        "cancel": ("gone",),
        "reset": ("reoffered", "overturned"),
    },
    "first_touch": {
        "start": ("handed_off",),
        "pause": ("returned", "overruled"),
        "resume": ("answered", "overturned"),
        "stop": ("first_touch",),
        "cancel": LEFT,
    },
    "attempts": {
        "start": ("handed_off",),
        "pause": ("returned", "overruled"),
        "resume": ("answered", "overturned"),
        "stop": ("attempts_made", "conversation"),
        "cancel": LEFT,
    },
    "decision": {
        "start": ("accepted",),
        "pause": ("returned",),
        "resume": ("answered",),
        "stop": ("qualified", "disqualified", "rejected", "recycled"),
        "cancel": ("gone",),
    },
    "feedback": {
        "start": ("accepted",),
        "stop": ("feedback", "qualified", "disqualified", "rejected", "recycled"),
        "cancel": ("gone",),
    },
    "answer": {"start": ("returned",), "stop": ("answered",), "cancel": ("gone",)},
    "arbitration": {"start": ("disputed",), "stop": ("ruled",), "cancel": ("gone",)},
}
"""By kind of commitment; a kind that is counted instead of timed has none."""

A_TURN = frozenset({"answer", "arbitration"})
"""Kinds whose clock is about one turn of the subject: each return, and each dispute, has its own clock."""


class ConditionFault(ValueError):
    """Conditions that can't be used: `code` says why, `name` is the word at fault."""

    def __init__(self, code: str, name: str = "") -> None:
        super().__init__(f"{code}: {name}")
        self.code, self.name = code, name


def moves_of(kind: str, written: Mapping[str, Any]) -> Moves:
    """What was written, in the usual order; where nothing was, what the kind usually says."""
    if not written:
        return USUAL.get(kind, {})
    return {does: tuple(written[does]) for does in DOES if written.get(does)}


def check(written: Any, known: Iterable[str]) -> None:
    """Raise ConditionFault for a word that is not known, for one that does two things, and for a clock without an end."""
    if not isinstance(written, dict):
        raise ConditionFault("shape")
    seen: set[str] = set()
    for does, occasions in written.items():
        if does not in DOES or not isinstance(occasions, list):
            raise ConditionFault("does", str(does))
        for occasion in occasions:
            if not isinstance(occasion, str) or occasion not in set(known):
                raise ConditionFault("occasion", str(occasion))
            if occasion in seen:
                raise ConditionFault("twice", occasion)
            seen.add(occasion)
    for does in ("start", "stop"):
        if written and not written.get(does):
            raise ConditionFault("missing", does)
