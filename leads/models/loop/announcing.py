"""Who hears of a turn of the loop: whoever has to act on it, and whoever it answers. Never the one who did it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from people.models import Notification, Role, User
from people.notices import Notice

RETURNED = "lead_returned"
ANSWERED = "return_answered"
DISPUTED = "rejection_disputed"
RULED = "dispute_ruled"
MARKETERS = (Role.MARKETING, Role.MARKETING_MANAGER)


def marketing() -> list[int]:
    """Marketing's managers; where there is none, all of Marketing, else RevOps."""
    for roles in ((Role.MARKETING_MANAGER,), (Role.MARKETING,), (Role.REVOPS,)):
        if found := list(User.objects.with_role(*roles).values_list("pk", flat=True)):
            return found
    return []


def returned(verdict: Any, at: datetime) -> None:
    """A return is told to whoever of Marketing handed the lead off, else to its managers."""
    _tell(RETURNED, verdict, f"{verdict.pk}", _owners(verdict), verdict.by_id, at)


def answered(reply: Any, at: datetime) -> None:
    """What Marketing filled in is told to whoever asked for it."""
    asker = reply.verdict.by_id or reply.verdict.offer.owner_id
    _tell(ANSWERED, reply.verdict, f"{reply.pk}", [asker], reply.by_id, at)


def disputed(dispute: Any, at: datetime) -> None:
    """A dispute is told to Sales, to Marketing's owner of the lead, and to those who rule on it."""
    arbiters = User.objects.with_role(Role.REVOPS).values_list("pk", flat=True)
    readers = [*_sellers(dispute.verdict), *_owners(dispute.verdict), *arbiters]
    _tell(DISPUTED, dispute.verdict, f"{dispute.pk}", readers, dispute.by_id, at)


def ruled(ruling: Any, at: datetime) -> None:
    """A ruling is told to both sides."""
    dispute = ruling.dispute
    readers = [*_sellers(dispute.verdict), dispute.by_id]
    _tell(RULED, dispute.verdict, f"{ruling.pk}", readers, ruling.by_id, at, outcome=ruling.outcome)


def _owners(verdict: Any) -> list[int]:
    """Of Marketing, whoever handed the lead off and is still there; else those who answer for all leads."""
    by = verdict.offer.handoff.by
    return [by.pk] if by and by.role in MARKETERS and by.is_active else marketing()


def _sellers(verdict: Any) -> list[int]:
    """Whoever rejected it; where nobody is named, the managers of the team."""
    if verdict.by_id:
        return [verdict.by_id]
    managers = User.objects.managing({verdict.offer.team_id})
    return list(managers.values_list("pk", flat=True))


def _tell(
    kind: str,
    verdict: Any,
    topic: str,
    readers: Iterable[int | None],
    by: int | None,
    at: datetime,
    **more: Any,
) -> None:
    handoff = verdict.offer.handoff
    if handoff.is_history:
        return
    params = {"lead": handoff.lead_id, "handoff": handoff.pk, "verdict": verdict.pk, **more}
    address = reverse("handoffs:handoff-detail", args=[handoff.pk])
    to = sorted({pk for pk in readers if pk and pk != by})
    Notification.objects.announce([Notice(pk, kind, topic, params, address) for pk in to], at)
