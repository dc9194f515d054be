"""Who hears of a return, its answer, a dispute and its ruling: whoever acts on it, once, and never the doer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from leads.handing import TooLate
from leads.models import Handoff, LoopRules, RejectionReason
from leads.models.settling.settling import hand_over
from people.models import Delivery, Notification, User
from people.notices import still_due
from sla.models import Agreement
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("running")]
ClientOf = Callable[[User], Client]
TEN, ELEVEN = MONDAY_NINE + HOUR, MONDAY_NINE + 2 * HOUR


@pytest.fixture
def handoff(make_lead: Made, sara: User) -> Handoff:
    lead = make_lead(country="Spain", company="Nordica", events=["demo_request"], live=True)
    return lead.handoffs.get()


def told(kind: str) -> set[User]:
    rows = Notification.objects.filter(kind=kind).select_related("user")
    readers = [row.user for row in rows]
    assert len(set(readers)) == len(readers), "said twice"
    return set(readers)


def words(kind: str) -> str:
    return Notification.worded(list(Notification.objects.filter(kind=kind)[:1]))[0].words.subject


def spam() -> RejectionReason:
    return RejectionReason.objects.get(pk="SPAM")


def test_a_return_is_told_to_marketings_managers(
    handoff: Handoff, sara: User, marta: User, mario: User
) -> None:
    for _twice in range(2):
        handoff.give_back(by=sara, at=TEN, asked=["phone"])
    assert told("lead_returned") == {marta}
    assert words("lead_returned") == f"Sales asks for data: lead {handoff.lead_id} (Nordica)"


def test_a_return_is_told_to_whoever_handed_it_off(make_lead: Made, sara: User, mario: User) -> None:
    lead = make_lead(country="Chile", live=True)
    (handed,) = hand_over([lead.pk], by=mario, at=MONDAY_NINE)
    handed.give_back(by=sara, at=TEN, asked=["phone"])
    assert told("lead_returned") == {mario}


def test_an_answer_is_told_to_the_asker(handoff: Handoff, sara: User, samuel: User, mario: User) -> None:
    handoff.give_back(by=sara, at=TEN, asked=["phone"])
    for _twice in range(2):
        handoff.answer(by=mario, at=ELEVEN, values={"phone": "+34600111222"})
    assert told("return_answered") == {sara}


def test_what_was_answered_before_its_mail_left_is_not_sent(
    handoff: Handoff, sara: User, mario: User
) -> None:
    handoff.give_back(by=sara, at=TEN, asked=["phone"])
    params = Notification.objects.get(kind="lead_returned").params
    assert still_due("lead_returned", [(1, params)]) == [params]
    handoff.answer(by=mario, at=ELEVEN, values={}, note="Not to be had")
    assert still_due("lead_returned", [(1, params)]) == [None]


def test_a_dispute_is_told_to_sales_to_marketings_owner_and_to_revops(
    handoff: Handoff, sara: User, mario: User, marta: User, rita: User, silvia: User
) -> None:
    handoff.reject(by=sara, at=TEN, reason=spam())
    for _twice in range(2):
        handoff.dispute(by=mario, at=ELEVEN, argument="They wrote")
    assert told("rejection_disputed") == {sara, marta, rita}


def test_a_ruling_is_told_to_both_sides(handoff: Handoff, sara: User, mario: User, rita: User) -> None:
    handoff.reject(by=sara, at=TEN, reason=spam())
    handoff.dispute(by=mario, at=ELEVEN, argument="They wrote")
    for _twice in range(2):
        handoff.rule(by=rita, at=ELEVEN, outcome="overturned", grounds="They did")
    assert told("dispute_ruled") == {sara, mario} and "overturned" in words("dispute_ruled")


def test_it_waits_for_the_readers_hours(handoff: Handoff, sara: User, marta: User) -> None:
    """A return of Monday night is in the bell at once, and goes out when Marta's office opens."""
    night = MONDAY_NINE + timedelta(hours=13)
    handoff.give_back(by=sara, at=night, asked=["phone"])
    sent = Delivery.objects.filter(kind="lead_returned")
    assert Notification.objects.get(kind="lead_returned").urgent is False
    assert all(one.next_at > night for one in sent)


def test_the_lead_tells_of_replies_and_rulings(
    handoff: Handoff, sara: User, mario: User, rita: User, client_of: ClientOf, trusted: ClientOf, elena: User
) -> None:
    handoff.give_back(by=sara, at=TEN, asked=["phone"])
    handoff.answer(by=mario, at=TEN, values={}, note="No number to be had")
    handoff.reject(by=sara, at=ELEVEN, reason=spam())
    handoff.dispute(by=mario, at=ELEVEN, argument="They wrote on Sunday")
    handoff.rule(by=rita, at=ELEVEN, outcome="upheld", grounds="It was a robot")
    page = client_of(sara).get(handoff.lead.get_absolute_url())
    said = [(entry.text, entry.why) for entry in page.context["story"].entries]
    assert ("Marketing answered", "No number to be had") in said
    assert ("Marketing disputes the rejection", "They wrote on Sunday") in said
    assert ("Ruling: The rejection stands", "It was a robot") in said
    masked = trusted(elena).get(handoff.lead.get_absolute_url()).context["story"].entries
    assert not any("robot" in entry.why or "Sunday" in entry.why for entry in masked)


def test_the_days_to_dispute_are_the_companys(
    handoff: Handoff, sara: User, mario: User, client_of: ClientOf, trusted: ClientOf, rita: User
) -> None:
    handoff.reject(by=sara, at=TEN, reason=spam())
    address = reverse("handoffs:rules-update")
    assert client_of(mario).get(address).status_code == 403
    desk = trusted(rita)
    assert desk.post(address, {"dispute_days": "0", "recycle_days": "90"}).status_code == 422
    assert desk.post(address, {"dispute_days": "91", "recycle_days": "90"}).status_code == 422
    assert not LoopRules.objects.exists()
    assert desk.post(address, {"dispute_days": "2", "recycle_days": "60"}).status_code == 302
    assert Handoff.objects.all().came_back("rejected", TEN + timedelta(days=2)).exists()
    assert not Handoff.objects.all().came_back("rejected", TEN + timedelta(days=2, seconds=1)).exists()
    with pytest.raises(TooLate):
        handoff.dispute(by=mario, at=TEN + timedelta(days=2, seconds=1), argument="Late")
    assert handoff.dispute(by=mario, at=TEN + timedelta(days=2), argument="In time")


def test_a_usual_agreement_promises_a_ruling(rita: User, office: object) -> None:
    draft = Agreement.objects.start("New", rita)
    promise = draft.commitments.get(kind="arbitration")
    assert promise.party == "revops" and promise.calendar == office
    assert [step.notify for step in promise.steps.all()] == [["revops"], ["revops", "leadership"]]
