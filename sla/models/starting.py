"""A new agreement: its first draft says what such agreements usually say, so that there is something to argue about."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from people.models import Team, WorkingCalendar
from sla.clauses import CLAUSES
from sla.usual_promises import PROMISES

if TYPE_CHECKING:
    from .agreement import AgreementVersion


class AgreementQuerySet(models.QuerySet[Any]):
    @transaction.atomic
    def start(self, name: str, by: Any) -> "AgreementVersion":
        """An agreement of this name with a first draft: the usual clauses and promises, on the teams' own calendars."""
        version: AgreementVersion = self.create(name=name).versions.create(number=1, by=by)
        for kind, (english, spanish) in CLAUSES.items():
            version.clauses.create(kind=kind, text_en=english, text_es=spanish)
        calendars = _calendars()
        for position, promise in enumerate(PROMISES, start=1):
            calendar = calendars.get(promise.party) if promise.target_seconds else None
            commitment = version.commitments.create(position=position, calendar=calendar, **promise.columns())
            for step in promise.ladder:
                commitment.steps.create(**step.columns())
        return version


def _calendars() -> dict[str, WorkingCalendar]:
    """{party: the calendar of its first team that has one}; where none has, the company's first calendar."""
    teams = Team.objects.exclude(calendar=None).select_related("calendar").order_by("-pk")
    found = {team.kind: team.calendar for team in teams if team.calendar}
    first = WorkingCalendar.objects.order_by("pk").first()
    return {kind: first for kind in ("marketing", "sales", "revops") if first} | found
