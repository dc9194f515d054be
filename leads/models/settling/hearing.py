"""Answers that Sales gave in a CRM: an event that says accepted, rejected or recycled answers the offer that is open.

The event is the fact and stays whatever comes of it. The first verdict of an offer stands: who answers here afterwards
is told that the CRM was first, and an event that comes after an answer given here changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q

from leads.answering import ANSWERS
from leads.handing import REVOPS, SALES, State
from leads.stages import RECYCLED, REJECTED
from people.models import Organisation, User

from ..facts import Event, Precision
from ..loop.handoff import Handoff
from ..loop.offer import Offer
from ..loop.reason import UNSAID, RejectionReason
from ..loop.recycling import Recycling
from ..loop.rules import LoopRules
from ..loop.verdict import Verdict


def hear(ids: Iterable[int], at: datetime) -> list[Verdict]:
    """Let what was said of these leads elsewhere answer their open offers; the verdicts that came of it.

    Offers are locked before leads, as every answer does it: call it before the leads are folded."""
    said = _said(list(ids))
    if not said:
        return []
    handoffs = _held(list(said))
    found = (_answer(handoff, said[handoff.lead_id], at) for handoff in handoffs)
    return [verdict for verdict in found if verdict]


def _said(ids: list[int]) -> dict[int, list[Event]]:
    """{lead: what Sales said of it elsewhere, in order}; merged leads speak for the one that was kept."""
    told: dict[int, list[Event]] = {}
    rows: Any = Event.objects.effective().filter(Q(lead__in=ids) | Q(lead__merged_into__in=ids))
    rows = rows.filter(kind__in=ANSWERS, is_history=False).select_related("lead", "by")
    for row in rows.order_by("occurred_at", "pk"):
        if _may_say(row):
            told.setdefault(row.lead.merged_into_id or row.lead_id, []).append(row)
    return told


def _may_say(event: Event) -> bool:
    """A CRM speaks for Sales; of people, Sales does, and RevOps, who connect programs."""
    return event.origin.startswith("crm:") if event.by is None else event.by.role in SALES | REVOPS


def _held(leads: list[int]) -> list[Handoff]:
    now = Q(lead__in=leads, lead__cycle=F("cycle"))
    handoffs = Handoff.objects.live().filter(now).order_by("pk")
    list(
        Offer.objects.select_for_update(of=("self",))
        .filter(handoff__in=handoffs.order_by().values("pk"))
        .order_by("handoff", "number")
    )
    return list(handoffs.with_offers())


def _answer(handoff: Handoff, said: Sequence[Event], at: datetime) -> Verdict | None:
    turns = handoff.turns()
    if handoff.state is State.ACCEPTED:
        later = [one for one in said if ANSWERS[one.kind] == RECYCLED]
        accepted_at = turns[-1].verdict.decided_at
        if event := next((one for one in later if _moment(one) > accepted_at), None):
            _put_off(handoff, event, at)
        return None
    if handoff.state is not State.WAITING:
        return None
    since = _asked_since(turns)
    event = next((one for one in said if _moment(one) >= since), None)
    return _decide(turns[-1], event, max(_moment(event), turns[-1].offered_at), at) if event else None


def _asked_since(turns: Sequence[Offer]) -> datetime:
    """Since when Sales owes this answer: a turn that ran out before this one asked for the same."""
    first = turns[-1]
    for turn in reversed(turns[:-1]):
        if turn.verdict.kind != Verdict.Kind.EXPIRED:
            break
        first = turn
    return first.offered_at


def _moment(event: Event) -> datetime:
    """A day fact happened by the end of its day, or by when we heard of it."""
    if event.precision == Precision.DAY:
        return min(event.recorded_at, event.occurred_at + timedelta(days=1))
    return min(event.recorded_at, event.occurred_at)


def _decide(offer: Offer, event: Event, decided_at: datetime, at: datetime) -> Verdict:
    kind, values = ANSWERS[event.kind], event.values
    rejects = kind == REJECTED
    verdict = offer.decide(
        kind,
        by=_who(event),
        at=decided_at,
        recorded_at=at,
        heard_from=_where(event),
        reason=RejectionReason.objects.named(str(values.get("reason") or UNSAID)) if rejects else None,
        note=str(values.get("note") or "")[:2000],
    )
    if kind == RECYCLED and verdict.recorded_at == at:
        _plan(offer.handoff_id, event, verdict.by, decided_at)
    return verdict


def _put_off(handoff: Handoff, event: Event, at: datetime) -> None:
    """An accepted lead goes to a later day: its answer stands."""
    by = _who(event)
    handoff.recycle(by, at, _returns_on(event, at), note=str(event.values.get("note") or "")[:2000])


def _plan(handoff_id: int, event: Event, by: User | None, at: datetime) -> None:
    Recycling.objects.get_or_create(
        handoff_id=handoff_id,
        cancelled_at=None,
        defaults={"returns_on": _returns_on(event, at), "by": by, "decided_at": at},
    )


def _returns_on(event: Event, at: datetime) -> date:
    """The day that was said, if it is to come; else the company's usual one."""
    today = at.astimezone(Organisation.current().zone).date()
    try:
        said = date.fromisoformat(str(event.values.get("returns_on"))[:10])
    except ValueError:
        said = today
    return said if said > today else today + timedelta(days=LoopRules.current().recycle_days)


def _who(event: Event) -> Any:
    """Whoever told it here, else the seller whom the CRM names by e-mail."""
    named = str(event.values.get("by") or "").strip()
    sellers = User.objects.with_role(*sorted(SALES)).filter(email__iexact=named)
    return event.by or (sellers.first() if named else None)


def _where(event: Event) -> str:
    return event.origin.removeprefix("crm:")[:80] if event.by is None else "api"
