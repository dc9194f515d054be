"""What a clock is about: sla knows a short kind and a number; the app above gives both a name and a page, in bulk."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

Link = Callable[[list[int], Any], dict[int, tuple[str, str]]]
"""(ids, reader) -> {id: (label, url)}; an id that is gone is left out. Without a reader a label names no person: it may
leave the house in a notice."""

Covers = Callable[[Sequence[Any], Sequence[int], datetime], dict[int, set[int]]]
"""(commitments, ids, at) -> {commitment id: the ids that it is about}."""


class Subjects:
    """The registry: `subjects.register("handoff", link=..., covers=...)` in an upper app's `ready`."""

    def __init__(self) -> None:
        self._links: dict[str, Link] = {}
        self._covers: dict[str, Covers] = {}

    def register(self, kind: str, link: Link, covers: Covers | None = None) -> None:
        self._links[kind] = link
        if covers:
            self._covers[kind] = covers

    def about(self, commitments: Sequence[Any], clocks: Iterable[Any], at: datetime) -> set[tuple[int, int]]:
        """Which promise is about the subject of which clock: {(commitment id, clock id)}; about all where nobody knows."""
        ids: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for clock in clocks:
            ids[clock.subject][clock.subject_id].append(clock.pk)
        found = set()
        for kind, clocks_of in ids.items():
            covers = self._covers.get(kind)
            covered = covers(commitments, sorted(clocks_of), at) if covers else {}
            for one in commitments:
                those = covered.get(one.pk, ()) if covers else clocks_of
                found |= {(one.pk, pk) for subject_id in those for pk in clocks_of[subject_id]}
        return found

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
