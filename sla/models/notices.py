"""Who is told of a step and of a correction. The notices are rows of people, written in the deciding transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from people.models import MANAGERS, Notification, Role, User
from people.notices import Notice

from .agreement import Party
from .commitment import BREACH, EscalationStep

Whom = EscalationStep.Whom
WARNING, BROKEN, CORRECTION = "sla-warning", "sla-breach", "sla-correction"
MANAGER_OF = {Party.MARKETING: Role.MARKETING_MANAGER, Party.SALES: Role.SALES_MANAGER}
OTHER = {Party.MARKETING: Party.SALES, Party.SALES: Party.MARKETING}


class Audience:
    """The people that some clocks may concern: one query, however many clocks."""

    def __init__(self, clocks: Iterable[Any]) -> None:
        teams = {clock.team_id for clock in clocks}
        anywhere = Q(role__in=(*MANAGERS, Role.REVOPS, Role.EXECUTIVE))
        people = User.objects.active().filter(anywhere | Q(team__in=teams - {None}))
        self.people = list(people.values_list("pk", "team_id", "role"))

    def of(self, clock: Any, whom: Iterable[str]) -> list[int]:
        """Their ids, each once. Of a clock that nobody owns yet the whole team is the owner."""
        asked = set(whom)
        if Whom.OWNER in asked and clock.owner_id is None:
            asked.add(Whom.TEAM)
        told = {pk for pk, team, role in self.people if self._is_meant(clock, asked, team, role)}
        return sorted(told | ({clock.owner_id} if Whom.OWNER in asked and clock.owner_id else set()))

    def _is_meant(self, clock: Any, asked: set[str], team: int | None, role: str) -> bool:
        in_team = clock.team_id is not None and team == clock.team_id
        party = Party(clock.commitment.party)
        return (
            (Whom.TEAM in asked and in_team and role not in MANAGERS)
            or (Whom.MANAGER in asked and in_team and role in MANAGERS)
            or (Whom.OTHER_MANAGER in asked and role == MANAGER_OF[OTHER[party]])
            or (Whom.REVOPS in asked and role == Role.REVOPS)
            or (Whom.LEADERSHIP in asked and role == Role.EXECUTIVE)
        )


def hearing(rungs: Sequence[Any]) -> dict[tuple[int, int], list[Notice]]:
    """{(clock id, percent): its notices}; a step that nobody would hear of has none, which its row then shows."""
    audience = Audience(rung.clock for rung in rungs)
    return {(rung.clock.pk, rung.percent): _notices(rung, audience) for rung in rungs}


def _notices(rung: Any, audience: Audience) -> list[Notice]:
    kind = BROKEN if rung.percent >= BREACH else WARNING
    return [
        Notice(
            user_id=user_id,
            kind=kind,
            topic=f"clock {rung.clock.pk} step {rung.percent} time {rung.cycle}",
            params={"clock": rung.clock.pk, "percent": rung.percent},
            url=rung.clock.get_absolute_url(),
            urgent=rung.step.urgent,
        )
        for user_id in audience.of(rung.clock, rung.step.notify)
    ]


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
                url=clock.get_absolute_url(),
            )
            for clock, breach in excused
            for user_id in audience.of(clock, clock.commitment.ladder()[BREACH].notify)
        ),
        at,
    )
