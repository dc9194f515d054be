"""What a channel is handed, and how it says that it failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from people.models import Delivery
from people.notices import File


@dataclass(frozen=True)
class Message:
    """A composed message to one address; a digest stands for several deliveries."""

    deliveries: list[Delivery]
    to: str
    subject: str
    body: str
    url: str
    files: Sequence[File] = ()

    @property
    def first(self) -> Delivery:
        return self.deliveries[0]


class NotSent(Exception):
    """`after`: the other side said when to come back. `gone`: it said never to."""

    def __init__(self, error: str, after: timedelta | None = None, gone: bool = False) -> None:
        super().__init__(error)
        self.after, self.gone = after, gone
