"""What Marketing delivered, counted for its commitments: handoffs, those that Sales accepted, those that came complete.

A handoff counts on the day on which it was opened and by its last offer's answer, as on the dashboards; leads that were
merged into another or are shut away for erasure don't count.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.lookups import Exact, In

from sla import measures
from sla.measures import Measured
from sla.models import Commitment

from .models import Handoff, Lead, Offer
from .models.loop.verdict import Verdict

DECIDED = (Verdict.Kind.ACCEPTED, Verdict.Kind.REJECTED, Verdict.Kind.RECYCLED)


def delivered(commitments: Sequence[Commitment], since: datetime, until: datetime) -> dict[int, Measured]:
    """How many leads were handed to Sales."""
    counted = _counted(commitments, since, until, {"all": None})
    return {pk: Measured.count(one["all"]) for pk, one in counted.items()}


def accepted(commitments: Sequence[Commitment], since: datetime, until: datetime) -> dict[int, Measured]:
    """Which share of those that Sales decided was accepted."""
    answer = _answer()
    parts = {"accepted": Exact(answer, Verdict.Kind.ACCEPTED), "decided": In(answer, DECIDED)}
    counted = _counted(commitments, since, until, parts)
    return {pk: Measured.share(one["accepted"], one["decided"]) for pk, one in counted.items()}


def complete(commitments: Sequence[Commitment], since: datetime, until: datetime) -> dict[int, Measured]:
    """Which share came with everything on the checklist."""
    counted = _counted(commitments, since, until, {"complete": Q(handoffs__missing=[]), "all": None})
    return {pk: Measured.share(one["complete"], one["all"]) for pk, one in counted.items()}


def register() -> None:
    for kind, measure in (
        (Commitment.Kind.VOLUME, delivered),
        (Commitment.Kind.ACCEPTANCE_RATE, accepted),
        (Commitment.Kind.COMPLETENESS, complete),
    ):
        measures.register(kind, measure)


def behind(commitment: Commitment, since: datetime, until: datetime) -> Any:
    """The handoffs that are counted for this commitment in [since, until): the rows behind its number."""
    leads = Lead.objects.standing().filter(*_scopes(commitment, until))
    handoffs = Handoff.objects.filter(opened_at__gte=since, opened_at__lt=until, lead__in=leads)
    if commitment.kind != Commitment.Kind.ACCEPTANCE_RATE:
        return handoffs
    return handoffs.filter(In(_answer("pk"), DECIDED))


def _counted(
    commitments: Sequence[Commitment], since: datetime, until: datetime, parts: dict[str, Any]
) -> dict[int, dict[str, int]]:
    """{commitment id: {part: how many handoffs}}; one statement, however many commitments."""
    rows = Lead.objects.standing().filter(handoffs__opened_at__gte=since, handoffs__opened_at__lt=until)
    asked = {}
    for commitment in commitments:
        within = Q(*_scopes(commitment, until))
        for part, condition in parts.items():
            both = within if condition is None else within & Q(condition)
            asked[f"c{commitment.pk}_{part}"] = Count("handoffs", filter=both)
    found = rows.aggregate(**asked)
    return {one.pk: {part: found[f"c{one.pk}_{part}"] for part in parts} for one in commitments}


def _scopes(commitment: Commitment, at: datetime) -> tuple[Any, Any]:
    """Whom the agreement covers, and which of them the promise is about."""
    return commitment.version.covers().condition(at), commitment.covers().condition(at)


def _answer(handoff: str = "handoffs__pk") -> Subquery:
    """What Sales said to the last offer; None while it waits."""
    turns = Offer.objects.filter(handoff=OuterRef(handoff)).order_by("-number")
    return Subquery(turns.values("verdict__kind")[:1])
