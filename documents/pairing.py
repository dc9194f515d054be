"""Which part of an old list became which part of a new one."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Generic, TypeVar

ALIKE = 0.4
"""Two parts are the same one, changed, when they share this much of their words."""
MOST_PAIRS = 10_000
"""So many pairs are weighed against each other; in a larger gap parts pair as they come."""
MANY = 4_000
"""From here on what stands everywhere no longer leads the search for equal parts."""

Part = TypeVar("Part")
Spot = tuple[int, int]


class Pairing(Generic[Part]):
    """`words_in` counts the words of a part; `fits` says whether two parts can be shown as one."""

    def __init__(self, words_in: Callable[[Part], Counter[str]], fits: Callable[[Part, Part], bool]) -> None:
        self.words_in, self.fits = words_in, fits

    def pair(
        self, before: Sequence[Part], after: Sequence[Part]
    ) -> Iterator[tuple[Part | None, Part | None]]:
        """Equal parts meet first; between them those that share most, never crossing each other."""
        matcher = SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > MANY)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                yield from zip(before[a:b], after[c:d], strict=True)
            else:
                yield from self._gap(before[a:b], after[c:d])

    def _gap(self, old: Sequence[Part], new: Sequence[Part]) -> Iterator[tuple[Part | None, Part | None]]:
        i = j = 0
        for a, b in [*self._spots(old, new), (len(old), len(new))]:
            yield from ((one, None) for one in old[i:a])
            yield from ((None, one) for one in new[j:b])
            if a < len(old) and b < len(new):
                yield old[a], new[b]
            i, j = a + 1, b + 1

    def _spots(self, old: Sequence[Part], new: Sequence[Part]) -> list[Spot]:
        before, after = [self.words_in(one) for one in old], [self.words_in(one) for one in new]

        def weight(i: int, j: int) -> float:
            return alike(before[i], after[j]) if self.fits(old[i], new[j]) else 0.0

        if len(old) * len(new) > MOST_PAIRS:
            return [(i, i) for i in range(min(len(old), len(new))) if weight(i, i)]
        return heaviest([[weight(i, j) for j in range(len(new))] for i in range(len(old))])


def alike(old: Counter[str], new: Counter[str]) -> float:
    """The part of their words that both have; 0 below what counts as the same."""
    total = old.total() + new.total()
    share = 2 * (old & new).total() / total if total else 0.0
    return share if share >= ALIKE else 0.0


def heaviest(weights: list[list[float]]) -> list[Spot]:
    """The pairs (row, column), both rising, whose weights add up to the most."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            met = weights[i][j] + best[i + 1][j + 1] if weights[i][j] else 0.0
            best[i][j] = max(met, best[i + 1][j], best[i][j + 1])
    spots, i, j = [], 0, 0
    while i < rows and j < columns:
        if weights[i][j] and best[i][j] == weights[i][j] + best[i + 1][j + 1]:
            spots.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return spots
