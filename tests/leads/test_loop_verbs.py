"""The loop of a handoff: returned and answered, recycled and back again, disputed and ruled, taken back."""

from datetime import date, timedelta

import pytest

from leads.handing import TAKE_BACK, State, TooLate, Unproved, Verb
from leads.models import Dispute, Handoff, Lead, LeadScore, Offer, Recycling, RejectionReason, Reply, Verdict
from leads.models.loop.rules import DISPUTE_DAYS
from leads.models.settling.reentering import reenter
from people.models import User, WorkingCalendar
from sla.models import Agreement, AgreementVersion, Breach, Clock, Commitment
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = pytest.mark.usefixtures("running")
DAY = timedelta(days=1)
TEN = MONDAY_NINE + HOUR


@pytest.fixture(autouse=True)
def more_promises(office: WorkingCalendar, marta: User, silvia: User, rita: User) -> None:
    """Marketing answers a return within 2 working hours, RevOps rules on a dispute within 8."""
    version = AgreementVersion.objects.create(agreement=Agreement.objects.create(name="Loop"), number=1)
    for kind, party, hours in (("answer", "marketing", 2), ("arbitration", "revops", 8)):
        Commitment.objects.create(
            version=version, kind=kind, party=party, target_seconds=hours * 3600, calendar=office
        )
    version.submit(by=rita, at=MONDAY_NINE)
    version.sign(by=marta, at=MONDAY_NINE)
    version.sign(by=silvia, at=MONDAY_NINE)
    version.put_in_force(by=rita, at=MONDAY_NINE)


@pytest.fixture
def handoff(make_lead: Made) -> Handoff:
    return make_lead(country="Spain", events=["demo_request"], live=True).handoffs.get()


@pytest.fixture
def spam(db: None) -> RejectionReason:
    return RejectionReason.objects.get(pk="SPAM")


def clock(kind: str, cycle: int = 1) -> Clock:
    return Clock.objects.get(commitment__kind=kind, cycle=cycle)


def fresh(handoff: Handoff) -> Handoff:
    return Handoff.objects.with_offers().get(pk=handoff.pk)


def test_a_return_pauses_sales_and_starts_marketing(handoff: Handoff, sara: User, mario: User) -> None:
    verdict = handoff.give_back(by=sara, at=TEN, asked=["phone"], note="No number")
    assert fresh(handoff).state is State.RETURNED and verdict.asked == ["phone"]
    assert clock("acceptance").paused_at == TEN and clock("answer").due_at == TEN + 2 * HOUR
    reply = handoff.answer(by=mario, at=TEN + HOUR, values={"phone": "+34600111222"}, note="Here")
    lead = Lead.objects.get()
    assert (lead.phone, lead.owner, reply.filled) == ("+34600111222", sara, ["phone"])
    # asked again of who asked, and Sales has the time left that it had
    last = fresh(handoff).turns()[-1]
    assert (last.number, last.owner, last.why) == (2, sara, {"answered": verdict.pk})
    assert clock("acceptance").due_at == MONDAY_NINE + 6 * HOUR and clock("answer").outcome == "met"
    assert handoff.answer(by=mario, at=TEN + 2 * HOUR, values={"phone": "x"}) == reply
    assert Lead.objects.get().phone == "+34600111222" and Reply.objects.count() == 1


def test_each_reason_asks_for_its_evidence(handoff: Handoff, sara: User, make_lead: Made) -> None:
    other = make_lead(country="France")
    for code, lacks in (("ENG-01", "attempts"), ("DATA", "note"), ("DUP", "duplicate")):
        with pytest.raises(Unproved) as told:
            handoff.reject(by=sara, at=TEN, reason=RejectionReason.objects.get(pk=code))
        assert told.value.lacks == lacks
    assert not Verdict.objects.exists()
    duplicate = RejectionReason.objects.get(pk="DUP")
    assert handoff.reject(by=sara, at=TEN, reason=duplicate, duplicate_of=other).duplicate_of == other


def test_an_overturned_rejection_goes_to_sales_again(
    handoff: Handoff, spam: RejectionReason, sara: User, mario: User, rita: User
) -> None:
    handoff.reject(by=sara, at=TEN, reason=spam)
    assert clock("first_touch").outcome == "cancelled"
    dispute = handoff.dispute(by=mario, at=TEN + HOUR, argument="They asked for a demo.")
    assert fresh(handoff).state is State.DISPUTED
    assert handoff.dispute(by=mario, at=TEN + HOUR, argument="Again") == dispute
    assert clock("arbitration").running and clock("arbitration").team is None
    ruling = handoff.rule(by=rita, at=TEN + 3 * HOUR, outcome="overturned", grounds="It is no spam.")
    assert handoff.rule(by=rita, at=TEN + 4 * HOUR, outcome="upheld", grounds="x") == ruling
    assert fresh(handoff).state is State.WAITING and Lead.objects.get().stage == "handed_off"
    assert clock("arbitration").outcome == "met"
    # Sales answers anew, and the time of the dispute isn't counted against the first contact
    assert clock("acceptance").running and clock("acceptance").due_at == MONDAY_NINE + 9 * HOUR
    first_touch = clock("first_touch")
    assert first_touch.running and first_touch.due_at == MONDAY_NINE + DAY + 3 * HOUR
    assert Verdict.objects.standing().count() == 0
    handoff.accept(by=sara, at=TEN + 5 * HOUR)
    assert fresh(handoff).state is State.ACCEPTED and not Breach.objects.exists()
    assert Clock.objects.differences() == []


