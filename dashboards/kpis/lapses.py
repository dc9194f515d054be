"""Days from one moment to another, with those that have not ended inside the statistic. Pure but for what a KPI asks."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, sqrt
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboards.asking import Asked, Window
from dashboards.evidence import Times
from dashboards.own import OTHER, is_own
from dashboards.statistics import FEW, Z95, Survival, kaplan_meier

from .kpi import KPI, Measured, Parts, Reading, largest

DAY = attrgetter("day")
SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Lapse:
    """So many (`count`) began on a day and took so many days, or have taken so many until now; None: not known."""

    day: date
    group: Any
    days: float | None
    is_over: bool
    count: int = 1


@dataclass(frozen=True)
class MeasuredLapses(Measured):
    lapses: Sequence[Lapse]
    """In the order of their days, so that a week of a year is found and not looked for."""
    population: str = ""

    def within(self, window: Window) -> Sequence[Lapse]:
        first = bisect_left(self.lapses, window.since, key=DAY)
        return self.lapses[first : bisect_right(self.lapses, window.until, key=DAY)]

    def over(self, window: Window) -> Reading:
        return read_lapses(self.within(window), self.population)


class OfLapses(KPI):
    """A KPI whose number is a median of days. Parts: entered, reached, waiting, backwards."""

    unit = "days"
    better = "down"
    cadence = "monthly"
    main_part = "entered"

    def lapses(self, asked: Asked, group: str) -> list[Lapse]:
        """By the values of a group; by none where it is blank."""
        raise NotImplementedError

    def measure(self, asked: Asked, span: Window | None = None) -> MeasuredLapses:
        lapses = self.lapses(asked.over(span or asked.window), "")
        return MeasuredLapses(sorted(lapses, key=DAY), asked.population)

    def by(self, asked: Asked, dimension: str) -> dict[Any, Reading]:
        groups: dict[Any, list[Lapse]] = defaultdict(list)
        for one in self.lapses(asked, dimension):
            groups[one.group].append(one)
        shown, rest = largest(groups, lambda rows: sum(one.count for one in rows), is_own(dimension))
        read = {group: read_lapses(groups[group], asked.population) for group in shown}
        if rest:
            read[OTHER] = read_lapses([one for group in rest for one in groups[group]], asked.population)
        return read

    def evidence(self, asked: Asked) -> Times:
        return self.studied(asked)[1]

    def studied(self, asked: Asked, known: Measured | None = None) -> tuple[Reading, Times]:
        told = known if isinstance(known, MeasuredLapses) else self.measure(asked)
        cases = [one for one in told.within(asked.window) if one.days is not None]
        over = np.repeat([one.is_over for one in cases], [one.count for one in cases])
        return told.over(asked.window), Times(repeated(cases).clip(min=0), over.astype(bool))

    def main(self, asked: Asked) -> str:
        return {"closed": "reached", "forward": "in_order"}.get(asked.population, self.main_part)


def read_lapses(lapses: Sequence[Lapse], population: str = "") -> Reading:
    """The median: by Kaplan and Meier over all, or plain over the finished alone, which flatters."""
    parts = _parts(lapses)
    if population:
        kept = [one for one in lapses if one.is_over and one.days is not None]
        return of_finished(repeated(kept, lowest=0 if population == "forward" else None), parts)
    known = [one for one in lapses if one.days is not None]
    over = np.repeat([one.is_over for one in known], [one.count for one in known])
    return of_all(kaplan_meier(repeated(known).clip(min=0), over), parts)


def of_all(curve: Survival, parts: Parts) -> Reading:
    low, high = curve.median_interval()
    trust = "few" if curve.answered < FEW else "incomplete" if curve.n < parts["entered"] else ""
    spread = {_name(share): curve.quantile(share) for share in SHARES}
    return Reading(curve.quantile(), parts["entered"], parts, low=low, high=high, trust=trust, spread=spread)


def of_finished(days: NDArray[np.float64], parts: Parts) -> Reading:
    """Linear interpolation between the two nearest; the interval of the median by ranks."""
    if not len(days):
        return Reading(None, 0, parts, trust="few")
    found = dict(zip(SHARES, (float(one) for one in np.quantile(days, SHARES)), strict=True))
    spread = {_name(share): value for share, value in found.items()}
    spread |= {"mean": float(days.mean()), "min": float(days.min()), "max": float(days.max())}
    low, high = _ranks(np.sort(days))
    trust = "few" if len(days) < FEW else ""
    return Reading(found[0.5], len(days), parts, low=low, high=high, trust=trust, spread=spread)


def _ranks(rising: NDArray[np.float64]) -> tuple[float, float]:
    """The values between which the median lies in 95 of 100 samples (binomial ranks, normal approximation)."""
    n, half = len(rising), Z95 * sqrt(len(rising)) / 2
    first, last = max(floor(n / 2 - half), 0), min(floor(n / 2 + half), n - 1)
    return float(rising[first]), float(rising[last])


def repeated(lapses: Sequence[Lapse], lowest: float | None = None) -> NDArray[np.float64]:
    kept = [one for one in lapses if one.days is not None and (lowest is None or one.days >= lowest)]
    return np.repeat(np.array([one.days for one in kept], dtype=float), [one.count for one in kept])


def _parts(lapses: Sequence[Lapse]) -> Mapping[str, int]:
    over = [one for one in lapses if one.is_over]
    backwards = sum(one.count for one in over if one.days is not None and one.days < 0)
    entered, reached = sum(one.count for one in lapses), sum(one.count for one in over)
    return {
        "entered": entered,
        "reached": reached,
        "waiting": entered - reached,
        "in_order": reached - backwards,
        "backwards": backwards,
    }


def _name(share: float) -> str:
    return f"p{round(share * 100)}"
