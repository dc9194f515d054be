"""Which single criterion would have kept unwanted leads out, and what it would have cost. Pure.

Leads are given counted: for each field, how many of each value were unwanted, good, or neither. A criterion is judged
by the share of the unwanted ones that it keeps out less the share of the good ones (Youden's J). Where a lead's value is
not known the criterion doesn't hold, so each is also tried with "or is not known" beside it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

FEWEST = 5
LEAST_SHARE = 0.1
"""A criterion that keeps fewer of the unwanted ones out isn't worth saying."""
MOST_VALUES = 8
MOST_WORDS = 150
LONG_WORD = 4
Tree = dict[str, Any]


class Ask(StrEnum):
    """What may be asked of a field: one of its values, words in it, a limit, or only whether it is known."""

    VALUE = "value"
    WORD = "word"
    LIMIT = "limit"
    PRESENCE = "presence"


@dataclass(frozen=True)
class Counted:
    """Leads with this value; None for those of whom it isn't known."""

    value: Any
    unwanted: int = 0
    good: int = 0
    other: int = 0

    def __add__(self, more: "Counted") -> "Counted":
        return Counted(
            self.value, self.unwanted + more.unwanted, self.good + more.good, self.other + more.other
        )


@dataclass(frozen=True)
class Known:
    """A field of the catalogue with its counted values."""

    name: str
    ask: Ask
    values: tuple[Counted, ...]


@dataclass(frozen=True)
class Suggestion:
    """A criterion, with what it would have kept out."""

    field: str
    tree: Tree
    unwanted: int
    good: int
    other: int
    worth: float = 0.0


def suggestions(fields: Iterable[Known], unwanted: int, good: int, most: int = 5) -> list[Suggestion]:
    """The best of each field, the best first; `unwanted` and `good` are how many there are in all."""
    found = []
    for known in fields:
        judged = [replace(one, worth=_worth(one, unwanted, good)) for one in _candidates(known)]
        least = max(FEWEST, LEAST_SHARE * unwanted)
        fit = [one for one in judged if one.unwanted >= least and one.worth > 0]
        if fit:
            found.append(min(fit, key=_rank))
    return sorted(found, key=_rank)[:most]


def _worth(one: Suggestion, unwanted: int, good: int) -> float:
    return one.unwanted / unwanted - (one.good / good if good else 0) if unwanted else 0


def _rank(one: Suggestion) -> tuple[bool, float, int, int, str]:
    """What loses fewer good leads than it spares rejections, then the most worth; of equal ones what keeps fewer out."""
    costs = one.good >= one.unwanted + one.other
    return costs, -one.worth, one.good + one.other, "any" in one.tree, one.field


def _candidates(known: Known) -> Iterator[Suggestion]:
    unknown = sum((one for one in known.values if one.value is None), Counted(None))
    told = [one for one in known.values if one.value is not None]
    if unknown.unwanted:
        yield _of(known, {"op": "is_not_empty"}, [unknown])
    asks = {Ask.VALUE: _values, Ask.WORD: _words, Ask.LIMIT: _limits}
    if known.ask in asks:
        for leaf, out in asks[known.ask](told):
            yield _of(known, leaf, [*out, unknown])
            if unknown.unwanted + unknown.good + unknown.other:
                yield _of(known, leaf, out, or_unknown=True)


def _of(known: Known, leaf: Tree, out: Sequence[Counted], or_unknown: bool = False) -> Suggestion:
    asked = {"field": known.name, **leaf}
    tree = {"any": [asked, {"field": known.name, "op": "is_empty"}]} if or_unknown else asked
    kept = sum(out, Counted(None))
    return Suggestion(known.name, tree, kept.unwanted, kept.good, kept.other)


Offer = tuple[Tree, list[Counted]]


def _values(told: list[Counted]) -> Iterator[Offer]:
    """Without one value, and without all that hold more than their part of the unwanted ones."""
    folded = _folded(told)
    bad = sum(one.unwanted for one in folded)
    good = sum(one.good for one in folded)
    least = max(FEWEST / 2, LEAST_SHARE / 2 * bad)
    telling = [
        one for one in folded if one.unwanted >= least and one.unwanted * max(good, 1) > one.good * bad
    ]
    telling.sort(key=lambda one: (-one.unwanted, str(one.value)))
    for one in telling[:MOST_VALUES]:
        yield {"op": "is_not", "value": one.value}, [one]
    if len(telling) > 1:
        chosen = telling[:MOST_VALUES]
        yield {"op": "not_in", "value": [one.value for one in chosen]}, chosen


def _folded(told: list[Counted]) -> list[Counted]:
    """Spellings that differ by case alone are one value, written as the most frequent is."""
    found: dict[str, Counted] = {}
    for one in sorted(told, key=lambda one: -(one.unwanted + one.good + one.other)):
        key = str(one.value).lower()
        found[key] = found[key] + one if key in found else one
    return list(found.values())


def _words(told: list[Counted]) -> Iterator[Offer]:
    """Without a word that the unwanted ones hold."""
    counts: dict[str, int] = {}
    for one in told:
        for word in {word for word in str(one.value).lower().split() if len(word) >= LONG_WORD}:
            if word.isalnum():
                counts[word] = counts.get(word, 0) + one.unwanted
    frequent = sorted(counts, key=lambda word: (-counts[word], word))[:MOST_WORDS]
    for word in frequent:
        if counts[word]:
            yield (
                {"op": "not_contains", "value": word},
                [one for one in told if word in str(one.value).lower()],
            )


def _limits(told: list[Counted]) -> Iterator[Offer]:
    """At least, and at most: a limit between two values that occur, as round as it may be."""
    rows = sorted(told, key=lambda one: one.value)
    for place in range(1, len(rows)):
        low, high = rows[place - 1].value, rows[place].value
        if low == high:
            continue
        # the limit lies above the lower, up to the higher
        limit = roundest(low, high)
        yield {"op": ">=", "value": limit}, rows[:place]
        yield {"op": "<", "value": limit}, rows[place:]


def roundest(low: Any, high: Any) -> int | float:
    """The roundest number above `low`, up to `high`: of 9 and 12 it is 10."""
    below, top = Decimal(str(low)), Decimal(str(high))
    step = Decimal(10) ** 15
    for _place in range(22):
        for part in (step, step / 2):
            found = (top / part).to_integral_value(rounding="ROUND_FLOOR") * part
            if below < found <= top:
                return _plain(found)
        step /= 10
    return _plain(top)


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
