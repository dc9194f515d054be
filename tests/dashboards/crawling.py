"""Numbers on a page that carry a link, read from its HTML: what the link says, where it leads, what stands beside it."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

LISTS = ("/dashboards/rows/", "/dashboards/sla/promises/", "/dashboards/baselines/gate/")
VOID = frozenset(
    {
        "br",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "wbr",
        "path",
        "circle",
        "rect",
        "line",
        "polyline",
    }
)
COUNT = re.compile(r"(?:n = )?(\d[\d,]*)(?: (?!days?\b|points?\b|h\b|min\b)[^\d%]+)?")
# what stands before a decimal point, as of a chance, counts nothing
NUMBER = re.compile(r"(?<![\d.,€])\d[\d,]*(?![\d.,]*\s?(?:%|(?:h|min|days?|points?|weeks?)\b))(?!\.?\d)")


@dataclass
class Linked:
    """`is_value`: the link is a number of another kind than a count, such as a share, a time or money."""

    url: str
    is_value: bool
    words: str = ""
    beside: str = ""

    @property
    def count(self) -> int | None:
        """How many rows the link says it opens, if it says so itself."""
        told = COUNT.fullmatch(self.words)
        return int(told[1].replace(",", "")) if told and not self.is_value else None

    @property
    def counts_beside(self) -> set[int]:
        return {int(one.replace(",", "")) for one in NUMBER.findall(self.beside)}


@dataclass
class _Place:
    """A cell, a tile or a paragraph: what it says in all, and the links in it."""

    depth: int
    words: list[str] = field(default_factory=list)
    links: list[Linked] = field(default_factory=list)


class Crawler(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[Linked] = []
        self._depth = 0
        self._places = [_Place(0)]
        self._link: Linked | None = None
        self._is_value = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        told = dict(attrs)
        kinds = (told.get("class") or "").split()
        self._depth += 1
        in_tile = any(place.depth < 0 for place in self._places)
        if tag == "article" or (tag in ("td", "th", "li", "p") and not in_tile):
            self._places.append(_Place(-self._depth if tag == "article" else self._depth))
        if tag in ("p", "strong"):
            self._is_value = "tile-value" in kinds
        href = told.get("href") or ""
        if tag == "a" and href.startswith(LISTS):
            self._link = Linked(href, self._is_value)
            self._places[-1].links.append(self._link)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Drawings close themselves."""

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag == "a":
            self._link = None
        if len(self._places) > 1 and abs(self._places[-1].depth) == self._depth:
            self._leave(self._places.pop())
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        for place in self._places[1:]:
            place.words.append(data)
        if self._link is not None:
            self._link.words = " ".join(f"{self._link.words} {data}".split())

    def close(self) -> None:
        super().close()
        for place in self._places:
            self._leave(place)

    def _leave(self, place: _Place) -> None:
        beside = " ".join(" ".join(place.words).split())
        for link in place.links:
            link.beside = beside
        self.links += place.links


def links_of(page: str) -> list[Linked]:
    crawler = Crawler()
    crawler.feed(page)
    crawler.close()
    return crawler.links
