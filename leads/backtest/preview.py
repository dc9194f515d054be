"""What publishing a version would change, answered from a finished back-test and within what the reader sees."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import F, Q

from leads.models import BackTest, Lead
from leads.replay.reading import Period
from leads.replay.staffing import Asked, Check, staff
from people.models import Organisation, User
from sla.models import Commitment, Party

from .judging import FEW, OUTCOMES, HoldOut, best_outcome, hold_out, quality, weekly
from .measures import Quality
from .reading import Parted, parted, parted_by
from .running import SIDES, tested

WEEKS = 13
WEEK = timedelta(days=7)
OPEN = Q(
    handed_off_at=None, accepted_at=None, rejected_at=None, won_at=None, lost_at=None, disqualified_at=None
)
"""Leads that Sales has not got, and that nothing came of yet."""
HOURS = 3600


class Preview:
    """`outcome` is what leads are judged by, won or accepted; where nothing is asked, whichever there is enough of."""

    def __init__(self, test: BackTest, user: User, outcome: str = "") -> None:
        self.test, self.user = test, user
        self.leads = Lead.objects.visible_to(user)
        self.outcome = outcome if outcome in OUTCOMES else best_outcome(test, self.leads)

    @property
    def sides(self) -> tuple[str, ...]:
        return SIDES if self.test.against else SIDES[1:]

    @property
    def rows(self) -> Any:
        return tested(self.leads, self.test)

    @cached_property
    def judged(self) -> Parted:
        """All leads, by which version would have met the definition when they were judged."""
        return parted(self.rows, *holding("then_"))

    @cached_property
    def today(self) -> Parted:
        """Leads that are open still, as they stand: whom publishing moves."""
        return parted(self.rows.filter(OPEN), *holding(""))

    def by(self, dimension: str) -> list[Parted]:
        return parted_by(self.rows, *holding("then_"), dimension)

    @cached_property
    def hold_out(self) -> HoldOut | None:
        return hold_out(self.test, self.leads, self.outcome)

    @cached_property
    def qualities(self) -> dict[str, Quality]:
        """{side: how well it told the leads of the hold-out apart}"""
        return self._qualities(self.hold_out.rule) if self.hold_out else {}

    @cached_property
    def earlier(self) -> dict[str, Quality]:
        """The same on the leads before, which were in sight when the rules were written."""
        return self._qualities(self.hold_out.earlier) if self.hold_out else {}

    def _qualities(self, which: Q) -> dict[str, Quality]:
        return {side: quality(self.test, self.leads, side, self.outcome, which) for side in self.sides}

    @property
    def has_few(self) -> bool:
        return not self.qualities or self.qualities["new"].hits < FEW

    @cached_property
    def weeks(self) -> list[date]:
        """The first days of the last whole weeks."""
        today = self.test.asked_at.astimezone(Organisation.current().zone).date()
        first = today - timedelta(days=today.weekday())
        return [first - WEEK * back for back in range(WEEKS, 0, -1)]

    @cached_property
    def volume(self) -> dict[str, list[int]]:
        """{side: MQLs of each week, as judged}"""
        return {side: weekly(self.test, self.leads, side, self.weeks) for side in self.sides}

    def bearable(self, attempts: Callable[[Commitment], int]) -> float | None:
        """How many leads a week Sales has the hours for; None where nobody is there or nothing is promised in time."""
        timed = Commitment.objects.in_force(self.test.asked_at).timed().filter(party=Party.SALES)
        promise = timed.order_by("target_seconds", "pk").first()
        if promise is None:
            return None
        company = Organisation.current()
        since, until = company.start_of(self.weeks[0]), company.start_of(self.weeks[-1] + WEEK)
        period = Period.of(self.user, since, until)
        asked = Asked(promise.target_seconds or 1, attempts=attempts(promise))
        people = staff(promise, period, self.test.asked_at)
        check = Check(np.array([], np.int64), people, asked, period)
        return check.hours_there * HOURS / asked.work or None


def holding(when: str) -> tuple[F, F]:
    """Whether the live version and the tested one make it an MQL; "then_" for when it was judged."""
    return F(f"tested__live_{when}holds"), F(f"tested__new_{when}holds")