def test_an_upheld_rejection_stands(
    handoff: Handoff, spam: RejectionReason, sara: User, mario: User, rita: User
) -> None:
    handoff.reject(by=sara, at=TEN, reason=spam)
    handoff.dispute(by=mario, at=TEN, argument="No.")
    handoff.rule(by=rita, at=TEN + HOUR, outcome="upheld", grounds="Spam it is.")
    assert fresh(handoff).state is State.UPHELD and Offer.objects.count() == 1
    with pytest.raises(TooLate):
        handoff.take_back(by=sara, at=TEN + HOUR)
    assert handoff.dispute(by=mario, at=TEN + 2 * HOUR, argument="Still") == Dispute.objects.get()


def test_a_dispute_has_its_days(handoff: Handoff, spam: RejectionReason, sara: User, mario: User) -> None:
    with pytest.raises(TooLate):
        handoff.dispute(by=mario, at=TEN, argument="Of what?")
    handoff.reject(by=sara, at=TEN, reason=spam)
    with pytest.raises(TooLate):
        handoff.dispute(by=mario, at=TEN + timedelta(days=DISPUTE_DAYS, seconds=1), argument="Late")


def test_a_slip_is_taken_back_and_no_clock_hears_of_it(handoff: Handoff, sara: User, samuel: User) -> None:
    before = clock("acceptance").due_at
    handoff.accept(by=sara, at=TEN)
    with pytest.raises(TooLate):
        handoff.take_back(by=samuel, at=TEN)
    handoff.take_back(by=sara, at=TEN + TAKE_BACK)
    lead = Lead.objects.get()
    assert (lead.stage, lead.owner, lead.accepted_at) == ("handed_off", None, None)
    acceptance = clock("acceptance")
    assert acceptance.running and acceptance.due_at == before and fresh(handoff).state is State.WAITING
    assert handoff.take_back(by=sara, at=TEN + TAKE_BACK).verdict.kind == "accepted"
    assert handoff.accept(by=samuel, at=TEN + HOUR).by == samuel
    assert Lead.objects.get().owner == samuel and clock("acceptance").stopped_at == TEN + HOUR
    assert Verdict.objects.standing().get().by == samuel and Clock.objects.differences() == []


def test_a_slip_is_a_matter_of_minutes(handoff: Handoff, sara: User) -> None:
    handoff.accept(by=sara, at=TEN)
    with pytest.raises(TooLate):
        handoff.take_back(by=sara, at=TEN + TAKE_BACK + timedelta(seconds=1))


def test_a_recycled_lead_comes_back_as_a_new_cycle(handoff: Handoff, sara: User, make_lead: Made) -> None:
    back = date(2026, 5, 4)
    first = handoff.recycle(by=sara, at=TEN, returns_on=back, nurture_list="Spring")
    assert (
        handoff.recycle(by=sara, at=TEN, returns_on=back) == first and Lead.objects.get().stage == "recycled"
    )
    assert clock("acceptance").outcome == "met" and clock("first_touch").outcome == "cancelled"
    score = LeadScore.objects.get()
    assert (score.fit, score.engagement) == (50, 30)
    day = MONDAY_NINE + 63 * DAY
    assert reenter(day - DAY) == 0
    assert reenter(day) == 1 and reenter(day) == 0
    lead, score = Lead.objects.get(), LeadScore.objects.get()
    assert (lead.cycle, score.fit, score.engagement) == (2, 50, 0) and Handoff.objects.count() == 1
    # new interest, and Sales gets it again, apart from the first time
    make_lead(external_id="L1", events=["demo_request"], at=day + HOUR, live=True, country="Spain")
    assert list(Handoff.objects.order_by("cycle").values_list("cycle", flat=True)) == [1, 2]
    assert LeadScore.objects.get().engagement == 30 and LeadScore.objects.differences() == []
    assert clock("acceptance", 2).running and Clock.objects.differences() == []


def test_a_reason_that_says_when_brings_the_lead_back(handoff: Handoff, sara: User, rita: User) -> None:
    handoff.reject(by=sara, at=TEN, reason=RejectionReason.objects.get(pk="ENG-02"))
    assert Recycling.objects.get().returns_on == date(2026, 5, 1)
    assert fresh(handoff).state is State.REJECTED
    assert reenter(MONDAY_NINE + 60 * DAY) == 1
    assert (Lead.objects.get().stage, Lead.objects.get().cycle) == ("recycled", 2)


def test_what_becomes_of_an_accepted_lead(handoff: Handoff, sara: User) -> None:
    with pytest.raises(TooLate):
        handoff.dispose(Verb.QUALIFY, by=sara, at=TEN)
    handoff.accept(by=sara, at=TEN)
    change = handoff.dispose(Verb.QUALIFY, by=sara, at=TEN + HOUR)
    assert handoff.dispose(Verb.QUALIFY, by=sara, at=TEN + 2 * HOUR) == change
    assert Lead.objects.get().stage == "sql" and fresh(handoff).state is State.ACCEPTED
    handoff.recycle(by=sara, at=TEN + 3 * HOUR, returns_on=date(2026, 9, 1))
    assert fresh(handoff).state is State.RECYCLED and Verdict.objects.get().kind == "accepted"
