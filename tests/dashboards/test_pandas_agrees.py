"""Everything counted again by pandas from the facts themselves, in three time zones, after late and corrected facts."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from dashboards import rollups
from dashboards.asking import Asked, Window
from dashboards.kpis import registry
from dashboards.models import FunnelDay
from leads.models import (
    Arrival,
    Deal,
    Handoff,
    Lead,
    Offer,
    Reached,
    RejectionReason,
    StageChange,
    Verdict,
    When,
    land,
    settle,
)
from leads.stages import FUNNEL, STAGES
from people.models import Organisation, User
from sla.models import Clock
from tests.conftest import MONDAY_NINE
from tests.dashboards import recounted

LEADS = 240
SPAN = Window(date(2026, 1, 1), date(2026, 12, 31))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
END = MONDAY_NINE + 60 * DAY


def arrivals(dice: random.Random, numbers: range, at: datetime) -> list[Arrival]:
    """Leads with a source, a segment and some stages at any hour, near midnight too."""
    made = []
    for n in numbers:
        begun = MONDAY_NINE - timedelta(hours=dice.randint(0, 60 * 24))
        reached = [stage for stage in (*FUNNEL, "lost") if dice.random() < 0.35]
        stages = [
            Reached(s, When(begun + timedelta(minutes=dice.randint(0, 90_000))), f"{n}:{s}") for s in reached
        ]
        values = {
            "country": dice.choice(["Spain", "France"]),
            "source": dice.choice(["web", "fair", "", "Ünïted"]),
        }
        events = [Reached("demo_request", When(at), f"{n}:demo")]
        values["segment"] = dice.choice("AB")
        values["attributes.plan"] = dice.choice(["small", "large", ""])
        made.append(
            Arrival(str(n), values, When(at), f"{n}@{at}", stages, events, deals(dice, str(n), begun))
        )
    return made


def deals(dice: random.Random, lead: str, begun: datetime) -> list[Deal]:
    """None, one or two; won, lost or open; in two currencies, some without an amount; some close before they open."""
    made = []
    for number in range(dice.choice([0, 0, 1, 2])):
        opened = begun + timedelta(minutes=dice.randint(0, 60_000))
        values: dict[str, Any] = {"opened_at": opened.isoformat(), "opened_on": None}
        if dice.random() < 0.8:
            currency = dice.choice(["EUR", "EUR", "", "USD"])
            values |= {"amount": str(dice.randint(1, 900_000) / 100), "currency": currency}
        if dice.random() < 0.6:
            closed = opened + timedelta(minutes=dice.randint(-3_000, 50_000))
            outcome = dice.choice(["won", "lost"])
            values |= {"closed_at": closed.isoformat(), "closed_on": None, "outcome": outcome}
        made.append(Deal(f"{lead}-{number}", values))
    return made


def lead_a_life(dice: random.Random, by: User) -> None:
    """Arrivals, answers, touches, a sweep, then facts that come late and facts that are corrected."""
    for start in range(0, LEADS, 80):
        at = MONDAY_NINE + start * HOUR / 10
        landed = land(
            arrivals(dice, range(start, start + 80), at), "crm", at, is_history=False, snapshot=False
        )
        settle(landed.touched, at, live=True)
        rollups.freshen()
    reason = RejectionReason.objects.get(pk="QUAL-01")
    for handoff in dice.sample(list(Handoff.objects.order_by("pk")), 40):
        at = handoff.opened_at + timedelta(minutes=dice.randint(10, 6_000))
        handoff.accept(by, at) if dice.random() < 0.6 else handoff.reject(by, at, reason)
    dispute_some(dice, by)
    Clock.objects.sweep(MONDAY_NINE + 20 * DAY)
    touched = [str(n) for n in range(LEADS) if dice.random() < 0.5]
    calls = [
        Arrival(
            n,
            {},
            When(END),
            f"{n}:late",
            [],
            [Reached("call", When(MONDAY_NINE + dice.randint(1, 400) * HOUR), f"{n}:call")],
        )
        for n in touched
    ]
    settle(land(calls, "crm", END, is_history=False, snapshot=False).touched, END, live=True)
    settle(
        land(arrivals(dice, range(0, LEADS, 3), END), "crm", END, is_history=False, snapshot=True).touched,
        END,
        live=True,
    )
    Clock.objects.sweep(END, limit=5000)
    rollups.freshen()


def dispute_some(dice: random.Random, by: User) -> None:
    for verdict in Verdict.objects.rejected().order_by("pk")[:9]:
        handoff, at = verdict.offer.handoff, verdict.decided_at + HOUR
        handoff.dispute(by, at, "It was a good lead")
        if dice.random() < 0.6:
            handoff.rule(by, at + HOUR, dice.choice(["upheld", "overturned"]), "Seen")


@pytest.fixture(params=["Europe/Madrid", "America/Los_Angeles", "Asia/Kolkata"])
def asked(
    request: pytest.FixtureRequest, organisation: Organisation, running: None, marta: User, sara: User
) -> Asked:
    organisation.time_zone = request.param
    organisation.save()
    lead_a_life(random.Random(20260302), by=sara)
    return Asked(marta, SPAN, date(2026, 5, 1))


def frame(rows: Any) -> pd.DataFrame:
    return pd.DataFrame(list(rows))


def local_day(moments: pd.Series) -> pd.Series:
    zone = ZoneInfo(Organisation.current().time_zone)
    return moments.map(lambda at: at.astimezone(zone).date())


def first_days() -> pd.DataFrame:
    """Lead by stage: the local day on which it was first reached, from the stage changes that no later one supersedes
    and from opportunities."""
    facts = frame(StageChange.objects.values("id", "lead_id", "stage", "occurred_at", "supersedes_id"))
    facts = facts[~facts["id"].isin(facts["supersedes_id"].dropna())]
    facts = pd.concat([facts, recounted.stages_of_deals()])
    firsts = facts.groupby(["lead_id", "stage"])["occurred_at"].min().reset_index()
    firsts["day"] = local_day(firsts["occurred_at"])
    table = firsts.pivot(index="lead_id", columns="stage", values="day").reindex(columns=list(STAGES))
    forward = table[list(FUNNEL)].bfill(axis=1)
    table["captured"] = forward["captured"]
    return table.join(frame(Lead.objects.values("id", "source", "segment")).set_index("id"), how="inner")


def handoffs() -> pd.DataFrame:
    """Handoff with its local day, its lead's source and the answer to its last offer."""
    offers = frame(Offer.objects.values("handoff_id", "number", "verdict__kind")).sort_values("number")
    answer = offers.groupby("handoff_id")["verdict__kind"].agg(lambda kinds: kinds.iloc[-1])
    table = frame(Handoff.objects.values("id", "opened_at", "first_touch_at", "lead__source")).set_index("id")
    return table.assign(answer=answer.fillna("pending"), day=local_day(table["opened_at"]))


