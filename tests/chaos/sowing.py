"""What the site is given before the first kill: people, a promise in force, clocks, a hook and an endpoint."""

import json
import sys
from datetime import timedelta

from django.db import transaction

from integrations.models import Connection
from people.models import Endpoint, Organisation, Role, Team, TeamKind, User
from people.moment import now
from sla.models import Agreement, AgreementVersion, Clock, ClockStart, Commitment, EscalationStep

RUNGS = {99: ["owner"], 100: ["owner", "manager"], 101: ["manager"]}
"""A gap before a clock is due, when it is, and a gap after: who is told. The target is a hundred gaps."""


@transaction.atomic
def sow(clocks: int, seconds: int, gap: int, receiver: str) -> None:
    """Prints, as JSON, the hook's address and secret. The clocks fall due evenly within so many seconds."""
    at, target = now(), timedelta(seconds=100 * gap)
    Organisation(name="Chaos", time_zone="Europe/Madrid", currency="EUR").save()
    sales = Team.objects.create(name="Sales", kind=TeamKind.SALES)
    marketing = Team.objects.create(name="Marketing", kind=TeamKind.MARKETING)
    marta, silvia, sara = (
        User.objects.create_user(f"{name}@chaos.test", "-", name=name, role=role, team=team)
        for name, role, team in (
            ("marta", Role.MARKETING_MANAGER, marketing),
            ("silvia", Role.SALES_MANAGER, sales),
            ("sara", Role.SALES, sales),
        )
    )
    Endpoint.objects.create(
        name="Receiver", kind=Endpoint.Kind.WEBHOOK, url=receiver, secret="whsec_Y2hhb3M="
    )
    promise = _promise(marta, silvia, target)
    Clock.objects.start(
        [
            ClockStart(
                promise,
                "chaos",
                number,
                cycle=1,
                started_at=at - target + timedelta(seconds=gap + 5 + seconds * number / clocks),
                owner_id=sara.pk,
                team_id=sales.pk,
            )
            for number in range(clocks)
        ],
        at,
    )
    hook = Connection.objects.open("Chaos", "standard", "chaos", by=None, at=at)
    sys.stdout.write(json.dumps({"key": hook.key, "secret": hook.secret}) + "\n")


def _promise(marta: User, silvia: User, target: timedelta) -> Commitment:
    at = now() - 2 * target
    version = AgreementVersion.objects.create(agreement=Agreement.objects.create(name="Chaos"), number=1)
    promise = Commitment.objects.create(
        version=version,
        kind="acceptance",
        party="sales",
        target_seconds=target.total_seconds(),
        warning_percent=None,
    )
    for percent, whom in RUNGS.items():
        EscalationStep.objects.create(commitment=promise, percent=percent, notify=whom, urgent=True)
    version.submit(by=marta, at=at)
    for signer in (marta, silvia):
        version.sign(by=signer, at=at)
    version.put_in_force(by=silvia, at=at)
    return Commitment.objects.counting(at).get(pk=promise.pk)
