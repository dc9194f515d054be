"""Guards are asked before a version goes into force: an upper app may know why it should not."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

Guard = Callable[[Any, Any, datetime], Iterable[Any]]
"""(version, by, at) -> reasons against it, as translated sentences; none means: go."""


class Refused(Exception):
    """A step that may not be taken now; `reasons` are sentences for the person who asked."""

    def __init__(self, *reasons: Any) -> None:
        super().__init__(*reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        return " ".join(str(reason) for reason in self.reasons)


class PublicationGuards:
    """The registry: apps add themselves in `ready`."""

    def __init__(self) -> None:
        self._guards: list[Guard] = []

    def register(self, guard: Guard) -> Guard:
        if guard not in self._guards:
            self._guards.append(guard)
        return guard

    def unregister(self, guard: Guard) -> None:
        self._guards.remove(guard)

    def ask(self, version: Any, by: Any, at: datetime) -> None:
        """Raise Refused with every reason that any guard gives."""
        reasons = [reason for guard in self._guards for reason in guard(version, by, at)]
        if reasons:
            raise Refused(*reasons)


publication_guards = PublicationGuards()
