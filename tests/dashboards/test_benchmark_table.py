"""The table of published figures: what is shipped is what was graded, all of it is declared, and nonsense is refused."""

from pathlib import Path

import pytest

from dashboards.benchmarks import benchmarks, of_kpi
from dashboards.benchmarks.beside import place_of
from dashboards.benchmarks.checks import table_is_sound
from dashboards.benchmarks.meanings import METRICS, WARNINGS, Kind
from dashboards.benchmarks.shipped import FILE
from dashboards.benchmarks.table import COLUMNS, TableFault, read, undeclared
from dashboards.kpis import Reading, registry

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "benchmarks.csv"
HEAD = ",".join(COLUMNS)


def test_shipped_as_graded() -> None:
    if not SHARED.exists():
        pytest.skip("the shared folder isn't here")
    assert FILE.read_text() == SHARED.read_text()


def test_sound_and_all_declared() -> None:
    assert table_is_sound(None) == []
    assert {one.meaning.kpi for one in benchmarks()} - {""} <= set(registry)
    assert all(one.row.grade and one.row.source and str(one.reason) for one in benchmarks())


def test_what_nobody_declared_is_named() -> None:
    rows = read(f"{HEAD}\nmoon,1,2,3,pct,all,,Somebody,a.example,2020,C,made up\n")
    assert undeclared(rows, METRICS, WARNINGS) == ["metric moon", "warning 'made up'"]


@pytest.mark.parametrize(
    "line",
    [
        "win_rate,3,2,1,pct,x,,S,u,2020,C,",
        "win_rate,,,,pct,x,,S,u,2020,C,",
        "win_rate,,120,,pct,x,,S,u,2020,C,",
        "win_rate,,2,,moons,x,,S,u,2020,C,",
        "win_rate,,2,,pct,x,,S,u,2020,D,",
        "win_rate,,2,,pct,x,,S,u,1066,C,",
        "win_rate,,two,,pct,x,,S,u,2020,C,",
        "win_rate,,2",
    ],
)
def test_what_is_no_figure_is_refused(line: str) -> None:
    with pytest.raises(TableFault, match="line 2"):
        read(f"{HEAD}\n{line}\n")


def test_only_like_definitions_are_compared() -> None:
    compared = {one.row.metric for one in benchmarks() if one.kpi}
    assert compared == {
        "lead_to_mql", "mql_to_sal", "mql_to_sql", "sql_to_opp", "opp_to_won", "win_rate", "sales_cycle", "cost_per_lead",
    }  # fmt: skip
    refused = [(one.row.metric, one.row.source) for one in benchmarks() if not one.kpi]
    assert ("mql_to_sal", "Forrester via komo") in refused and ("win_rate", "HubSpot survey") in refused
    assert not of_kpi("response_time")


def test_conflicting_and_recirculated_are_flagged() -> None:
    flagged = {(one.row.source, flag.kind) for one in benchmarks() for flag in one.flags}
    assert {
        ("The RevOps Report", Kind.CONFLICTING),
        ("LotOfTools", Kind.CONFLICTING),
        ("Optifai via getgangly", Kind.CONFLICTING),
        ("First Page Sage/Martal via metricrig", Kind.RECIRCULATED),
        ("LRM Oldroyd/InsideSales", Kind.RECIRCULATED),
        ("SiriusDecisions via ivristech", Kind.RECIRCULATED),
    } <= flagged


@pytest.mark.parametrize(
    ("value", "low", "high", "place"),
    [
        (0.1, 0.05, 0.12, "below"),
        (0.2, 0.16, 0.24, "within"),
        (0.4, 0.31, 0.5, "above"),
        (0.2, 0.1, 0.3, "unclear"),
        (None, None, None, ""),
    ],
)
def test_where_ours_lies(value: float | None, low: float | None, high: float | None, place: str) -> None:
    assert place_of(Reading(value, 50, low=low, high=high), (0.15, 0.3)) == place
