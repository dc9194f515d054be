"""Writes the demo's first turns, replies, disputes and recyclings, in bulk."""

from collections.abc import Iterable, Sequence

from leads.asking import field_of
from leads.models import Dispute, LeadChange, Offer, Recycling, Reply, Ruling, Verdict

from .cast import Company
from .loops import Turn
from .story import Passage

VALUES = {
    "phone": "+34 910 000 {}",
    "industry": "logistics",
    "employees": 120,
    "job_title": "Operations Manager",
}


def tell_turns(company: Company, firsts: dict[int, Offer], passages: Iterable[Passage]) -> dict[int, Offer]:
    """{lead: its second offer}: the first was returned and answered, or rejected and overturned."""
    told = {passage.lead_id: passage for passage in passages if passage.turn}
    verdicts = Verdict.objects.bulk_create(
        _first(firsts[lead], passage.turn, company, passage.by) for lead, passage in told.items()
    )
    by_lead = {verdict.offer.handoff.lead_id: verdict for verdict in verdicts}
    seconds = Offer.objects.bulk_create(
        _again(by_lead[lead], passage.turn, company) for lead, passage in told.items()
    )
    _reply([(by_lead[lead], passage.turn) for lead, passage in told.items()], company)
    _overturn([(by_lead[lead], passage.turn) for lead, passage in told.items()], company)
    return {offer.handoff.lead_id: offer for offer in seconds}


def _first(offer: Offer, turn: Turn, company: Company, by: str) -> Verdict:
    return Verdict(
        offer=offer,
        kind=turn.kind,
        reason_id=turn.reason or None,
        asked=list(turn.asked),
        note=turn.said[0] if turn.kind == "returned" else "",
        by=company.people.get(by),
        decided_at=turn.at,
        recorded_at=turn.at,
    )


def _again(verdict: Verdict, turn: Turn, company: Company) -> Offer:
    first = verdict.offer
    is_return = turn.kind == "returned"
    return Offer(
        handoff=first.handoff,
        number=2,
        team=first.team,
        owner=verdict.by if is_return else None,
        offered_at=turn.again_at,
        why={"answered" if is_return else "overturned": verdict.pk},
    )


def _reply(turns: Sequence[tuple[Verdict, Turn]], company: Company) -> None:
    returned = [(verdict, turn) for verdict, turn in turns if turn.kind == "returned"]
    replies = Reply.objects.bulk_create(
        Reply(
            verdict=verdict,
            filled=[field_of(name) for name in turn.asked],
            note=turn.said[1],
            by=company["marketing"],
            at=turn.again_at,
        )
        for verdict, turn in returned
    )
    LeadChange.objects.bulk_create(
        LeadChange(
            lead_id=verdict.offer.handoff.lead_id,
            values={field_of(name): _value(name, verdict.pk) for name in turn.asked},
            occurred_at=turn.again_at,
            recorded_at=turn.again_at,
            origin="app",
            origin_key=f"reply:{reply.pk}",
            by=company["marketing"],
        )
        for reply, (verdict, turn) in zip(replies, returned, strict=True)
    )


def _value(name: str, number: int) -> object:
    value = VALUES[name]
    return value.format(f"{number % 1000:03}") if isinstance(value, str) else value


def _overturn(turns: Sequence[tuple[Verdict, Turn]], company: Company) -> None:
    overturned = [(verdict, turn) for verdict, turn in turns if turn.disputed_at]
    disputes = Dispute.objects.bulk_create(
        Dispute(verdict=verdict, argument=turn.said[0], by=company["marketing_manager"], at=at)
        for verdict, turn in overturned
        if (at := turn.disputed_at)
    )
    Ruling.objects.bulk_create(
        Ruling(
            dispute=dispute,
            outcome="overturned",
            grounds=turn.said[1],
            by=company["revops"],
            at=turn.again_at,
        )
        for dispute, (_verdict, turn) in zip(disputes, overturned, strict=True)
    )


def tell_after(company: Company, verdicts: Iterable[Verdict], passages: Iterable[Passage]) -> None:
    """What followed the last answer: disputes that were upheld or wait, and leads that come back on a day."""
    by_lead = {verdict.offer.handoff.lead_id: verdict for verdict in verdicts}
    told = [(by_lead[one.lead_id], one) for one in passages if one.lead_id in by_lead]
    quarrels = [(verdict, one.quarrel) for verdict, one in told if one.quarrel]
    disputes = Dispute.objects.bulk_create(
        Dispute(verdict=verdict, argument=quarrel.said[0], by=company["marketing_manager"], at=quarrel.at)
        for verdict, quarrel in quarrels
    )
    Ruling.objects.bulk_create(
        Ruling(
            dispute=dispute,
            outcome="upheld",
            grounds=quarrel.said[1],
            by=company["revops"],
            at=quarrel.ruled_at,
        )
        for dispute, (_verdict, quarrel) in zip(disputes, quarrels, strict=True)
        if quarrel.ruled_at
    )
    Recycling.objects.bulk_create(
        Recycling(
            handoff=verdict.offer.handoff,
            reason_id=one.reason or None,
            nurture_list=one.nurture_list,
            returns_on=one.returns_on,
            by=verdict.by,
            decided_at=verdict.decided_at,
        )
        for verdict, one in told
        if one.returns_on
    )
