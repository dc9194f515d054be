"""Two workers answer one handoff at once, in every pair of verbs: one answer stands and nothing is lost."""

import threading
from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from django.db import connection

from leads.handing import State, TooLate
from leads.models import Dispute, Handoff, Lead, Offer, Recycling, RejectionReason, Verdict
from leads.sowing import sow
from people.models import User
from sla.models import Clock
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = pytest.mark.django_db(transaction=True)
TEN = MONDAY_NINE + HOUR
Deed = Callable[[Handoff], object]


def together(handoff: Handoff, deeds: list[Deed]) -> list[str]:
    """What each of them was told: "" where it went through."""
    gate = threading.Barrier(len(deeds))
    told: list[str] = []

    def run(deed: Deed) -> None:
        try:
            gate.wait(30)
            deed(Handoff.objects.get(pk=handoff.pk))
            told.append("")
        except TooLate as late:
            told.append(late.state)
        except Exception as fault:
            told.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return told


def is_whole(handoff: Handoff) -> State:
    """One answer an offer, turns in a row, and every clock is what its ledger says."""
    now = Handoff.objects.with_offers().get(pk=handoff.pk)
    turns = now.turns()
    assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
    assert Offer.objects.filter(handoff=now, verdict=None).count() == (now.state is State.WAITING)
    assert Clock.objects.differences() == [] and Handoff.objects.differences() == []
    assert Lead.objects.differences() == []
    return now.state


def test_every_pair_of_answers(running: None, make_lead: Made, sara: User, samuel: User) -> None:
    sow()
    spam = RejectionReason.objects.get(pk="SPAM")
    verbs: dict[str, Callable[[User], Deed]] = {
        "accepted": lambda by: lambda one: one.accept(by=by, at=TEN),
        "rejected": lambda by: lambda one: one.reject(by=by, at=TEN, reason=spam),
        "returned": lambda by: lambda one: one.give_back(by=by, at=TEN, asked=["phone"]),
        "recycled": lambda by: lambda one: one.recycle(by=by, at=TEN, returns_on=date(2026, 6, 1)),
    }
    for first, second in product(verbs, verbs):
        handoff = make_lead(country="Spain", events=["demo_request"], live=True).handoffs.get()
        told = together(handoff, [verbs[first](sara), verbs[second](samuel)])
        state = is_whole(handoff)
        assert not [one for one in told if "(" in one], told
        verdict = Verdict.objects.get(offer__handoff=handoff)
        # recycling what was accepted a moment before is no second answer: it is what became of it
        went_on = {first, second} == {"accepted", "recycled"} and state is State.RECYCLED
        assert state in (first, second) and (verdict.kind == state or went_on), (first, second, told)
        assert set(told) <= {"", verdict.kind}, (first, second, told)
        assert Recycling.objects.filter(handoff=handoff).count() == (state is State.RECYCLED)


def test_two_replies_two_disputes_two_rulings(
    running: None, make_lead: Made, sara: User, mario: User, marta: User, rita: User
) -> None:
    sow()
    spam = RejectionReason.objects.get(pk="SPAM")
    handoff = make_lead(country="Spain", events=["demo_request"], live=True).handoffs.get()
    handoff.give_back(by=sara, at=TEN, asked=["phone"])
    replies: list[Deed] = [
        lambda one: one.answer(by=mario, at=TEN + HOUR, values={"phone": "+34600111222"}),
        lambda one: one.answer(by=marta, at=TEN + HOUR, values={}, note="None"),
    ]
    assert together(handoff, replies) == ["", ""] and is_whole(handoff) is State.WAITING
    assert Offer.objects.filter(handoff=handoff).count() == 2
    handoff.reject(by=sara, at=TEN + 2 * HOUR, reason=spam)
    disputes: list[Deed] = [
        lambda one: one.dispute(by=mario, at=TEN + 3 * HOUR, argument="a"),
        lambda one: one.dispute(by=marta, at=TEN + 3 * HOUR, argument="b"),
    ]
    assert together(handoff, disputes) == ["", ""] and is_whole(handoff) is State.DISPUTED
    rulings: list[Deed] = [
        lambda one: one.rule(by=rita, at=TEN + 4 * HOUR, outcome="overturned", grounds="a"),
        lambda one: one.rule(by=rita, at=TEN + 4 * HOUR, outcome="upheld", grounds="b"),
    ]
    assert together(handoff, rulings) == ["", ""]
    outcome = Dispute.objects.get().ruling.outcome
    assert is_whole(handoff) is (State.WAITING if outcome == "overturned" else State.UPHELD)
