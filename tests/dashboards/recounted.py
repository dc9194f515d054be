"""Opportunities, costs, cycles and worth counted again by pandas, from the facts and without the product's own sums."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from dashboards.asking import Asked, Window
from dashboards.kpis import registry
from dashboards.models import Spend
from leads.models import Dispute, Lead, Offer, OpportunityChange, Ruling
from people.models import Organisation
from tests.conftest import MONDAY_NINE

MARCH = Window(date(2026, 3, 1), date(2026, 3, 31))
SPRING = Window(date(2026, 2, 1), date(2026, 4, 30))


def everything_agrees(asked: Asked) -> None:
    deals = opportunities()
    assert len(deals) > 60 and deals["outcome"].eq("won").sum() > 15
    wins_agree(asked, deals)
    cycles_agree(asked, deals)
    passages_agree(asked)
    worth_agrees(asked, deals)
    costs_agree(asked)
    loop_agrees(asked)
    speeds_agree(asked, deals)
    every_part_opens(asked)


def local(moment: Any) -> date | None:
    zone = ZoneInfo(Organisation.current().time_zone)
    return None if moment is None or pd.isna(moment) else moment.astimezone(zone).date()


def opportunities() -> pd.DataFrame:
    """One row an opportunity: field by field what was said last, with its lead's words and its local days."""
    folded: dict[int, dict[str, Any]] = {}
    changes = OpportunityChange.objects.values_list(
        "opportunity_id", "opportunity__lead_id", "occurred_at", "values"
    )
    for pk, lead, _at, values in sorted(changes, key=lambda row: (row[2], json.dumps(row[3]))):
        folded.setdefault(pk, {"lead": lead, "outcome": "", "currency": ""}).update(values)
    table = pd.DataFrame.from_dict(folded, orient="index").reindex(
        columns=["lead", "outcome", "currency", "amount", "opened_at", "closed_at"]
    )
    for name in ("opened", "closed"):
        moments = table[f"{name}_at"].map(
            lambda text: datetime.fromisoformat(text) if isinstance(text, str) else None
        )
        table[name] = [local(moment) for moment in moments]
    table.loc[table["outcome"] == "", "closed"] = None
    known = table["currency"].isin(["", "EUR"])
    table["worth"] = pd.to_numeric(table["amount"]).where(known)
    words = pd.DataFrame(list(Lead.objects.values("id", "source", "attributes"))).set_index("id")
    return table.join(words, on="lead")


def stages_of_deals() -> pd.DataFrame:
    """The stages that opportunities say their leads reached."""
    deals = opportunities()
    closed = deals[deals["outcome"] != ""].dropna(subset="closed_at")
    rows = [(lead, "opportunity", at) for lead, at in zip(deals["lead"], deals["opened_at"], strict=True)]
    rows += list(zip(closed["lead"], closed["outcome"], closed["closed_at"], strict=True))
    table = pd.DataFrame(rows, columns=["lead_id", "stage", "occurred_at"])
    return table.assign(occurred_at=table["occurred_at"].map(datetime.fromisoformat))


def within(days: pd.Series, window: Window) -> pd.Series:
    return days.map(lambda day: isinstance(day, date) and day in window)


def wins_agree(asked: Asked, deals: pd.DataFrame) -> None:
    closed = deals[within(deals["closed"], MARCH)]
    won = closed[closed["outcome"] == "won"]
    asked = asked.over(MARCH)
    reading = registry["win_rate"].read(asked)
    assert (reading.numerator, reading.denominator) == (len(won), len(closed))
    for by, groups in (
        ("source", closed.groupby("source")),
        ("attributes.plan", closed.groupby(closed["attributes"].map(lambda own: own.get("plan") or ""))),
    ):
        told = {group: (one.numerator, one.n) for group, one in registry["win_rate"].by(asked, by).items()}
        assert told == {group: ((rows["outcome"] == "won").sum(), len(rows)) for group, rows in groups}
    revenue = registry["revenue_won"].read(asked)
    assert float(revenue.amounts["revenue"]) == pytest.approx(won["worth"].sum())
    assert revenue.parts == {"won": len(won), "valued": won["worth"].notna().sum()}
    deal = registry["average_deal"].read(asked)
    assert (deal.value, deal.spread["p50"]) == pytest.approx((won["worth"].mean(), won["worth"].median()))
    opened = deals[within(deals["opened"], MARCH)]
    volume = registry["opportunity_volume"].read(asked.cut(source="web"))
    web = opened[opened["source"] == "web"]
    assert (volume.value, volume.parts["standing"]) == (len(web), (web["outcome"] == "").sum())


def median_by_the_book(waits: pd.Series, over: pd.Series) -> float | None:
    share = 1.0
    for wait in sorted(waits[over].unique()):
        share *= 1 - (waits[over] == wait).sum() / (waits >= wait).sum()
        if share <= 0.5 + 1e-12:
            return float(wait)
    return None


def days_between(first: pd.Series, last: pd.Series) -> pd.Series:
    return pd.Series([(b - a).days for a, b in zip(first, last, strict=True)], index=first.index, dtype=float)


def cycles_agree(asked: Asked, deals: pd.DataFrame) -> None:
    opened = deals[within(deals["opened"], SPRING)]
    over = opened["outcome"] != ""
    took = days_between(opened["opened"], opened["closed"].where(over, asked.today))
    reading = registry["sales_cycle"].read(asked.over(SPRING))
    assert reading.value == median_by_the_book(took.clip(lower=0), over)
    closed = registry["sales_cycle"].read(asked.over(SPRING).of("closed", ""))
    assert [closed.spread[name] for name in ("p25", "p50", "p90", "mean")] == pytest.approx(
        [*took[over].quantile([0.25, 0.5, 0.9]), took[over].mean()]
    )
    assert closed.parts["backwards"] == (took[over] < 0).sum()


