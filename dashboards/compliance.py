"""What the page of kept promises shows: both teams side by side, by promise, week, month, team, person and source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import Organisation
from people.templatetags.formats import duration
from people.tiles import Tile
from sla.models import Commitment
from sla.models.agreement import Party

from .asking import Asked, Window
from .closing import Said, said_then
from .kpis import Reading
from .kpis.compliance import TARGET, SlaCompliance
from .labels import labels
from .tiling import Count

KEY = SlaCompliance.key
BESIDE = ("waived", "excused", "running")
"""Parts that stand beside the number, because they are not in it or are in it by a correction."""
GROUPS = ("team", "owner", "source")
MOST_GROUPS = 50
CLEAR = 0.0005
"""A number restated by less reads the same."""


@dataclass(frozen=True)
class Kept:
    """A share of promises with what it stands on, each part opening its rows."""

    label: Any
    reading: Reading
    asked: Asked
    terms: str = ""
    """What is promised today, in words; of several agreements each."""

    @property
    def met(self) -> Count:
        return self._part("met")

    @property
    def due(self) -> Count:
        return self._part("due")

    @property
    def late(self) -> Count:
        return self._part("late")

    @property
    def open_late(self) -> Count:
        return self._part("open_late")

    @property
    def beside(self) -> list[Count]:
        """What is counted apart, where there is any."""
        return [part for part in map(self._part, BESIDE) if part.count]

    @property
    def target(self) -> float:
        return TARGET

    @property
    def value_at(self) -> float:
        """Where on a bar of 100 the value ends."""
        return 100 * (self.reading.value or 0)

    @property
    def low_at(self) -> float:
        return 100 * (self.reading.low or 0)

    @property
    def spread(self) -> float:
        return 100 * (self.reading.high or 0) - self.low_at

    @property
    def target_at(self) -> float:
        return 100 * TARGET

    @property
    def verdict(self) -> str:
        """Good once even the interval's lower end reaches the target, bad once its upper end misses it, else open."""
        low, high = self.reading.low, self.reading.high
        if low is None or high is None:
            return ""
        return "good" if low >= TARGET else "bad" if high < TARGET else "open"

    def _part(self, name: str) -> Count:
        found = self.reading.parts.get(name, 0)
        return Count(SlaCompliance.counted[name].label, found, self.asked.rows_url(KEY, name))


@dataclass(frozen=True)
class Month:
    """A month of one side: the number now, and what was said of it when it was closed."""

    window: Window
    now: Kept
    then: Said | None
    is_running: bool

    @property
    def restated(self) -> float | None:
        """By how much the number moved since; None where it did not, or was never said."""
        if self.then is None or self.then.reading.value is None or self.now.reading.value is None:
            return None
        moved = self.now.reading.value - self.then.reading.value
        return moved if abs(moved) >= CLEAR else None


class Side:
    """One team's promises over the asked window; each part is read once, when the page asks for it."""

    def __init__(self, party: str, asked: Asked, at: datetime, terms: Mapping[Any, str]) -> None:
        self.party, self.at, self.terms = Party(party), at, terms
        self.asked = asked.cut(party=party)
        self.kpi = SlaCompliance()
        self.week_start = Organisation.current().week_start

    @cached_property
    def days(self) -> Any:
        """One reading for the whole, the change, the weeks and the months."""
        return self.kpi.measure(self.asked, self.asked.window.joined(self.asked.window.before()))

    @cached_property
    def whole(self) -> Kept:
        return Kept(self.party.label, self.days.over(self.asked.window), self.asked)

    @property
    def tile(self) -> Tile:
        reading, before = self.whole.reading, self.days.over(self.asked.window.before())
        known = reading.value is not None and before.value is not None
        days = self.asked.window.days
        return Tile(
            self.party.label,
            reading.value,
            self.kpi.unit,
            change=reading.value - before.value if known else None,
            since=ngettext("against the %(days)s day before", "against the %(days)s days before", days)
            % {"days": days},
            better=self.kpi.better,
            n=reading.n,
            low=reading.low,
            high=reading.high,
            trust=reading.trust,
            target=TARGET,
            rows_url=self.asked.rows_url(KEY, "due"),
            how=f"{self.kpi.definition} ({self.kpi.formula})",
        )

    @cached_property
    def promises(self) -> list[Kept]:
        """Each kind of promise, in the order in which a lead meets them."""
        found = {row.pop("kind"): self.kpi.reading(row) for row in self.kpi.summed(self.asked, "kind")}
        return [
            Kept(label, found[kind], self.asked.cut(kind=kind), self.terms.get((self.party, kind), ""))
            for kind, label in Commitment.Kind.choices
            if kind in found and any(found[kind].parts.values())
        ]

    @cached_property
    def weeks(self) -> list[Kept]:
        weeks = self.asked.window.weeks(self.week_start)
        return [Kept(week.since, self.days.over(week), self.asked.over(week)) for week in weeks]

    @cached_property
    def months(self) -> dict[date, Month]:
        """{first day: the month}, those in which something was due."""
        said = said_then(self.asked)
        found = {}
        for window in self.asked.window.months():
            reading = self.days.over(window)
            if any(reading.parts.values()):
                kept = Kept(window.since, reading, self.asked.over(window))
                first = window.since.replace(day=1)
                is_running = window.until >= self.asked.today
                found[first] = Month(window, kept, said.get(first), is_running)
        return found


class Compliance:
    """Sales on the left, Marketing on the right, and how the same number falls apart by team, person and source."""

    def __init__(self, asked: Asked, at: datetime) -> None:
        self.asked, self.at = asked, at
        terms = terms_at(at)
        self.sales = Side(Party.SALES, asked, at, terms)
        self.marketing = Side(Party.MARKETING, asked, at, terms)

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.sales, self.marketing

    @property
    def is_empty(self) -> bool:
        return not any(any(side.whole.reading.parts.values()) for side in self.sides)

    @cached_property
    def months(self) -> list[tuple[date, list[Month | None]]]:
        """The newest first, with each side's, where it had something due."""
        firsts = sorted({first for side in self.sides for first in side.months}, reverse=True)
        return [(first, [side.months.get(first) for side in self.sides]) for first in firsts]

    @cached_property
    def groups(self) -> dict[str, list[Kept]]:
        """{dimension: its values, the most promises first}; one value alone divides nothing."""
        found = {name: self._group(name) for name in GROUPS}
        return {name: kept for name, kept in found.items() if len(kept) > 1}

    def _group(self, dimension: str) -> list[Kept]:
        readings = list(SlaCompliance().by(self.asked, dimension).items())[:MOST_GROUPS]
        words = labels(dimension, [value for value, _reading in readings])
        if dimension == "owner":
            words |= {None: _("Nobody: in the queue")}
        return [
            Kept(words[value], reading, self.asked.cut(**{dimension: value})) for value, reading in readings
        ]


def terms_at(at: datetime) -> dict[tuple[str, str], str]:
    """{(party, kind): within how much time}, as the agreements in force say."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in Commitment.objects.in_force(at).timed().order_by("target_seconds"):
        told = found.setdefault((one.party, one.kind), [])
        if (words := duration(one.target_seconds)) not in told:
            told.append(words)
    return {key: " / ".join(told) for key, told in found.items()}
