"""From past leads to a model that is measured: what is left out, what is learnt, how well it holds. Pure.

Leads are parted by time: the first three fifths teach, the next fifth scales the chances, the last fifth judges and is
never learnt from. The model that is judged is the one that runs: it isn't learnt anew on everything afterwards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from leads.backtest.measures import Bin, Quality, auc_interval, hold_out_from

from . import calibration, comparing, leakage
from .encoding import Encoded, Values, encoded, matrix, shared
from .frame import INTEREST, Frame
from .leakage import Exclusion, Filling
from .logistic import Floats, fit_best
from .predictor import Predictor

JUDGES, SCALES = 0.2, 0.2
LEAST_HITS = 10
"""So many outcomes each part of the leads needs."""


class TooFew(Exception):
    """A part of the leads has too few outcomes; `part` is learn, scale or judge."""

    def __init__(self, part: str, hits: int) -> None:
        super().__init__(part)
        self.part, self.hits = part, hits


class NothingToRead(Exception):
    """Every field was excluded."""

    def __init__(self, excluded: list[Exclusion]) -> None:
        super().__init__("fields")
        self.excluded = excluded


@dataclass(frozen=True)
class Parts:
    """The same leads three times, as masks: they don't overlap, and no day is parted."""

    learn: NDArray[np.bool_]
    scale: NDArray[np.bool_]
    judge: NDArray[np.bool_]


def parted(frame: Frame) -> Parts:
    """By the day the leads came in; TooFew where a part can't tell anything."""
    days = np.array(frame.days, dtype="datetime64[D]")
    known, counts = np.unique(days, return_counts=True)
    counted = list(zip(known.tolist(), counts.tolist(), strict=True))
    judged = np.datetime64(hold_out_from(counted, JUDGES))
    scaled = np.datetime64(hold_out_from(counted, JUDGES + SCALES))
    parts = Parts(days < scaled, (days >= scaled) & (days < judged), days >= judged)
    for name, mask in vars(parts).items():
        hits = int(frame.happened[mask].sum())
        if hits < LEAST_HITS or int(mask.sum()) - hits < LEAST_HITS:
            raise TooFew(name, hits)
    return parts


def sieved(
    fields: Sequence[str], frame: Frame, filling: Mapping[str, Filling]
) -> tuple[list[Encoded], list[Exclusion]]:
    """Which fields may be read and how; `frame` are the leads that teach, `filling` is of the whole window."""
    kept, excluded = [], []
    for name in fields:
        values, filled = frame.columns[name], filling.get(name, Filling())
        way = encoded(name, values, is_number=name == INTEREST)
        why = (
            leakage.filled_late(name, filled)
            or leakage.filled_by_outcome(name, filled)
            or leakage.scattered(name, shared(values))
            or (leakage.tells_outcome(name, filled, _alone(way, values, frame.happened)) if way else None)
        )
        if why is None and way is None:
            why = Exclusion(name, "same", {})
        if why is not None:
            excluded.append(why)
        elif way is not None:
            kept.append(way)
    return kept, excluded


def _alone(way: Encoded, values: Values, happened: Floats) -> float:
    """How well the groups of one field tell the outcome by themselves: the AUC of their rates."""
    groups = np.array([way.group_of(value) for value in values])
    bins = []
    for group in np.unique(groups):
        hits = happened[groups == group]
        bins.append(Bin(Decimal(str(round(float(hits.mean()), 6))), len(hits), int(hits.sum())))
    return Quality(tuple(bins)).auc or 0.5


@dataclass(frozen=True)
class Learnt:
    """A model with what it was kept from, and what it is worth on the leads that judge."""

    predictor: Predictor
    excluded: list[Exclusion]
    measures: dict[str, Any]
    profile: dict[str, Any]


def learn(
    fields: Sequence[str],
    frame: Frame,
    filling: Mapping[str, Filling],
    rules: Callable[[Frame], Floats | None],
) -> Learnt:
    """`rules` gives the points of the rules for the leads that judge, or None where no rules run."""
    parts = parted(frame)
    teach, steady, test = (frame.part(mask) for mask in (parts.learn, parts.scale, parts.judge))
    kept, excluded = sieved(fields, teach, filling)
    if not kept:
        raise NothingToRead(excluded)
    fit = fit_best(matrix(kept, teach.columns), teach.happened)
    scaling = calibration.scaling(fit.log_odds(matrix(kept, steady.columns)), steady.happened)
    predictor = Predictor(tuple(kept), fit, scaling)
    measures = _judged(predictor, test, rules(test))
    measures["parts"] = {
        name: {"leads": len(one), "hits": one.hits, "from": str(one.days[0]), "to": str(one.days[-1])}
        for name, one in (("learn", teach), ("scale", steady), ("judge", test))
    }
    return Learnt(predictor, excluded, measures, profile(predictor, frame))


def _judged(predictor: Predictor, test: Frame, points: Floats | None) -> dict[str, Any]:
    chances = predictor.chances(test.columns)
    bins = calibration.reliability(chances, test.happened)
    found: dict[str, Any] = {
        "model": quality_of(chances, test.happened),
        "bins": [{"foretold": one.foretold, "n": one.n, "hits": one.hits} for one in bins],
        "brier": calibration.brier(chances, test.happened),
        "off_by": calibration.off_by(bins),
        "foretold": float(chances.sum()),
        "rules": None,
        "gap": None,
    }
    if points is not None:
        ahead = comparing.gap(chances, points, test.happened)
        found["rules"] = quality_of(points, test.happened)
        found["gap"] = vars(ahead) if ahead else None
    return found


def quality_of(scores: Floats, happened: Floats) -> dict[str, Any]:
    """The measures of leads.backtest over these scores, ready to be kept."""
    values, inverse, counts = np.unique(np.round(scores, 6), return_inverse=True, return_counts=True)
    hits = np.bincount(inverse, weights=happened)
    quality = Quality(
        tuple(
            Bin(Decimal(str(value)), int(n), int(won))
            for value, n, won in zip(values.tolist(), counts.tolist(), hits.tolist(), strict=True)
        )
    )
    low, high = auc_interval(quality) or (0.0, 1.0)
    return {
        "leads": quality.count,
        "hits": quality.hits,
        "auc": quality.auc,
        "auc_low": low,
        "auc_high": high,
        "precision": quality.top_precision,
        "lift": quality.top_lift,
        "bands": [
            {"low": float(one.low), "high": float(one.high), "n": one.count, "hits": one.hits}
            for one in quality.bands
        ],
    }


def profile(predictor: Predictor, frame: Frame) -> dict[str, Any]:
    """How these leads spread over the groups of each field and over tenths of the chance: what drift is held against."""
    chances = predictor.chances(frame.columns)
    cuts = np.unique(np.quantile(chances, np.arange(1, 10) / 10)).tolist()
    fields = {field.name: field.profile(frame.columns[field.name]) for field in predictor.fields}
    return {"fields": fields, "cuts": cuts, "chances": in_tenths(chances, cuts)}


def in_tenths(chances: Floats, cuts: Sequence[float]) -> dict[str, int]:
    places = np.searchsorted(np.asarray(cuts), chances, side="right")
    return {str(place): int(np.sum(places == place)) for place in range(len(cuts) + 1)}