def passages_agree(asked: Asked) -> None:
    """By the leads' own rows, which another test counts again from the facts."""
    names = ("mql_on", "opportunity_on", "lost_on", "disqualified_on")
    table = pd.DataFrame(list(Lead.objects.values(*names)))
    table = table[within(table["mql_on"], SPRING)]
    over = table["opportunity_on"].notna()
    gone = table[["lost_on", "disqualified_on"]].apply(
        lambda row: min((day for day in row if isinstance(day, date)), default=asked.today), axis=1
    )
    took = days_between(table["mql_on"], table["opportunity_on"].where(over, gone))
    asked = asked.over(SPRING)
    assert registry["time_mql_to_opportunity"].read(asked).value == median_by_the_book(
        took.clip(lower=0), over
    )
    closed = registry["time_mql_to_opportunity"].read(asked.of("closed", ""))
    assert (closed.n, closed.value) == (over.sum(), took[over].median())


def worth_agrees(asked: Asked, deals: pd.DataFrame) -> None:
    leads = pd.DataFrame(list(Lead.objects.values("id", "mql_on"))).set_index("id")
    cohort = leads[within(leads["mql_on"], SPRING)]
    paid = deals[(deals["outcome"] == "won") & deals["worth"].notna()].groupby("lead")["worth"].sum()
    worth = paid.reindex(cohort.index).fillna(0.0)
    reading = registry["revenue_per_qualified_lead"].read(asked.over(SPRING))
    assert (reading.n, reading.spread["mean"]) == (len(worth), pytest.approx(worth.mean()))
    rising = np.sort(worth.to_numpy())
    cut = rising.clip(max=rising[len(rising) - 1 - int(len(rising) * 0.01)])
    assert reading.value == pytest.approx(cut.mean())
    assert (reading.low or 0) < (reading.value or 0) < (reading.high or 0)


def costs_agree(asked: Asked) -> None:
    said = {"by": asked.user, "recorded_at": MONDAY_NINE, "currency": "EUR"}
    for month, source, amount in ((2, "web", 900), (3, "web", 1200), (3, "fair", 500), (4, "", 80)):
        Spend.objects.create(month=date(2026, month, 1), source=source, amount=Decimal(amount), **said)
    Spend.objects.create(month=date(2026, 3, 1), amount=Decimal(9999), purpose="program", **said)
    Spend.objects.get(amount=1200).correct(asked.user, MONDAY_NINE, Decimal("1100.50"))
    leads = pd.DataFrame(list(Lead.objects.values("mql_on", "source")))
    came = leads[within(leads["mql_on"], SPRING)]
    reading = registry["cost_per_qualified_lead"].read(asked.over(Window(date(2026, 1, 20), SPRING.until)))
    assert (reading.value, reading.parts) == (
        pytest.approx((900 + 1100.5 + 500 + 80) / len(came)),
        {"leads": len(came), "entries": 4},
    )
    told = registry["cost_per_qualified_lead"].by(asked.over(SPRING), "source")
    assert told["web"].value == pytest.approx(2000.5 / (came["source"] == "web").sum())
    assert registry["cost_per_lead"].read(asked.over(SPRING).cut(segment="A")).value is None


def loop_agrees(asked: Asked) -> None:
    offers = pd.DataFrame(
        list(Offer.objects.values("handoff_id", "number", "verdict__id", "verdict__kind", "verdict__by"))
    )
    disputed = set(Dispute.objects.values_list("verdict__offer__handoff", flat=True))
    overturned = Ruling.objects.filter(outcome="overturned")
    rejected = set(offers[offers["verdict__kind"] == "rejected"]["handoff_id"])
    reading = registry["dispute_rate"].read(asked)
    assert (reading.numerator, reading.n) == (len(disputed), len(rejected)) and len(disputed) > 3
    assert reading.parts["overturned"] == overturned.count()
    last = offers.sort_values("number").groupby("handoff_id").tail(1)
    answered = last[last["verdict__kind"].isin(["accepted", "rejected", "returned", "recycled"])]
    adoption = registry["adoption"].read(asked)
    assert (adoption.numerator, adoption.n) == (answered["verdict__by"].notna().sum(), len(answered))


def speeds_agree(asked: Asked, deals: pd.DataFrame) -> None:
    asked = asked.over(SPRING)
    factors = [
        registry[key].read(asked).value
        for key in ("opportunity_volume", "win_rate", "average_deal", "sales_cycle")
    ]
    speed = registry["pipeline_velocity"].read(asked)
    if None in factors or not factors[3]:
        assert speed.value is None
    else:
        opened, share, deal, days = factors
        assert speed.value == pytest.approx(opened * share * deal / days)  # type: ignore[operator]
    leads = pd.Series(list(Lead.objects.values_list("mql_on", flat=True)))
    now, before = within(leads, MARCH).sum(), within(leads, MARCH.before()).sum()
    growth = registry["lead_velocity"].read(asked.over(MARCH))
    assert growth.parts == {"qualified": now, "before": before}
    assert growth.value == pytest.approx((now - before) / before)


def every_part_opens(asked: Asked) -> None:
    """Of every KPI, every part: as many rows as it says; narrowed by a value of one's own too."""
    for question in (asked, asked.over(MARCH).cut(source="web"), asked.cut(**{"attributes.plan": "large"})):
        for kpi in registry.values():
            reading = kpi.read(question)
            opened = {part: kpi.rows(question, part).count() for part in reading.parts}
            assert opened == dict(reading.parts), kpi.key
            assert not reading.parts or kpi.main(question) in reading.parts
