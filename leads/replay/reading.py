"""Facts and outcomes, kept while nothing changes: what makes a slider answer at once, at a hundred thousand handoffs too.

Facts are read in parts, so that a page can show how far it is; each part lies in the cache under the freshness of the
facts. Whoever moves a slider goes on with what the page began with (`as_of`), though leads arrive meanwhile.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache

from leads.models import Handoff
from people.models import User
from sla.models import Commitment

from . import facts
from .facts import Facts
from .judging import outcomes, terms_hash
from .outcomes import Outcomes
from .working import micros, moment

PART = 10_000
KEPT_SECONDS = 1800
MINUTE = 60_000_000
AS_OF = re.compile(r"[0-9a-f]{32}-\d{1,9}")


@dataclass(frozen=True)
class Period:
    """The handoffs of [since, until) that a reader may count; `team` is 0 for who sees every lead."""

    since: datetime
    until: datetime
    team: int

    @classmethod
    def of(cls, user: User, since: datetime, until: datetime) -> "Period":
        return cls(since, until, 0 if user.sees_every_lead else user.team_id or -1)

    def handoffs(self) -> Any:
        """Merged leads among them: their clocks ran until then."""
        rows = Handoff.objects.filter(opened_at__gte=self.since, opened_at__lt=self.until)
        return rows.filter(lead__team=self.team) if self.team else rows

    def key(self) -> str:
        return f"{micros(self.since)}-{micros(self.until)}-{self.team}"


class Replay:
    """What happened in a period, read part by part."""

    def __init__(self, period: Period, at: datetime, as_of: str = "") -> None:
        self.period = period
        known = as_of if AS_OF.fullmatch(as_of) and self._has(as_of) else ""
        self.as_of = known or f"{facts.freshness()}-{micros(at) // MINUTE}"
        self.at = moment(int(self.as_of.partition("-")[2]) * MINUTE) if known else at
        self._ids: list[int] | None = None
        self._held: dict[int, Outcomes] = {}

    @property
    def parts(self) -> int:
        """The parts of handoffs, and one for what came with files."""
        return -(-len(self.ids) // PART) + 1

    @property
    def ids(self) -> list[int]:
        if self._ids is None:
            rows = self.period.handoffs().order_by("pk").values_list("pk", flat=True)
            self._ids = list(cache.get_or_set(self._key("ids"), lambda: list(rows), KEPT_SECONDS) or [])
        return self._ids

    def done(self) -> int:
        """How many parts are read."""
        return len(cache.get_many([self._key(number) for number in range(self.parts)]))

    def is_long(self) -> bool:
        """Whether a reader would wait: more than one part of handoffs."""
        return self.parts > 2

    def go_on(self) -> bool:
        """Read the next part; False when all are read."""
        for number in range(self.parts):
            if cache.get(self._key(number)) is None:
                self.part(number)
                return True
        return False

    def part(self, number: int) -> Facts:
        key = self._key(number)
        found: Facts | None = cache.get(key)
        if found is None:
            found = self._read(number)
            cache.set(key, found, KEPT_SECONDS)
        return found

    def facts(self) -> Facts:
        return Facts.joined([self.part(number) for number in range(self.parts)])

    def outcomes(self, commitment: Commitment, read: Facts) -> Outcomes:
        """The clocks of this promise over these facts; its target plays no part."""
        if commitment.pk in self._held:
            return self._held[commitment.pk]
        key = f"replay:{self.period.key()}:{self.as_of}:{terms_hash(commitment)}"
        found: Outcomes | None = cache.get(key)
        if found is None:
            found = outcomes(read, commitment, self.at)
            cache.set(key, found, KEPT_SECONDS)
        return self._held.setdefault(commitment.pk, found)

    def _read(self, number: int) -> Facts:
        ids = self.ids[number * PART : (number + 1) * PART]
        period = self.period
        return facts.of_handoffs(ids) if ids else facts.of_files(period.since, period.until, period.team)

    def _key(self, what: Any) -> str:
        fresh = self.as_of.partition("-")[0]
        return f"replay:{self.period.key()}:{fresh}:{what}"

    def _has(self, as_of: str) -> bool:
        fresh = as_of.partition("-")[0]
        return cache.get(f"replay:{self.period.key()}:{fresh}:ids") is not None
