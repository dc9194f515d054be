"""A number as a page shows it: the value never stands without its n, its interval and its definition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.functional import Promise

Number = int | float | Decimal
Words = str | Promise


@dataclass(frozen=True)
class Tile:
    """One number tile.

    `kind` is number, percent (a ratio: 0.61 reads 61 %), points (a difference of ratios), duration
    (working seconds), span (seconds by the calendar) or money (in `currency`). `better` is up, down or
    empty, and colours the change. `trust` is sound, few, immature or incomplete. `spark` is oldest
    first; None leaves a gap.
    """

    label: Words
    value: Number | None
    kind: str = "number"
    unit: Words = ""
    currency: str = "EUR"
    change: Number | None = None
    since: Words = ""
    better: str = ""
    n: int | None = None
    low: Number | None = None
    high: Number | None = None
    trust: str = ""
    target: Number | None = None
    spark: Sequence[Number | None] = ()
    rows_url: str = ""
    how: Words = ""
    as_of: datetime | None = None

    @property
    def change_kind(self) -> str:
        """A percentage changes by points, everything else in its own unit."""
        return "points" if self.kind == "percent" else self.kind

    @property
    def direction(self) -> str:
        if not self.change:
            return "flat"
        return "up" if self.change > 0 else "down"

    @property
    def verdict(self) -> str:
        """Whether the change is good news; unknown where nobody said which way is better."""
        if not self.better or self.direction == "flat":
            return "neutral"
        return "good" if self.direction == self.better else "bad"

    @property
    def meets_target(self) -> bool | None:
        if self.target is None or self.value is None or not self.better:
            return None
        return self.value >= self.target if self.better == "up" else self.value <= self.target
