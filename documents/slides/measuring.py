"""How much room words take on a slide, before any program draws them. Pure.

Widths are those of Helvetica, which Arial and Liberation Sans share, in thousandths of the size; a sign that the table
lacks counts as wide as any. Guessing too wide costs a line; too narrow would let words leave the slide.
"""

import unicodedata
from functools import cache

WIDTHS: dict[str, int] = {
    "ijl'": 222,
    " !,./:;I[]\\fit|\u00a0": 278,
    "()-r`": 333,
    "*": 389,
    "^ckszvxyJ": 500,
    '"': 355,
    "#$0123456789?_abdeghnopquL–": 556,
    "+<=>~−×±": 584,
    "FTZ": 611,
    "&ABEKPSVXY": 667,
    "CDHNRUw": 722,
    "GOQ": 778,
    "Mm": 833,
    "%": 889,
    "W": 944,
}
WIDE = 1015
HEAVY = 1.08
"""How much wider the bold face is, at most."""
LEADING = 1.22
"""From a size to the height of its line."""
DOTS = "…"


@cache
def _sign(sign: str) -> int:
    base = unicodedata.normalize("NFD", sign)[0]
    return next((width for signs, width in WIDTHS.items() if base in signs), WIDE)


def width(text: str, size: float) -> float:
    """Points that the words take in one line, at this size in points."""
    return sum(map(_sign, text)) * size / 1000


def lines(text: str, size: float, room: float) -> int:
    """How many lines the words take in `room` points: broken at blanks, and within a word that is wider than a line."""
    return sum(_of_line(line, size, room) for line in text.split("\n"))


def _of_line(text: str, size: float, room: float) -> int:
    count, used, blank = 1, 0.0, width(" ", size)
    for word in text.split(" "):
        wide = width(word, size)
        if used and used + blank + wide <= room:
            used += blank + wide
            continue
        if used:
            count, used = count + 1, 0.0
        if wide > room:
            # a little is lost at each break within a word
            extra = int(wide / (room * 0.93))
            count, wide = count + extra, wide - extra * room * 0.93
        used = max(wide, 0.0)
    return count


def height(text: str, size: float, room: float) -> float:
    """Points."""
    return lines(text, size, room) * size * LEADING


def clipped(text: str, size: float, room: float, most: int) -> str:
    """As many of the words as `most` lines hold, with dots for the rest."""
    if most < 1:
        return ""
    # no line holds more signs than this, so a text of a megabyte is measured in its beginning alone
    text_head = text[: int(most * room / size * 5) + 1]
    if len(text_head) == len(text) and lines(text, size, room) <= most:
        return text
    low, high = 0, len(text_head)
    while low < high:
        middle = (low + high + 1) // 2
        fits = lines(text_head[:middle].rstrip() + DOTS, size, room) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    cut = text_head[:low]
    blank = cut.rfind(" ")
    return (cut[:blank] if blank > low * 0.6 else cut).rstrip() + DOTS


def fitting(text: str, sizes: tuple[float, ...], room: float, most: int) -> tuple[str, float]:
    """The words at the first of these sizes at which they take `most` lines; cut at the last."""
    for size in sizes:
        if len(text) < 2_000 and lines(text, size, room) <= most:
            return text, size
    return clipped(text, sizes[-1], room, most), sizes[-1]
