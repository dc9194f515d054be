"""Olist's 8,000 leads and Maven's pipeline: two definitions side by side, and a score, as pandas counts them from the files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from leads.backtest.judging import hold_out, quality
from leads.backtest.reading import parted, parted_by
from leads.backtest.running import run
from leads.models import Arrival, BackTest, Lead, Reached, ScoringRule, ScoringVersion, When, land, settle
from people.models import Organisation, User
from sla.criteria import catalogues, parse
from sla.models import Definition, DefinitionVersion

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
pytestmark = [
    pytest.mark.usefixtures("unmeasured"),
    pytest.mark.skipif(not DATA.exists(), reason="the developers' data are not beside the project"),
]
AT = datetime(2019, 6, 1, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")
POINTS = {"paid_search": 30, "organic_search": 20, "direct_traffic": 10, "email": -5}
BATCH = 2000


def olist() -> pd.DataFrame:
    folder = DATA / "olist"
    leads = pd.read_csv(folder / "olist_marketing_qualified_leads_dataset.csv", keep_default_na=False)
    deals = pd.read_csv(folder / "olist_closed_deals_dataset.csv", keep_default_na=False)
    told = leads.merge(deals[["mql_id", "won_date"]], on="mql_id", how="left")
    told["begun"] = pd.to_datetime(told["first_contact_date"]).dt.tz_localize(MADRID).dt.tz_convert(UTC)
    told["won"] = pd.to_datetime(told["won_date"]).dt.tz_localize(UTC)
    told["points"] = told["origin"].map(POINTS).fillna(0)
    return told


def maven() -> pd.DataFrame:
    folder = DATA / "maven_crm"
    deals = pd.read_csv(folder / "sales_pipeline.csv", keep_default_na=False)
    accounts = pd.read_csv(folder / "accounts.csv", keep_default_na=False)
    told = deals.merge(accounts[["account", "employees", "sector"]], on="account", how="left")
    told["won"] = pd.to_datetime(told["close_date"].where(told["deal_stage"] == "Won")).dt.tz_localize(UTC)
    return told


def brought(arrivals: list[Arrival]) -> None:
    for start in range(0, len(arrivals), BATCH):
        landed = land(arrivals[start : start + BATCH], "files", AT, is_history=True, snapshot=True)
        settle(landed.touched, AT, live=False)


@pytest.fixture
def olist_leads(organisation: Organisation) -> pd.DataFrame:
    told = olist()
    brought([_olist_arrival(row) for row in told.itertuples()])
    return told


def _olist_arrival(row: Any) -> Arrival:
    stages = [Reached("mql", When(row.begun.to_pydatetime()), f"{row.mql_id}:mql")]
    if not pd.isna(row.won):
        stages.append(Reached("won", When(row.won.to_pydatetime()), f"{row.mql_id}:won"))
    values = {"source": row.origin, "attributes.page": row.landing_page_id}
    return Arrival(row.mql_id, values, When(AT), f"{row.mql_id}@1", stages)


def condition(tree: dict[str, Any]) -> Any:
    return parse(tree, catalogues["lead"]).condition(AT)


SEARCH = {"field": "source", "op": "in", "value": ["paid_search", "organic_search"]}
PAGES = ["b76ef37428e6799c421989521c0e5077", "22c29808c4f815213303f8933030604c"]
PAID_OR_PAGE = {
    "any": [
        {"field": "source", "op": "is", "value": "paid_search"},
        {"field": "attributes.page", "op": "in", "value": PAGES},
    ]
}


def test_two_definitions_overlap_as_pandas_says(olist_leads: pd.DataFrame) -> None:
    told = olist_leads
    first = told["origin"].isin(["paid_search", "organic_search"])
    second = (told["origin"] == "paid_search") | told["landing_page_id"].isin(PAGES)
    asked = condition(SEARCH), condition(PAID_OR_PAGE)
    found = parted(Lead.objects.standing(), *asked)
    parts = {
        "both": first & second,
        "first": first & ~second,
        "second": ~first & second,
        "neither": ~first & ~second,
    }
    for part, mask in parts.items():
        assert (found[part].leads, found[part].won) == (mask.sum(), told[mask]["won"].notna().sum())
    by_source = {group.value: group for group in parted_by(Lead.objects.standing(), *asked, "source")}
    for origin, rows in told[second & ~first].groupby("origin"):
        only = by_source[str(origin)]["second"]
        assert (only.leads, only.won) == (len(rows), rows["won"].notna().sum())


def scored_model(rita: User) -> ScoringVersion:
    version = ScoringVersion.objects.create(number=1, created_at=AT, fit_floor=-10, fit_bounds=[30, 20, 10])
    ScoringRule.objects.bulk_create(
        ScoringRule(
            version=version, position=place, axis="fit", points=points, name_en=origin, name_es=origin,
            criteria={"field": "source", "op": "is", "value": origin},
        )
        for place, (origin, points) in enumerate(POINTS.items())
    )  # fmt: skip
    return version


def ran(version: ScoringVersion, rita: User) -> BackTest:
    test = BackTest.objects.ask(version, by=rita, at=AT)
    while run(test, AT):
        pass
    test.refresh_from_db()
    return test


def area(scores: pd.Series, hits: pd.Series) -> float:
    """By ranks: (sum of the ranks of hits - n(n+1)/2) / (n m)."""
    ranks, n = scores.rank(), int(hits.sum())
    return float((ranks[hits].sum() - n * (n + 1) / 2) / (n * (len(hits) - n)))


def test_a_score_is_measured_as_pandas_says(olist_leads: pd.DataFrame, rita: User) -> None:
    test, leads = ran(scored_model(rita), rita), Lead.objects.standing()
    found = hold_out(test, leads, "won")
    assert found
    told = olist_leads
    took = (told["won"] - told["begun"]).dropna()
    ripens = took.sort_values().iloc[-(-len(took) * 9 // 10) - 1]
    assert found.ripens == max(ripens.to_pytimedelta(), timedelta(0))
    until = (pd.Timestamp(AT) - ripens).tz_convert(MADRID).normalize()
    ripe = told[told["begun"] < until]
    days = ripe["begun"].dt.tz_convert(MADRID).dt.normalize().sort_values(ascending=False)
    since = days.iloc[-(-len(days) * 3 // 10) - 1]
    held = ripe[ripe["begun"] >= since]
    assert (found.since, found.until) == (since, until)
    mine = quality(test, leads, "new", "won", found.rule)
    hits = held["won"].notna()
    assert (mine.count, mine.hits) == (len(held), hits.sum())
    assert mine.auc == pytest.approx(area(held["points"], hits))
    best = held.assign(hit=hits).groupby("points")["hit"].agg(["count", "sum"]).sort_index(ascending=False)
    assert next((band.count, band.hits) for band in mine.bands) == tuple(best.iloc[0])
    assert mine.top_precision == pytest.approx(best.iloc[0]["sum"] / best.iloc[0]["count"])


def test_a_definition_over_the_score_says_who_crosses(
    olist_leads: pd.DataFrame, rita: User, marta: User, silvia: User
) -> None:
    before = AT - timedelta(days=1)
    version = DefinitionVersion.objects.create(
        definition=Definition.objects.word("mql"),
        number=1,
        criteria={"field": "score", "op": ">=", "value": 20},
        text_en="20",
        text_es="20",
    )
    version.submit(by=rita, at=before)
    version.sign(by=marta, at=before)
    version.sign(by=silvia, at=before)
    version.put_in_force(by=rita, at=before)
    test = ran(scored_model(rita), rita)
    holds = olist_leads["points"] >= 20
    crossing = Lead.objects.filter(back_tested__back_test=test, back_tested__new_then_holds=True)
    assert crossing.count() == holds.sum()
    assert crossing.exclude(won_at=None).count() == olist_leads[holds]["won"].notna().sum()


def test_maven_by_size_and_sector(organisation: Organisation) -> None:
    told = maven()
    brought([_maven_arrival(row) for row in told.itertuples()])
    big = {"field": "employees", "op": ">=", "value": 1000}
    trade = {"field": "industry", "op": "in", "value": ["retail", "medical"]}
    found = parted(Lead.objects.standing(), condition(big), condition(trade))
    first, second = told["employees"] >= 1000, told["sector"].isin(["retail", "medical"])
    for part, mask in (("both", first & second), ("first", first & ~second), ("second", ~first & second)):
        assert (found[part].leads, found[part].won) == (mask.sum(), told[mask]["won"].notna().sum())


def _maven_arrival(row: Any) -> Arrival:
    key = row.opportunity_id
    won = [] if pd.isna(row.won) else [Reached("won", When(row.won.to_pydatetime()), f"{key}:won")]
    values: dict[str, Any] = {"company": row.account, "industry": "" if pd.isna(row.sector) else row.sector}
    if not pd.isna(row.employees):
        values["employees"] = int(row.employees)
    return Arrival(
        key,
        values,
        When(AT),
        f"{key}@1",
        [Reached("mql", When(AT - timedelta(days=900)), f"{key}:mql"), *won],
    )
