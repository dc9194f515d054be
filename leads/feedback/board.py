"""The page of reasons: how often each is given, against the same number of days before, over time, and by group."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from leads.models import RejectionReason
from people.shares import FEW, Interval, newcombe, wilson

from .outliers import Group, Outlier, outliers
from .reading import Scope, by_dimension, by_period, whole

MOST_GROUPS = 20
CHARTED = 5
COLUMNS = 6


@dataclass(frozen=True)
class Line:
    """A reason: its rejections among the answers of these days, and of as many days before."""

    reason: RejectionReason
    hits: int
    of: int
    before_hits: int
    before_of: int

    @property
    def share(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def before_share(self) -> float | None:
        return self.before_hits / self.before_of if self.before_of else None

    @property
    def interval(self) -> Interval | None:
        return wilson(self.hits, self.of)

    @property
    def change(self) -> float | None:
        if self.share is None or self.before_share is None:
            return None
        return self.share - self.before_share

    @property
    def change_interval(self) -> Interval | None:
        return newcombe(self.hits, self.of, self.before_hits, self.before_of)

    @property
    def verdict(self) -> str:
        """`more` or `less` where the interval of the change says so; "" where it doesn't."""
        low, high = self.change_interval or (0.0, 0.0)
        return "more" if low > 0 else "less" if high < 0 else ""

    @property
    def is_few(self) -> bool:
        return self.of < FEW


@dataclass(frozen=True)
class Board:
    """What is read for one page; `dimensions` are those that its reader may see."""

    scope: Scope
    by: str
    dimensions: Sequence[str]
    reasons: dict[str, RejectionReason] = field(default_factory=lambda: RejectionReason.objects.in_bulk())

    @cached_property
    def now(self) -> Group:
        return whole(self.scope)

    @cached_property
    def before(self) -> Group:
        return whole(self.scope.before())

    @cached_property
    def lines(self) -> list[Line]:
        """The most frequent first; those that were only given before too, for they are gone."""
        codes = set(self.now.by_reason) | set(self.before.by_reason)
        found = [
            Line(
                self.reasons[code],
                self.now.by_reason.get(code, 0),
                self.now.answered,
                self.before.by_reason.get(code, 0),
                self.before.answered,
            )
            for code in codes
        ]
        return sorted(found, key=lambda one: (-one.hits, -one.before_hits, one.reason.pk))

    @cached_property
    def periods(self) -> list[tuple[date, date, Group]]:
        return by_period(self.scope)

    @cached_property
    def charted(self) -> list[RejectionReason]:
        """The most frequent reasons, each with its colour; the rest is one."""
        return [line.reason for line in self.lines[:CHARTED] if line.hits]

    @cached_property
    def columns(self) -> list[RejectionReason]:
        """The reasons that the table of groups has a column for: all, or the most frequent and one for the rest."""
        given = [line.reason for line in self.lines if line.hits]
        return given if len(given) <= COLUMNS + 1 else given[:COLUMNS]

    @property
    def has_others(self) -> bool:
        return sum(1 for line in self.lines if line.hits) > len(self.columns)

    @cached_property
    def groups(self) -> list[Group]:
        return by_dimension(self.scope, self.by)

    @cached_property
    def outliers(self) -> list[Outlier]:
        """Of every dimension, wherever the page looks: one adjustment for all that was asked."""
        groups = {
            name: self.groups if name == self.by else by_dimension(self.scope, name)
            for name in self.dimensions
        }
        return outliers(groups)
