"""Fields of leads as columns of numbers. Pure.

Words become one column a value: values that few leads share go together as "other", and "not stated" is a value of its own,
for it says something too. Numbers are put on a logarithmic scale and standardised, with a column for "not stated". What was
never seen while learning stands at the mean of what was: it neither raises nor lowers a chance.
No value is kept that fewer than 20 leads share, so that no person can be found in a model.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .logistic import Floats

Values = NDArray[np.object_]
"""A field of many leads: text, or None where it isn't stated."""

RARE = 20
MOST_VALUES = 60
MANY_NUMBERS = 12
OTHER, MISSING = "\x01other", "\x01missing"
"""Names of groups that no value can have."""


@dataclass(frozen=True)
class Words:
    """A field of words: its groups, and the share of each while learning."""

    name: str
    groups: tuple[str, ...]
    means: tuple[float, ...]

    kind = "words"

    def group_of(self, value: str | None) -> str:
        """The group a value belongs to; "" for one that wasn't seen while learning."""
        wanted = MISSING if value is None else value if value in self.groups else OTHER
        return wanted if wanted in self.groups else ""

    def matrix(self, values: Values) -> Floats:
        place = {group: number for number, group in enumerate(self.groups)}
        known, inverse = np.unique(
            np.array([MISSING if v is None else v for v in values], dtype=object), return_inverse=True
        )
        rows = np.tile(np.asarray(self.means), (len(known), 1))
        for number, value in enumerate(known):
            group = self.group_of(None if value == MISSING else value)
            if group:
                rows[number] = 0.0
                rows[number, place[group]] = 1.0
        return np.asarray(rows[inverse], dtype=np.float64).reshape(len(values), len(self.groups))

    def shown(self) -> list[tuple[str, float | None]]:
        """Its groups with the share of leads in each."""
        return list(zip(self.groups, self.means, strict=True))

    def profile(self, values: Values) -> dict[str, int]:
        """How many leads stand in each group."""
        counted = Counter(self.group_of(value) or OTHER for value in values)
        return {group: counted.get(group, 0) for group in {*self.groups, *counted}}


@dataclass(frozen=True)
class Numbers:
    """A field of numbers on a logarithmic scale: its mean and spread, and the tenths it falls into."""

    name: str
    mean: float
    spread: float
    missing: float
    cuts: tuple[float, ...]

    kind = "numbers"

    @property
    def means(self) -> tuple[float, ...]:
        return (0.0, self.missing)

    def matrix(self, values: Values) -> Floats:
        """Two columns: the standardised number (0 where it isn't stated), and whether it isn't."""
        found = scaled(values)
        gone = np.isnan(found)
        number = np.where(gone, 0.0, (found - self.mean) / self.spread)
        # a number far beyond all that was seen says no more than the last of them
        return np.column_stack([np.clip(number, -5.0, 5.0), gone.astype(np.float64)])

    def group_of(self, value: str | None) -> str:
        found = float(scaled(np.array([value], dtype=object))[0])
        return MISSING if np.isnan(found) else str(int(np.searchsorted(self.cuts, found, side="right")))

    def shown(self) -> list[tuple[str, float | None]]:
        """A low, a middle and a high number of those that were seen, and none at all where that occurs."""
        cuts = sorted({self.cuts[0], self.cuts[len(self.cuts) // 2], self.cuts[-1]})
        numbers = [(f"{np.sign(cut) * np.expm1(abs(cut)):.0f}", None) for cut in cuts]
        return [*numbers, *([(MISSING, self.missing)] if self.missing else [])]

    def profile(self, values: Values) -> dict[str, int]:
        found = scaled(values)
        places = np.searchsorted(self.cuts, found[~np.isnan(found)], side="right")
        counted = {str(place): int(np.sum(places == place)) for place in range(len(self.cuts) + 1)}
        return counted | {MISSING: int(np.isnan(found).sum())}


Encoded = Words | Numbers


def encoded(name: str, values: Values, is_number: bool = False) -> Encoded | None:
    """How this field is read, learnt from these leads; None when it says the same of (nearly) all of them."""
    stated = [value for value in values if value is not None]
    return _numbers(name, values) if is_number or _are_numbers(stated) else _words(name, values)


def _are_numbers(stated: Sequence[str]) -> bool:
    """Nearly all are numbers, and too many different ones to be codes."""
    if len(set(stated)) <= MANY_NUMBERS:
        return False
    return float(np.mean(~np.isnan(_floats(stated)))) > 0.95


def _words(name: str, values: Values) -> Words | None:
    counted = Counter(value for value in values if value is not None)
    groups = [value for value, n in sorted(counted.items(), key=lambda one: (-one[1], one[0])) if n >= RARE][
        :MOST_VALUES
    ]
    counts = [counted[group] for group in groups]
    missing = sum(value is None for value in values)
    for group, n in ((OTHER, len(values) - missing - sum(counts)), (MISSING, missing)):
        if n >= RARE:
            groups.append(group)
            counts.append(n)
    if len(groups) < 2:
        return None
    return Words(name, tuple(groups), tuple(n / len(values) for n in counts))


def _numbers(name: str, values: Values) -> Numbers | None:
    found = scaled(values)
    known = found[~np.isnan(found)]
    spread = float(known.std()) if len(known) else 0.0
    if len(known) < RARE or spread < 1e-9:
        return None
    cuts = np.unique(np.quantile(known, np.arange(1, 10) / 10))
    return Numbers(
        name, float(known.mean()), spread, 1 - len(known) / len(values), tuple(float(cut) for cut in cuts)
    )


def scaled(values: Values) -> Floats:
    """sign(x) x ln(1 + |x|); not a number where nothing is stated."""
    found = _floats(values)
    return np.asarray(np.sign(found) * np.log1p(np.abs(found)), dtype=np.float64)


def _floats(values: Sequence[Any] | Values) -> Floats:
    return np.array([_float(value) for value in values], dtype=np.float64)


def _float(value: Any) -> float:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return float("nan")
    return found if abs(found) < 1e15 else float("nan")


def shared(values: Values) -> float:
    """Of the leads that state a value, the share whose value at least 20 leads have."""
    counted = Counter(value for value in values if value is not None)
    stated = sum(counted.values())
    if not stated or _are_numbers([value for value in values if value is not None]):
        return 1.0
    return sum(n for n in counted.values() if n >= RARE) / stated


def matrix(fields: Sequence[Encoded], columns: Mapping[str, Values]) -> Floats:
    """All fields beside each other, in their order."""
    return np.column_stack([field.matrix(columns[field.name]) for field in fields])


def to_json(field: Encoded) -> dict[str, Any]:
    return {"kind": field.kind, **asdict(field)}


def from_json(written: Mapping[str, Any]) -> Encoded:
    rest: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in written.items()
        if name != "kind"
    }
    return Words(**rest) if written["kind"] == "words" else Numbers(**rest)
