"""The kinds of source: one package each, all with the same five verbs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from . import hubspot, standard
from .message import Said, Source
from .proving import Incoming


class Scheme(Protocol):
    """How a kind of source proves itself, names its deliveries and is read."""

    def prove(self, message: Incoming, secrets: Sequence[str], at: datetime | None) -> None: ...

    def identity(self, message: Incoming) -> str: ...

    def read(self, value: Any, source: Source) -> list[Said]: ...

    def sign(
        self, secret: str, ident: str, method: str, uri: str, body: bytes, at: datetime
    ) -> dict[str, str]: ...

    def draw_secret(self) -> str: ...


SCHEMES: dict[str, Scheme] = {"standard": standard, "hubspot": hubspot}
