"""The words for what may happen to the subject of a clock: an upper app registers them in `ready`, sla only shows them."""

from typing import Any


class Occasions:
    """{key: label}, in the order in which they were registered."""

    def __init__(self) -> None:
        self._labels: dict[str, Any] = {}

    def register(self, key: str, label: Any) -> None:
        self._labels[key] = label

    def label(self, key: str) -> str:
        """In the reader's language; the key itself where nobody registered it."""
        return str(self._labels.get(key, key))

    def choices(self) -> list[tuple[str, Any]]:
        return list(self._labels.items())

    def __contains__(self, key: object) -> bool:
        return key in self._labels

    def __iter__(self) -> Any:
        return iter(self._labels)


occasions = Occasions()
