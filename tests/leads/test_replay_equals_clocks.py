"""The replay of what is in force says of every handoff what its real clock says."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

import numpy as np
import pytest
from django.core.cache import cache

from leads.models import Arrival, Handoff, Lead, LeadMerge, Offer, RejectionReason, Verdict, When, land
from leads.models.landing.arrivals import Told
from leads.models.landing.landing import state_events
from leads.replay.courses import CANCELLED
from leads.replay.facts import of_handoffs
from leads.replay.judging import outcomes
from leads.replay.reading import Period, Replay
from people.models import User, WorkingCalendar
from sla.models import Agreement, AgreementVersion, Clock, Commitment
from tests.conftest import MONDAY_NINE

HOUR = timedelta(hours=1)
END = MONDAY_NINE + timedelta(days=9, hours=3)
WEB = {"field": "source", "op": "is", "value": "web"}
PROMISES: tuple[tuple[str, str, int, dict[str, str]], ...] = (
    ("acceptance", "sales", 4, {}),
    ("first_touch", "sales", 8, {}),
    ("first_touch", "sales", 3, WEB),
    ("attempts", "sales", 16, {}),
    ("decision", "sales", 12, {}),
    ("feedback", "sales", 90, {}),
    ("answer", "marketing", 5, {}),
)


@pytest.fixture
def agreement(office: WorkingCalendar, marta: User, silvia: User, rita: User) -> AgreementVersion:
    """Every promise that runs a clock; one has no calendar."""
    version = AgreementVersion.objects.create(agreement=Agreement.objects.create(name="All"), number=1)
    for kind, party, hours, scope in PROMISES:
        Commitment.objects.create(
            version=version,
            kind=kind,
            party=party,
            scope=scope,
            target_seconds=hours * 3600,
            target_value=2 if kind == "attempts" else None,
            calendar=None if kind == "feedback" else office,
        )
    version.submit(by=rita, at=MONDAY_NINE)
    version.sign(by=marta, at=MONDAY_NINE)
    version.sign(by=silvia, at=MONDAY_NINE)
    return version.put_in_force(by=rita, at=MONDAY_NINE)


class Life:
    """Something happens to a handed-off lead each few hours, as chance has it; told at the end, all at once."""

    def __init__(self, handoff: Handoff, random: Random, sara: User) -> None:
        self.handoff, self.random, self.sara = handoff, random, sara
        self.offer, self.last = Offer(handoff=handoff, team=sara.team, offered_at=handoff.opened_at), ""
        self.offers, self.verdicts, self.events = [self.offer], list[Verdict](), list[Told]()

    def step(self, at: datetime) -> None:
        chosen = self.random.choice(("answer", "answer", "call", "feedback", "nothing", "nothing", "reoffer"))
        if chosen in ("call", "feedback"):
            kind = self.random.choice(("call", "call_attempt")) if chosen == "call" else "feedback"
            self.events.append(Told(self.handoff.lead_id, kind, When(at), f"{self.handoff.lead_id}:{at}"))
        elif chosen == "answer" and not self.last:
            self.answer(at)
        elif chosen == "reoffer" and self.last in ("returned", "expired"):
            number, self.last = self.offer.number + 1, ""
            self.offer = Offer(handoff=self.handoff, number=number, team=self.offer.team, offered_at=at)
            self.offers.append(self.offer)

    def answer(self, at: datetime) -> None:
        self.last = self.random.choice(
            ("accepted", "accepted", "returned", "returned", "rejected", "expired")
        )
        reason = RejectionReason.objects.all()[0] if self.last == "rejected" else None
        said = Verdict(offer=self.offer, kind=self.last, by=self.sara, reason=reason)
        said.decided_at = said.recorded_at = at
        self.verdicts.append(said)


def passages(leads: list[int], random: Random, sara: User) -> list[Life]:
    lives = []
    for lead in leads:
        begins = MONDAY_NINE + timedelta(minutes=random.randrange(0, 5 * 1440))
        life, at = Life(Handoff(lead_id=lead, opened_at=begins), random, sara), begins
        while (at := at + timedelta(minutes=random.randrange(10, 1200))) < END:
            life.step(at)
        lives.append(life)
    return lives


@pytest.fixture
def lived(running: None, sara: User) -> list[int]:
    """Sixty leads in nine days, and their clocks."""
    sources = ("web", "fair")
    arrivals = [
        Arrival(f"L{n}", {"name": f"L{n}", "source": sources[n % 2]}, When(MONDAY_NINE), f"L{n}")
        for n in range(60)
    ]
    leads = land(arrivals, "test", MONDAY_NINE, is_history=False, snapshot=False).touched
    Lead.objects.refold(leads)
    Lead.objects.filter(pk__in=leads).update(team=sara.team)
    lives = passages(leads, Random(7), sara)
    Handoff.objects.bulk_create(life.handoff for life in lives)
    Offer.objects.bulk_create(offer for life in lives for offer in life.offers)
    Verdict.objects.bulk_create(verdict for life in lives for verdict in life.verdicts)
    state_events([event for life in lives for event in life.events], "test", END, None)
    bring_up_to_date(leads)
    return leads


def bring_up_to_date(leads: list[int]) -> None:
    Handoff.objects.refold(leads)
    Handoff.objects.live().filter(lead__in=leads).follow(END)
    while Clock.objects.sweep(END):
        pass


def replay(user: User, at: datetime = END) -> tuple[Replay, Period]:
    period = Period.of(user, MONDAY_NINE, END)
    return Replay(period, at), period


def test_each_clock_ends_as_it_was_replayed(
    lived: list[int], agreement: AgreementVersion, rita: User
) -> None:
    found = Counter[str]()
    facts = of_handoffs(list(Handoff.objects.values_list("pk", flat=True)))
    for commitment in agreement.commitments.all():
        said = outcomes(facts, commitment, END)
        target = commitment.target_seconds or 0
        clocks = Clock.objects.filter(commitment=commitment)
        real = Counter(clocks.values_list("subject_id", "outcome"))
        cancelled = np.where(said.how == CANCELLED, "cancelled", "running")
        ended = np.where(said.met(target), "met", cancelled)
        states = np.where(said.breached(target), "breached", ended).tolist()
        assert Counter(zip(facts.subject[said.subject].tolist(), states, strict=True)) == real
        found.update(f"{commitment.kind} {outcome}" for _subject, outcome in real)
    assert {"acceptance met", "acceptance breached", "attempts met", "answer met", "answer breached"} <= set(
        found
    )
    assert {"first_touch cancelled", "decision breached", "feedback met"} <= set(found), found


def test_a_lead_that_was_merged_keeps_what_it_was(
    lived: list[int], agreement: AgreementVersion, rita: User
) -> None:
    open_one = Clock.objects.running().filter(outcome="running")[0]
    lead = Handoff.objects.get(pk=open_one.subject_id).lead
    kept = Lead.objects.exclude(pk=lead.pk)[0]
    LeadMerge.objects.create(kept=kept, gone=lead, at=END, by=rita)
    Lead.objects.filter(pk=lead.pk).update(merged_into=kept)
    bring_up_to_date(lived)
    test_each_clock_ends_as_it_was_replayed(lived, agreement, rita)


def test_read_in_parts_or_at_once_is_the_same(
    lived: list[int], agreement: AgreementVersion, rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    commitment = agreement.commitments.filter(kind="acceptance")[0]
    at_once, _period = replay(rita)
    whole = at_once.outcomes(commitment, at_once.facts()).at(4 * 3600)
    monkeypatch.setattr("leads.replay.reading.PART", 7)
    cache.clear()
    parts, _period = replay(rita)
    assert parts.parts == 10 and parts.is_long() and parts.done() == 0
    while parts.go_on():
        pass
    assert parts.done() == 10
    assert parts.outcomes(commitment, parts.facts()).at(4 * 3600) == whole


def test_a_manager_of_sales_replays_the_own_team(
    lived: list[int], agreement: AgreementVersion, silvia: User, olga: User
) -> None:
    Lead.objects.filter(pk=lived[0]).update(team=olga.team)
    commitment = agreement.commitments.filter(kind="acceptance")[0]
    mine, _period = replay(silvia)
    assert len(mine.outcomes(commitment, mine.facts())) == len(lived) - 1


def test_asked_again_nothing_is_read(
    lived: list[int],
    agreement: AgreementVersion,
    rita: User,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    commitment = agreement.commitments.filter(kind="acceptance").select_related("version")[0]
    first, period = replay(rita)
    before = first.outcomes(commitment, first.facts())
    with django_assert_max_num_queries(1):  # type: ignore[attr-defined]
        again = Replay(period, END + HOUR, as_of=first.as_of)
        assert again.outcomes(commitment, again.facts()).at(3600) == before.at(3600)


def test_a_lead_from_a_file_counts_where_moments_are_known(
    running: None, make_lead: Callable[..., Lead], agreement: AgreementVersion, rita: User
) -> None:
    tuesday = MONDAY_NINE + timedelta(days=1)
    make_lead(stages={"handed_off": MONDAY_NINE, "accepted": MONDAY_NINE + HOUR})
    make_lead(stages={"handed_off": MONDAY_NINE, "accepted": tuesday, "sql": tuesday + HOUR})
    read, _period = replay(rita)
    facts = read.facts()
    acceptance = agreement.commitments.get(kind="acceptance")
    assert len(facts) == 2 and facts.vague == 0
    assert read.outcomes(acceptance, facts).at(4 * 3600).compliance == 0.5


def test_a_lead_known_by_its_days_is_counted_apart(
    running: None, make_lead: Callable[..., Lead], rita: User
) -> None:
    lead = make_lead(stages={"handed_off": MONDAY_NINE, "accepted": MONDAY_NINE + HOUR})
    lead.stage_changes.filter(stage="accepted").update(precision="day", occurred_on=MONDAY_NINE.date())
    read, _period = replay(rita)
    assert len(read.facts()) == 0 and read.facts().vague == 1
