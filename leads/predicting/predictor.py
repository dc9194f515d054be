"""A learnt model as one thing: fields, weights and scaling; it foretells many leads and explains one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any

import numpy as np

from .calibration import Scaling
from .encoding import MISSING, Encoded, Values, from_json, matrix, to_json
from .logistic import Fit, Floats, chance

FLAT = 1e-9


@dataclass(frozen=True)
class Given:
    """What one field gives to a lead's chance, in points (0.03 is three): more or less than the average lead gets of it."""

    field: str
    group: str
    points: float


@dataclass(frozen=True)
class Explained:
    """The chance of one lead: that of the average lead and what each field adds. They sum up exactly."""

    average: float
    given: tuple[Given, ...]
    chance: float


@dataclass(frozen=True)
class Alone:
    """The chance of an otherwise average lead in this group; `share` of the leads that taught were in it, where known."""

    group: str
    share: float | None
    chance: float


@dataclass(frozen=True)
class Predictor:
    """`fields` in the order of their columns; `fit` over these columns; `scaling` makes a chance of it."""

    fields: tuple[Encoded, ...]
    fit: Fit
    scaling: Scaling

    def log_odds(self, columns: Mapping[str, Values]) -> Floats:
        return self.scaling.log_odds(self.fit.log_odds(matrix(self.fields, columns)))

    def chances(self, columns: Mapping[str, Values]) -> Floats:
        return chance(self.log_odds(columns))

    @property
    def average(self) -> float:
        """The log odds of the lead that stands at the mean of everything."""
        means = np.array([mean for field in self.fields for mean in field.means])
        return float(self.scaling.log_odds(self.fit.log_odds(means[None, :]))[0])

    @property
    def average_chance(self) -> float:
        return float(chance(np.array([self.average]))[0])

    def weight(self, field: Encoded, values: Values) -> Floats:
        """What this field adds to the log odds of each lead, beyond the mean."""
        begin = 0
        for one in self.fields:
            if one.name == field.name:
                break
            begin += len(one.means)
        weights = self.fit.weights[begin : begin + len(field.means)] * self.scaling.slope
        return np.asarray((field.matrix(values) - np.array(field.means)) @ weights, dtype=np.float64)

    def alone(self, field: Encoded) -> list[Alone]:
        """What each group of this field makes of a lead that is average in all else; of numbers a low, a middle and a high one."""
        shown = [(group, None if group == MISSING else group, share) for group, share in field.shown()]
        added = self.weight(field, np.array([value for _group, value, _share in shown], dtype=object))
        chances = chance(self.average + added).tolist()
        return [Alone(group, share, one) for (group, _value, share), one in zip(shown, chances, strict=True)]

    def explain(self, values: Mapping[str, str | None]) -> Explained:
        """Each field's part in the way from the average lead to this one: integrated gradients (Sundararajan and others
        2017), which for this model share the difference in proportion to what each adds to the log odds."""
        columns = {field.name: np.array([values.get(field.name)], dtype=object) for field in self.fields}
        added = {field.name: float(self.weight(field, columns[field.name])[0]) for field in self.fields}
        begin, way = self.average, sum(added.values())
        low, high = (float(one) for one in chance(np.array([begin, begin + way])))
        slope = (high - low) / way if abs(way) > FLAT else low * (1 - low)
        given = [
            Given(field.name, field.group_of(values.get(field.name)), added[field.name] * slope)
            for field in self.fields
        ]
        return Explained(low, tuple(sorted(given, key=lambda one: -abs(one.points))), high)

    def to_json(self) -> dict[str, Any]:
        return {
            "fields": [to_json(field) for field in self.fields],
            "intercept": self.fit.intercept,
            "weights": self.fit.weights.tolist(),
            "penalty": self.fit.penalty,
            "steps": self.fit.steps,
            "slope": self.scaling.slope,
            "shift": self.scaling.shift,
        }

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> "Predictor":
        weights = np.array(written["weights"], dtype=np.float64)
        fit = Fit(written["intercept"], weights, written["penalty"], written["steps"])
        fields = tuple(from_json(field) for field in written["fields"])
        return cls(fields, fit, Scaling(written["slope"], written["shift"]))


def tenths(explained: Explained) -> list[int]:
    """The average and the parts in tenths of a point, rounded so that as shown they add up to the rounded chance."""
    exact = [explained.average, *(one.points for one in explained.given)]
    return rounded([1000 * one for one in exact], round(1000 * explained.chance))


def rounded(exact: Sequence[float], total: int) -> list[int]:
    """Whole numbers that sum to `total`, none further than one from its own: the largest remainders are rounded up."""
    down = [floor(one) for one in exact]
    short = total - sum(down)
    by_rest = sorted(range(len(exact)), key=lambda place: down[place] - exact[place])
    for place in by_rest[:short] if short >= 0 else []:
        down[place] += 1
    return down
