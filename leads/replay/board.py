"""One question answered: a promise over a period, at the target that is asked and at the one in force, cut four ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from django.db.models import Count
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from people.models import Organisation, Team, TeamKind, User
from sla.models import AgreementVersion, Clock, Commitment, Party

from .facts import Facts, weeks_of
from .outcomes import Counts, Outcomes
from .reading import Period, Replay

NONE, UNJUDGED, MET, BREACHED = range(4)
Column = NDArray[Any]


@dataclass(frozen=True)
class Group:
    """A part of the leads: what the asked target gives for it, and what the one in force does."""

    value: Any
    label: str
    then: Counts
    now: Counts | None

    @property
    def change(self) -> float | None:
        if self.now is None or self.then.compliance is None or self.now.compliance is None:
            return None
        return self.then.compliance - self.now.compliance


@dataclass(frozen=True)
class Promise:
    """A line of the overview: a commitment of the version, its twin in force, and what the real clocks said."""

    commitment: Commitment
    then: Counts
    twin: Commitment | None
    now: Counts | None
    was: Counts

    @property
    def change(self) -> float | None:
        return Group(0, "", self.then, self.now).change


class Board:
    """`target` in seconds is held against the promise; every other promise keeps its version's."""

    def __init__(
        self, replay: Replay, promises: Sequence[Commitment], promise: Commitment, target: int
    ) -> None:
        self.replay, self.promises, self.promise, self.target = replay, promises, promise, target

    @cached_property
    def facts(self) -> Facts:
        return self.replay.facts()

    @cached_property
    def outcomes(self) -> Outcomes:
        return self.replay.outcomes(self.promise, self.facts)

    @cached_property
    def in_force(self) -> list[Commitment]:
        """The timed promises of the agreement's version in force."""
        versions = AgreementVersion.objects.filter(
            agreement=self.promise.version.agreement_id, state=AgreementVersion.State.IN_FORCE
        )
        rows = Commitment.objects.filter(version__in=versions).timed()
        return list(rows.select_related("version__agreement", "calendar").order_by("pk"))

    @cached_property
    def twin(self) -> Commitment | None:
        return self._twin_of(self.promise)

    @cached_property
    def outcomes_now(self) -> Outcomes | None:
        return self.replay.outcomes(self.twin, self.facts) if self.twin else None

    @property
    def target_now(self) -> int:
        return int(self.twin.target_seconds or 0) if self.twin else 0

    @cached_property
    def then(self) -> Counts:
        return self.outcomes.at(self.target)

    @cached_property
    def now(self) -> Counts | None:
        return self.outcomes_now.at(self.target_now) if self.outcomes_now else None

    def _twin_of(self, commitment: Commitment) -> Commitment | None:
        """The same promise in the version in force: of the same kind and team, about the same leads if one is."""
        alike = [one for one in self.in_force if (one.kind, one.party) == (commitment.kind, commitment.party)]
        same = [one for one in alike if one.pk == commitment.pk or one.scope == commitment.scope]
        return next(iter([one for one in same if one.pk == commitment.pk] or same or alike), None)

    @cached_property
    def overview(self) -> list[Promise]:
        """Every timed promise of the version."""
        was = self._was()
        return [self._line(one, was.get((one.kind, one.party), Counts())) for one in self.promises]

    def _line(self, one: Commitment, was: Counts) -> Promise:
        twin = self._twin_of(one)
        target = self.target if one.pk == self.promise.pk else int(one.target_seconds or 0)
        then = self.replay.outcomes(one, self.facts).at(target)
        now = self.replay.outcomes(twin, self.facts).at(int(twin.target_seconds or 0)) if twin else None
        return Promise(one, then, twin, now, was)

    def _was(self) -> dict[tuple[str, str], Counts]:
        """What the clocks of these handoffs said, by kind and team; waivers aside."""
        rows = Clock.objects.live().filter(handoff_link__handoff__in=self.replay.period.handoffs())
        counted = rows.values_list("commitment__kind", "commitment__party", "outcome").annotate(n=Count("pk"))
        found: dict[tuple[str, str], dict[str, int]] = {}
        for kind, party, outcome, n in counted.order_by():
            found.setdefault((kind, party), {})[outcome] = n
        return {
            key: Counts(*(one.get(name, 0) for name in ("met", "breached", "running", "cancelled")))
            for key, one in found.items()
        }

    @cached_property
    def states(self) -> tuple[Column, Column]:
        """For each subject how it ends at the asked target and at the one in force."""
        now = self._states(self.outcomes_now, self.target_now) if self.outcomes_now else None
        then = self._states(self.outcomes, self.target)
        return then, np.zeros_like(then) if now is None else now

    def _states(self, outcomes: Outcomes, target: int) -> Column:
        """The worst of a subject's clocks, where it had several."""
        found = np.zeros(len(self.facts), np.int8)
        each = np.select([outcomes.breached(target), outcomes.met(target)], [BREACHED, MET], UNJUDGED)
        np.maximum.at(found, outcomes.subject, each.astype(np.int8))
        return found

    @property
    def newly_late(self) -> int:
        then, now = self.states
        return int(((then == BREACHED) & (now != BREACHED) & (now != NONE)).sum())

    @property
    def newly_kept(self) -> int:
        then, now = self.states
        return int(((now == BREACHED) & (then != BREACHED) & (then != NONE)).sum())

    # -- cut by dimension

    @cached_property
    def weeks(self) -> list[date]:
        return weeks_between(self.replay.period, Organisation.current())

    def starts(self) -> list[datetime]:
        company = Organisation.current()
        return [company.start_of(day) for day in self.weeks]

    def column(self, dimension: str) -> Column:
        """The dimension's value of each subject, as the clock would have had it."""
        if dimension == "week":
            return weeks_of(self.facts.opened, self.starts())
        column: Column = getattr(self.facts, dimension)
        if dimension == "source" or self.promise.party == Party.SALES:
            return column
        marketing = Team.objects.filter(kind=TeamKind.MARKETING).order_by("pk").first()
        return np.full(len(column), marketing.pk if marketing and dimension == "team" else 0)

    def by(self, dimension: str) -> list[Group]:
        """The largest group first; weeks in their order."""
        values, codes = np.unique(self.column(dimension), return_inverse=True)
        then = self.outcomes.by(self.target, codes[self.outcomes.subject], len(values))
        now: Sequence[Counts | None] = [None] * len(values)
        if self.outcomes_now:
            now = self.outcomes_now.by(self.target_now, codes[self.outcomes_now.subject], len(values))
        labels = self._labels(dimension, values.tolist())
        groups = [
            Group(value, labels[value], at_target, in_force)
            for value, at_target, in_force in zip(values.tolist(), then, now, strict=True)
            if at_target.judged or at_target.waiting
        ]
        return (
            groups if dimension == "week" else sorted(groups, key=lambda one: (-one.then.judged, one.label))
        )

    def _labels(self, dimension: str, values: list[Any]) -> dict[Any, str]:
        if dimension == "source":
            return {value: value or _("Not stated") for value in values}
        if dimension == "week":
            return {value: self.weeks[value].isoformat() for value in values if 0 <= value < len(self.weeks)}
        rows: Any = Team if dimension == "team" else User
        named = {
            pk: str(one) for pk, one in rows.objects.in_bulk([value for value in values if value]).items()
        }
        return {value: named.get(value, _("Nobody yet")) for value in values}


def weeks_between(period: Period, company: Organisation) -> list[date]:
    """The first days of the weeks of a period, by the company's week."""
    first = period.since.astimezone(company.zone).date()
    last = (period.until - timedelta(seconds=1)).astimezone(company.zone).date()
    begin = first - timedelta(days=(first.isoweekday() - company.week_start) % 7)
    return [begin + timedelta(days=7 * n) for n in range((last - begin).days // 7 + 1)]