def test_pandas_agrees(asked: Asked) -> None:
    assert rollups.differences() == []
    days = first_days()
    the_funnel_agrees(days)
    conversions_agree(asked, days)
    acceptance_agrees(asked, handoffs())
    response_agrees(asked, handoffs())
    compliance_agrees(asked)
    recounted.everything_agrees(asked)


def the_funnel_agrees(days: pd.DataFrame) -> None:
    for cohort in STAGES:
        entered = days[days[cohort].notna()]
        expected = entered.groupby([cohort, "source", "segment"])[list(STAGES)].count()
        cells = FunnelDay.objects.filter(cohort=cohort).values("day", "source", "segment", *STAGES)
        found = pd.DataFrame(cells, columns=["day", "source", "segment", *STAGES])
        found = found.groupby(["day", "source", "segment"]).sum()
        found = found[found[cohort] > 0]
        assert found.to_dict("index") == expected.to_dict("index"), cohort


def conversions_agree(asked: Asked, days: pd.DataFrame) -> None:
    window = Window(date(2026, 2, 1), date(2026, 2, 28))
    for kpi in ("captured_to_opportunity", "mql_to_won"):
        first, last = kpi.split("_to_")
        entered = days[days[first].map(lambda day: isinstance(day, date) and day in window)]
        reading = registry[kpi].read(asked.over(window))
        assert (reading.denominator, reading.numerator) == (len(entered), entered[last].notna().sum())
        web = registry[kpi].read(asked.over(window).cut(source="web"))
        assert web.denominator == (entered["source"] == "web").sum()


def acceptance_agrees(asked: Asked, table: pd.DataFrame) -> None:
    for source, rows in table.groupby("lead__source"):
        reading = registry["lead_acceptance_rate"].by(asked, "source")[source]
        accepted, decided = (
            (rows["answer"] == "accepted").sum(),
            rows["answer"].isin(["accepted", "rejected", "recycled"]).sum(),
        )
        assert (reading.numerator, reading.denominator, reading.parts["delivered"]) == (
            accepted,
            decided,
            len(rows),
        )


def response_agrees(asked: Asked, table: pd.DataFrame) -> None:
    """The product-limit median by the book, one time after the other, over the wall clock."""
    verdicts = dict(Offer.objects.values_list("handoff_id", "verdict__decided_at"))
    sent_away = table["answer"].eq("rejected") & table["first_touch_at"].isna()
    last_moment = pd.Series({pk: verdicts[pk] for pk in table.index}).where(sent_away, datetime.now(UTC))
    ends = table["first_touch_at"].where(table["first_touch_at"].notna(), last_moment)
    waits = (pd.to_datetime(ends, utc=True) - table["opened_at"]).dt.total_seconds()
    over, share, median = table["first_touch_at"].notna(), 1.0, None
    for wait in sorted(waits[over].unique()):
        share *= 1 - (waits[over] == wait).sum() / (waits >= wait).sum()
        if share <= 0.5 + 1e-12 and median is None:
            median = wait
    reading = registry["response_time_wall"].read(asked)
    assert (reading.value, reading.n, reading.parts["touched"]) == (median, len(table), over.sum())


def compliance_agrees(asked: Asked) -> None:
    table = frame(Clock.objects.values("due_at", "outcome", "running", "commitment__kind"))
    for kind, rows in table.groupby("commitment__kind"):
        reading = registry["sla_compliance"].read(asked.cut(kind=kind))
        met, broken = (rows["outcome"] == "met").sum(), (rows["outcome"] == "breached").sum()
        assert (reading.numerator, reading.denominator) == (met, met + broken)
        assert reading.parts["open_late"] == ((rows["outcome"] == "breached") & rows["running"]).sum()
