"""A model of the published leads of Olist, against another way of learning and counting on the same files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from leads.models import PredictiveModel
from leads.predicting import reading
from leads.predicting.learning import parted
from leads.predicting.reading import Plan
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.leads.past_leads import Past, put

OLIST = Path(__file__).resolve().parents[3] / "shared" / "data" / "olist"
pytestmark = [
    pytest.mark.usefixtures("unmeasured"),
    pytest.mark.skipif(not OLIST.exists(), reason="the developers' data are not beside the project"),
]
MADRID = ZoneInfo("Europe/Madrid")
PAGE, SEGMENT = "attributes.landing_page_id", "attributes.business_segment"
FROM, UNTIL = datetime(2017, 1, 1, tzinfo=UTC), datetime(2019, 1, 1, tzinfo=UTC)
HORIZON, LATER = 365, MONDAY_NINE + timedelta(days=1)
RARE = 20


def files() -> pd.DataFrame:
    leads = pd.read_csv(OLIST / "olist_marketing_qualified_leads_dataset.csv", keep_default_na=False)
    deals = pd.read_csv(OLIST / "olist_closed_deals_dataset.csv", keep_default_na=False)
    found = leads.merge(deals[["mql_id", "won_date", "business_segment"]], on="mql_id", how="left")
    midnight = pd.to_datetime(found["first_contact_date"]).dt.tz_localize(MADRID).dt.tz_convert("UTC")
    won = pd.to_datetime(found["won_date"]).dt.tz_localize("UTC")
    return found.assign(came=midnight, won=won)


@pytest.fixture
def table(organisation: object) -> pd.DataFrame:
    """A file says no moments: all its values are of the day on which it is read."""
    found = files()
    leads = []
    rows: list[Any] = list(found.itertuples())
    for row in rows:
        values: dict[str, Any] = {"source": row.origin, PAGE: row.landing_page_id}
        is_won = not pd.isna(row.won)
        if is_won:
            values[SEGMENT] = row.business_segment
        won = row.won.to_pydatetime() if is_won else None
        leads.append(Past(row.came.to_pydatetime(), won, [(MONDAY_NINE, values)]))
    put(leads, MONDAY_NINE)
    return found


def one_hot(taught: pd.Series, values: pd.Series) -> Any:
    """A column for each value that twenty of the taught leads share, for the seldom ones, and for none."""
    counted = taught[taught != ""].value_counts()
    common = set(counted[counted >= RARE].index)
    assert len(common) < 60

    def named(column: pd.Series) -> pd.Series:
        return column.map(lambda value: value if value in common else "(none)" if value == "" else "(seldom)")

    kept = named(taught).value_counts()
    groups = [group for group in kept.index if kept[group] >= RARE]
    means = [kept[group] / len(taught) for group in groups]
    grouped = named(values)
    rows = np.column_stack([(grouped == group).to_numpy(dtype=float) for group in groups])
    unseen = rows.sum(axis=1) == 0
    rows[unseen] = means
    return rows


def by_descent(matrix: Any, happened: Any, penalty: float, steps: int) -> Any:
    """Gradient descent with momentum: the intercept and the weights."""
    design = np.column_stack([np.ones(len(matrix)), matrix])
    held = np.array([0.0] + [penalty] * matrix.shape[1])
    found = before = np.zeros(design.shape[1])
    rate = 1 / (np.linalg.norm(design, 2) ** 2 / 4 + penalty)
    for step in range(steps):
        ahead = found + step / (step + 3) * (found - before)
        slope = design.T @ (1 / (1 + np.exp(-design @ ahead)) - happened) + held * ahead
        before, found = found, ahead - rate * slope
    return found


def cut_at(days: pd.Series, share: float) -> Any:
    """The day from which on at least this share of the leads lies."""
    counted = days.value_counts().sort_index(ascending=False).cumsum()
    return counted[counted >= share * len(days)].index[0]


def area(chances: Any, happened: Any) -> float:
    higher = chances[happened == 1][:, None] - chances[happened == 0][None, :]
    return float(np.mean((higher > 0) + 0.5 * (higher == 0)))


def test_the_model_is_what_pandas_and_plain_descent_find(table: pd.DataFrame, rita: User) -> None:
    plan = Plan("won", HORIZON, 0, FROM, UNTIL, ("source", PAGE, SEGMENT))
    model = PredictiveModel.objects.ask(plan, by=rita, at=LATER)
    model.train(LATER)
    assert model.state == "ready" and (model.leads, reading.decided(plan)) == (7999, 1)
    # the segment of the business stands in won leads only
    told = model.excluded[0]
    assert len(model.excluded) == 1 and (told["field"], told["why"]) == (SEGMENT, "gap")

    asked = table[~(table["won"] <= table["came"])].copy()
    asked["happened"] = (asked["won"] <= asked["came"] + pd.Timedelta(days=HORIZON)).astype(float)
    assert model.conversions == asked["happened"].sum() and 800 < model.conversions < 842
    days = asked["first_contact_date"]
    scaled, judged = cut_at(days, 0.4), cut_at(days, 0.2)
    taught = asked[days < scaled]
    features = {
        name: np.column_stack([one_hot(taught[c], part[c]) for c in ("origin", "landing_page_id")])
        for name, part in (
            ("learn", taught), ("scale", asked[(days >= scaled) & (days < judged)]), ("judge", asked[days >= judged]),
        )
    }  # fmt: skip
    weights = by_descent(features["learn"], taught["happened"].to_numpy(), model.predictor["penalty"], 2500)
    z = {name: weights[0] + rows @ weights[1:] for name, rows in features.items()}

    steady = asked[(days >= scaled) & (days < judged)]["happened"].to_numpy()
    hits = steady.sum()
    soft = np.where(steady > 0, (hits + 1) / (hits + 2), 1 / (len(steady) - hits + 2))
    shift, slope = by_descent(z["scale"][:, None], soft, 0.0, 5000)
    assert (model.predictor["slope"], model.predictor["shift"]) == pytest.approx((slope, shift), abs=1e-3)

    test = asked[days >= judged]["happened"].to_numpy()
    chances = 1 / (1 + np.exp(-(slope * z["judge"] + shift)))
    own = reading.read(plan, reading.ids_of(plan), LATER)
    ours = model.learnt.chances(own.part(parted(own).judge).columns)
    assert np.allclose(np.sort(ours), np.sort(chances), atol=5e-4)

    found = model.measures["model"]
    assert (found["leads"], found["hits"]) == (len(test), test.sum())
    assert found["auc"] == pytest.approx(area(chances, test), abs=1e-3) and found["auc_low"] > 0.6
    best = test[np.argsort(-chances, kind="stable")][: found["bands"][0]["n"]]
    assert found["bands"][0]["hits"] == best.sum()
    assert model.measures["foretold"] == pytest.approx(chances.sum(), abs=0.5)
