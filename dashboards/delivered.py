"""What Marketing delivered of what it promised by number, over one stretch of days: promises about every lead are answered by
totals, the others by the floor below, lead by lead."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from people.models import Role, User
from sla import measures
from sla.measures import Measured
from sla.models import Commitment

from .asking import Asked, Window
from .kpis import Measured as MeasuredDays
from .kpis import registry
from .kpis.promised import is_of_all

LIKE = {
    Commitment.Kind.VOLUME: "lead_acceptance_of_delivered",
    Commitment.Kind.ACCEPTANCE_RATE: "lead_acceptance_rate",
    Commitment.Kind.COMPLETENESS: "handoff_completeness",
}
"""Numbers of the whole company that count the same handoffs."""


def bounds(window: Window, zone: tzinfo) -> tuple[datetime, datetime]:
    """Its days as moments of the company's calendar; the second is the first that no longer counts."""
    return (
        datetime.combine(window.since, time(), zone),
        datetime.combine(window.until + timedelta(days=1), time(), zone),
    )


class Delivered:
    """Each number of the whole company is read once for all windows within `span`. The caller has counted what waited."""

    def __init__(self, span: Window, today: date, zone: tzinfo) -> None:
        self.asked, self.zone = Asked(User(role=Role.REVOPS), span, today), zone
        self._kept: dict[str, MeasuredDays] = {}

    def measured(self, commitments: Sequence[Commitment], window: Window) -> dict[int, Measured]:
        """{commitment id: what was counted in the window}."""
        whole = [one for one in commitments if is_of_all(one) and one.kind in LIKE]
        others = [one for one in commitments if one not in whole]
        found = measures.measure(others, *bounds(window, self.zone)) if others else {}
        return {**found, **{one.pk: self._of_all(Commitment.Kind(one.kind), window) for one in whole}}

    def _of_all(self, kind: Commitment.Kind, window: Window) -> Measured:
        key = LIKE[kind]
        if key not in self._kept:
            self._kept[key] = registry[key].measure(self.asked)
        reading = self._kept[key].over(window)
        if kind == Commitment.Kind.VOLUME:
            return Measured.count(reading.parts["delivered"])
        return Measured.share(int(reading.numerator or 0), int(reading.denominator or 0))
