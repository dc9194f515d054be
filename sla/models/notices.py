"""Who is told of a step and of a correction. The notices are rows of people, written in the deciding transaction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from people.models import MANAGERS, Notification, Role, User
from people.notices import Notice
from sla.parties import REVOPS

from .agreement import Party
from .commitment import BREACH, EscalationStep

Whom = EscalationStep.Whom
WARNING, BROKEN, CORRECTION = "sla-warning", "sla-breach", "sla-correction"
MANAGER_OF = {Party.MARKETING: Role.MARKETING_MANAGER, Party.SALES: Role.SALES_MANAGER}
OTHER = {Party.MARKETING: Party.SALES, Party.SALES: Party.MARKETING}
ROLE_OF: dict[str, str] = {Whom.REVOPS: Role.REVOPS, Whom.LEADERSHIP: Role.EXECUTIVE}
ANYWHERE = (*MANAGERS, Role.REVOPS, Role.EXECUTIVE)


class Audience:
    """The active people that some clocks may concern: one query, and one more where whole teams are meant."""

    def __init__(self, clocks: Iterable[Any]) -> None:
        listed = list(clocks)
        owners = {clock.owner_id for clock in listed} - {None}
        self._teams = {clock.team_id for clock in listed} - {None}
        self._present: set[int] = set()
        self._managers: dict[int | None, list[int]] = defaultdict(list)
        self._in_role: dict[str, list[int]] = defaultdict(list)
        people = User.objects.active().filter(Q(role__in=ANYWHERE) | Q(pk__in=owners)).order_by()
        for pk, team, role in people.values_list("pk", "team", "role"):
            self._in_role[role].append(pk)
            self._present.add(pk)
            if role in MANAGERS:
                self._managers[team].append(pk)

    @cached_property
    def _members(self) -> dict[int | None, list[int]]:
        """Who works in these teams, their managers aside."""
        members: dict[int | None, list[int]] = defaultdict(list)
        people = User.objects.active().filter(team__in=self._teams).exclude(role__in=MANAGERS).order_by()
        for pk, team in people.values_list("pk", "team"):
            members[team].append(pk)
        return members

    def of(self, clock: Any, whom: Iterable[str]) -> list[int]:
        """Their ids, each once. Of a clock that nobody owns, or whose owner has left, the whole team is the owner."""
        told: set[int] = set()
        for name in whom:
            told.update(self._named(clock, name))
        return sorted(told)

    def _named(self, clock: Any, name: str) -> Sequence[int]:
        if name == Whom.OWNER and clock.owner_id in self._present:
            return (clock.owner_id,)
        if clock.commitment.party == REVOPS and name in (Whom.OWNER, Whom.TEAM, Whom.MANAGER):
            return self._in_role[Role.REVOPS]
        if name in (Whom.OWNER, Whom.TEAM):
            return self._members[clock.team_id] if clock.team_id else ()
        if name == Whom.MANAGER:
            return self._managers[clock.team_id] if clock.team_id else ()
        if name == Whom.OTHER_MANAGER:
            return self._other_managers(clock.commitment.party)
        return self._in_role[ROLE_OF.get(name, "")]

    def _other_managers(self, party: str) -> Sequence[int]:
        """Of who arbitrates, both sides are the other one."""
        others = [OTHER[Party(party)]] if party in OTHER else list(MANAGER_OF)
        return [pk for other in others for pk in self._in_role[MANAGER_OF[other]]]


def hearing(rungs: Sequence[Any]) -> dict[tuple[int, int, int], list[Notice]]:
    """{place of the rung: its notices}; a step that nobody would hear of has none, which its row then shows."""
    audience = Audience(rung.clock for rung in rungs) if rungs else None
    return {rung.place: _notices(rung, audience) for rung in rungs}


def _notices(rung: Any, audience: Any) -> list[Notice]:
    clock, percent, step = rung.clock, rung.percent, rung.step
    return [
        Notice(
            user_id=user_id,
            kind=BROKEN if percent >= BREACH else WARNING,
            topic=f"clock {clock.pk} step {percent} time {rung.cycle}",
            params={"clock": clock.pk, "percent": percent},
            url=page_of(clock.pk),
            urgent=step.urgent,
        )
        for user_id in audience.of(clock, step.notify)
    ]


@cache
def _page() -> str:
    return reverse("sla:clock-detail", args=[0])


def page_of(clock_id: int) -> str:
    """As `Clock.get_absolute_url`, asked once instead of for each of a thousand."""
    return _page().replace("/0/", f"/{clock_id}/")


def tell(notices: Iterable[Notice], at: datetime) -> None:
    Notification.objects.announce(list(notices), at)


def tell_corrections(excused: Sequence[tuple[Any, Any]], at: datetime) -> None:
    """To those who were told of the breach: it was none."""
    audience = Audience(clock for clock, _breach in excused)
    tell(
        (
            Notice(
                user_id=user_id,
                kind=CORRECTION,
                topic=f"breach {breach.pk}",
                params={"clock": clock.pk},
                url=page_of(clock.pk),
            )
            for clock, breach in excused
            for user_id in audience.of(clock, clock.commitment.ladder()[BREACH].notify)
        ),
        at,
    )
