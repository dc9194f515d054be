"""Words as they are said: runs of text that carry their stress with them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from .text import clean

Mark = Literal["", "came", "went", "changed"]


@dataclass(frozen=True)
class Run:
    """Some words said in one way; `mark` is set only in a comparison."""

    text: str
    strong: bool = False
    emphasis: bool = False
    mark: Mark = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))

    @property
    def style(self) -> tuple[bool, bool, str]:
        return self.strong, self.emphasis, self.mark


Words = tuple[Run, ...]
Row = tuple[Words, ...]


def joined(runs: Iterable[Run]) -> Words:
    """The one way to write these runs: nothing empty, neighbours of one style together."""
    kept: list[Run] = []
    for run in runs:
        if kept and kept[-1].style == run.style:
            kept[-1] = replace(run, text=kept[-1].text + run.text)
        elif run.text:
            kept.append(run)
    return tuple(kept)


def plain(words: Words) -> str:
    return "".join(run.text for run in words)
