"""What the overview shows: tiles, the funnel by month and by source, acceptance by week, reasons. Reads, writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from leads.models import Stage
from leads.stages import FUNNEL
from people.tiles import Tile

from .asking import Asked, Window
from .boards.look import Look
from .kpis import KPI, Reading, registry
from .labels import labels
from .tiling import Count

MOST_GROUPS = 12


@dataclass(frozen=True)
class FunnelRow:
    """One cohort: a month or a source, with its leads by stage reached."""

    label: Any
    counts: list[Count]
    is_young: bool = False

    @property
    def entered(self) -> int:
        return self.counts[0].count

    def share(self, stage: str) -> float:
        return self.counts[FUNNEL.index(stage)].count / self.entered if self.entered else 0.0


@dataclass(frozen=True)
class Week:
    window: Window
    reading: Reading
    url: str


class Board:
    """The overview of one question; each part is read once, when the page asks for it."""

    def __init__(self, look: Look, numbers: list[tuple[Tile, KPI, list[Count]]]) -> None:
        self.look, self.asked = look, look.asked
        self.numbers = numbers
        """Tiles, each with the parts it stands on."""

    @property
    def targets(self) -> Mapping[str, float]:
        """Where the numbers of this question shall stand, by the standing targets."""
        return self.look.targets

    @cached_property
    def months(self) -> list[FunnelRow]:
        """The funnel by month of arrival, the oldest first; the cohorts that may still grow are marked."""
        read = registry["funnel"].measure(self.asked)
        grown = self.mature_until
        return [
            self._cohort(
                self.asked.over(month),
                month.since,
                read.over(month),
                grown is not None and month.until > grown,
            )
            for month in self._months_with(read)
        ]

    def _months_with(self, read: Any) -> Iterator[Window]:
        seen = [day for day, parts in read.days.items() if any(parts.values())]
        if seen:
            yield from self.asked.window.cut(Window(min(seen), max(seen))).months()

    @cached_property
    def mature_until(self) -> date | None:
        """Until which day of arrival a lead has had its time to become an opportunity."""
        return self.look.measured("captured_to_opportunity").mature_until

    @cached_property
    def sources(self) -> list[FunnelRow]:
        """The funnel by source, the largest first."""
        found = list(registry["funnel"].by(self.asked, "source").items())[:MOST_GROUPS]
        words = labels("source", [source for source, _reading in found])
        return [
            self._cohort(self.asked.cut(source=source), words[source], reading) for source, reading in found
        ]

    def _cohort(self, asked: Asked, label: Any, reading: Reading, is_young: bool = False) -> FunnelRow:
        entered = reading.parts[FUNNEL[0]]
        counts = [
            Count(
                Stage(stage).label,
                reading.parts[stage],
                asked.rows_url("funnel", stage),
                reading.parts[stage] / entered if entered else None,
            )
            for stage in FUNNEL
        ]
        return FunnelRow(label, counts, is_young)

    @cached_property
    def acceptance(self) -> Any:
        return self.look.measured("lead_acceptance_rate")

    @cached_property
    def weeks(self) -> list[Week]:
        """Acceptance by week of the handoff."""
        return [
            Week(
                week,
                self.acceptance.over(week),
                self.asked.over(week).rows_url("lead_acceptance_rate", "decided"),
            )
            for week in self.look.weeks()
        ]

    @cached_property
    def reasons(self) -> list[Count]:
        """Why Sales rejected, the most frequent first; shares of all rejections."""
        kpi = registry["lead_acceptance_rate"]
        found = {
            reason: one.parts["rejected"]
            for reason, one in kpi.by(self.asked, "reason").items()
            if one.parts["rejected"]
        }
        total, words = sum(found.values()), labels("reason", found)
        ordered = sorted(found.items(), key=lambda one: (-one[1], one[0]))
        return [
            Count(
                words[reason],
                count,
                self.asked.cut(reason=reason).rows_url(kpi.key, "rejected"),
                count / total,
            )
            for reason, count in ordered
        ]

    @cached_property
    def agreed_on(self) -> list[tuple[date, str]]:
        return self.look.agreed_on()

    @property
    def is_empty(self) -> bool:
        return not any(tile.n for tile, _kpi, _parts in self.numbers)
