"""What a clock is about: sla knows a short kind and a number; the app above gives both a name and a page, in bulk."""

from collections.abc import Callable, Iterable
from typing import Any

Link = Callable[[list[int], Any], dict[int, tuple[str, str]]]
"""(ids, reader) -> {id: (label, url)}; an id that is gone is left out. Without a reader a label names no person: it may
leave the house in a notice."""


class Subjects:
    """The registry: `subjects.register("handoff", link=...)` in an upper app's `ready`."""

    def __init__(self) -> None:
        self._links: dict[str, Link] = {}

    def register(self, kind: str, link: Link) -> None:
        self._links[kind] = link

    def name(self, clocks: Iterable[Any], reader: Any = None) -> dict[int, tuple[str, str]]:
        """{clock id: (label, url)}, one call for each kind of subject; "handoff 7" without a page when nobody knows."""
        clocks = list(clocks)
        named = {kind: self._ask(kind, clocks, reader) for kind in {clock.subject for clock in clocks}}
        return {
            clock.pk: named[clock.subject].get(clock.subject_id, (f"{clock.subject} {clock.subject_id}", ""))
            for clock in clocks
        }

    def _ask(self, kind: str, clocks: list[Any], reader: Any) -> dict[int, tuple[str, str]]:
        ids = sorted({clock.subject_id for clock in clocks if clock.subject == kind})
        return self._links[kind](ids, reader) if kind in self._links else {}


subjects = Subjects()
