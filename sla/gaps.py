"""Who would hear of each step of an agreement today: a step that nobody would hear of is a gap, said before it matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Team, User

from .models import AgreementVersion, EscalationStep
from .models.notices import Audience
from .parties import REVOPS

Whom = EscalationStep.Whom
REMEDIES = {
    Whom.OWNER: gettext_lazy("Invite somebody into %(team)s: it has nobody who could own a lead."),
    Whom.TEAM: gettext_lazy("Invite somebody into %(team)s."),
    Whom.MANAGER: gettext_lazy("Give %(team)s a manager."),
    Whom.OTHER_MANAGER: gettext_lazy("The other team has no manager. Invite one."),
    Whom.REVOPS: gettext_lazy("Nobody has the role RevOps. Give it to somebody."),
    Whom.LEADERSHIP: gettext_lazy("Nobody has the role executive. Invite somebody."),
}


@dataclass(frozen=True)
class Hearing:
    """A step of one promise, for the clocks of one team: who would be told today. `team` is None where there is none.

    What RevOps promises runs for no team: RevOps is told.
    """

    commitment: Any
    percent: int
    step: Any
    team: Team | None
    people: tuple[User, ...]

    @property
    def is_gap(self) -> bool:
        return not self.people

    @property
    def remedies(self) -> list[str]:
        """What to do about a gap, a sentence for each who should have heard."""
        if self.commitment.party == REVOPS:
            return [str(REMEDIES[Whom.REVOPS])]
        if self.team is None:
            party = self.commitment.get_party_display()
            return [_("There is no team of %(party)s whose clocks could run. Create one.") % {"party": party}]
        asked = [REMEDIES[Whom(name)] for name in self.step.notify if name in Whom.values]
        said = [str(remedy) % {"team": self.team.name} for remedy in asked]
        return said or [_("Choose who is told at this step.")]


def hearings(version: AgreementVersion) -> list[Hearing]:
    """Each step of each promise that runs a clock, for each team that may get such clocks; four queries."""
    commitments = version.commitments.timed().prefetch_related("steps")
    teams: dict[str, list[Team | None]] = {
        party: list(Team.objects.filter(kind=party).order_by("name")) for party in ("marketing", "sales")
    }
    asked: list[tuple[Any, int, Any, Team | None]] = [
        (commitment, percent, step, team)
        for commitment in commitments
        for percent, step in commitment.ladder().items()
        for team in teams.get(commitment.party) or [None]
    ]
    told = _told(asked)
    people = User.objects.in_bulk({pk for ids in told for pk in ids})
    return [Hearing(*one, tuple(people[pk] for pk in ids)) for one, ids in zip(asked, told, strict=True)]


def gaps(version: AgreementVersion) -> list[Hearing]:
    """The steps that nobody would hear of today."""
    return [one for one in hearings(version) if one.is_gap]


def _told(asked: Sequence[tuple[Any, int, Any, Team | None]]) -> list[list[int]]:
    """For each the ids of those told; asked as for a clock that nobody owns yet, whose owner is the team."""
    clocks = [
        SimpleNamespace(owner_id=None, team_id=team.pk if team else None, commitment=commitment)
        for commitment, _percent, _step, team in asked
    ]
    audience = Audience(clocks)
    return [
        audience.of(clock, step.notify) if clock.team_id or clock.commitment.party == REVOPS else []
        for clock, (_commitment, _percent, step, _team) in zip(clocks, asked, strict=True)
    ]
