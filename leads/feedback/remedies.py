"""What came of a criterion that was tried: the share of its reason before its version was in force, and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from leads.models import Remedy
from people.models import Organisation, User
from people.shares import Interval, newcombe

from .outliers import Group
from .reading import Scope, whole

MOST_DAYS = 90
"""Windows of equal length on either side of the day on which the version went into force."""


@dataclass(frozen=True)
class Measured:
    """A remedy with its two windows; None where its version isn't in force, or only since today."""

    remedy: Remedy
    before: Scope | None = None
    after: Scope | None = None
    was: Group | None = None
    became: Group | None = None

    @property
    def reason(self) -> str:
        return str(self.remedy.reason_id)

    @property
    def was_share(self) -> float | None:
        return self.was.share(self.reason) if self.was else None

    @property
    def share(self) -> float | None:
        return self.became.share(self.reason) if self.became else None

    @property
    def change(self) -> float | None:
        if self.share is None or self.was_share is None:
            return None
        return self.share - self.was_share

    @property
    def interval(self) -> Interval | None:
        if self.was is None or self.became is None:
            return None
        hits, before = self.became.by_reason.get(self.reason, 0), self.was.by_reason.get(self.reason, 0)
        return newcombe(hits, self.became.answered, before, self.was.answered)

    @property
    def verdict(self) -> str:
        """`improved`, `worse`, `not_shown`; `waiting` for its version or for answers."""
        if self.interval is None:
            return "waiting"
        low, high = self.interval
        return "improved" if high < 0 else "worse" if low > 0 else "not_shown"


def measured(remedies: Iterable[Remedy], user: User | None, at: datetime) -> list[Measured]:
    """Each with what became of its reason, among the answers that this person sees."""
    today = at.astimezone(Organisation.current().zone).date()
    return [_measured(one, user, today) for one in remedies]


def _measured(remedy: Remedy, user: User | None, today: date) -> Measured:
    since = remedy.in_force_at()
    if since is None:
        return Measured(remedy)
    zone = Organisation.current().zone
    first = since.astimezone(zone).date()
    until = remedy.version.in_force_until
    last = min(until.astimezone(zone).date() - timedelta(days=1) if until else today, today)
    days = min((last - first).days + 1, MOST_DAYS)
    if days < 1:
        return Measured(remedy)
    after = Scope(user, first, first + timedelta(days=days - 1))
    before = after.before()
    return Measured(remedy, before, after, whole(before), whole(after))
