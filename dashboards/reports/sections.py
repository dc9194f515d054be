"""Further sections of the report on impact, which other parts of the product write: ROI is one.

A part adds itself in `ready`: `sections.add("roi", told)`. `told(asked, at)` answers the blocks of the section, its heading
first, in the active language and within what `asked.user` may see; nothing where it has nothing to say.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from dashboards.asking import Asked
from documents.blocks import Block

Section = Callable[[Asked, datetime], Iterable[Block]]
_sections: dict[str, Section] = {}


def add(name: str, section: Section) -> None:
    """The same name again replaces it; they stand in the order in which they were first added."""
    _sections[name] = section


def remove(name: str) -> None:
    _sections.pop(name, None)


def told(asked: Asked, at: datetime) -> Iterator[Block]:
    for section in list(_sections.values()):
        yield from section(asked, at)
