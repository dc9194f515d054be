"""Every published worked example of the statistics comes out as its source prints it."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dashboards.statistics import means, percentiles, ranks, tables, two_sided, wilson, z_of_two
from dashboards.statistics.promoters import promoters
from leads.backtest.measures import Bin, auc

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "stats" / "stats_vectors.json"
pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the developers' data are not beside the project")
Vector = dict[str, Any]


def vectors() -> list[Vector]:
    found: list[Vector] = json.loads(FILE.read_text())["vectors"] if FILE.exists() else []
    return found


def _two_shares(given: Vector) -> Vector:
    (hits, other), (of, other_of) = given["success"], given["n"]
    return {"p_value": two_sided(z_of_two(hits, of, other, other_of) or 0)}


def _shares(given: Vector) -> Vector:
    missed = [of - hits for hits, of in zip(given["success"], given["n"], strict=True)]
    return _table({"table": [given["success"], missed]})


def _table(given: Vector) -> Vector:
    return dict(zip(("chi2", "df", "p_value"), tables.chi_square(given["table"]) or (), strict=True))


def _fisher(given: Vector) -> Vector:
    (a, b), (c, d) = given["table"]
    return {"p_value": tables.fisher(a, b, c, d)}


def _mcnemar(given: Vector) -> Vector:
    (_a, b), (c, _d) = given["table"]
    return {"z": tables.mcnemar(c, b)}


def _percentiles(given: Vector) -> Vector:
    return {f"p{n}": percentiles.nearest_rank(given["values"], n / 100) for n in (5, 30, 40, 50, 100)}


def _fortieth(given: Vector) -> Vector:
    values = given["values"]
    return {"linear": percentiles.linear(values, 0.4), "weibull": percentiles.outward(values, 0.4)}


def _promoters(given: Vector) -> Vector:
    told = promoters(given["scores"])
    return {"nps": told.score, "promoters": told.promoters, "detractors": told.detractors}


def _auc(given: Vector) -> Vector:
    rows = zip(given["score"], given["y"], strict=True)
    return {"auc": auc([Bin(Decimal(str(score)), 1, hit) for score, hit in rows])}


def _brier(given: Vector) -> Vector:
    calibration = pytest.importorskip("leads.predicting.calibration", reason="no chances are told yet")
    import numpy as np

    return {"brier": calibration.brier(np.array(given["prob"]), np.array(given["y"], dtype=float))}


TOLD: dict[str, Callable[[Vector], Vector]] = {
    "two-prop-z-statsmodels": _two_shares,
    "k-prop-smokers": _shares,
    "chi2-2x3-scipy": _table,
    "fisher-scipy": _fisher,
    "mcnemar-approval": _mcnemar,
    "mannwhitney-scipy": lambda given: {"p_exact": ranks.mann_whitney(given["x"], given["y"])},
    "wilcoxon-darwin": lambda given: {"p_exact": ranks.wilcoxon(given["differences"])},
    "paired-t-sleep": lambda given: dict(
        zip(("t", "p_value"), means.paired_t(given["before"], given["after"]) or (), strict=True)
    ),
    "wilson-81-263": lambda given: {"ci": list(wilson(given["k"], given["n"]) or ())},
    "percentile-nearest-rank": _percentiles,
    "percentile-linear": _fortieth,
    "percentile-of-score-rank": lambda given: {
        "value": 100 * (percentiles.rank_of(given["values"], given["score"]) or 0)
    },
    "nps-sightmill": _promoters,
    "auc-sklearn": _auc,
    "brier-sklearn": _brier,
    "pearson-scipy": lambda given: dict(
        zip(("r", "p_value"), means.pearson(given["x"], given["y"]) or (), strict=True)
    ),
}


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["id"])
def test_as_published(vector: Vector) -> None:
    told = TOLD[vector["id"]](vector["input"])
    for name, value in told.items():
        assert value == pytest.approx(vector["published"][name], abs=vector["tolerance"]), name


def test_of_nothing_nothing_is_told() -> None:
    assert (
        percentiles.linear([], 0.5) is percentiles.nearest_rank([], 0.5) is percentiles.rank_of([], 1) is None
    )
    assert percentiles.outward([], 0.5) is None and percentiles.rank_of([1, 2], 1.5) == 0.5
