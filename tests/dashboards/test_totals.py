"""Totals are the sums of the cells, answer whoever sees and asks of all, and are written where something changed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dashboards import rollups
from dashboards.asking import Asked, Window
from dashboards.kpis import Additive, registry
from dashboards.models import FunnelDay, FunnelTotal, HandoffTotal
from dashboards.tiling import tile_of
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.dashboards.test_overview import house
from tests.leads.conftest import HOUR, Made

__all__ = ["house"]
MARCH = Window(date(2026, 2, 1), date(2026, 3, 31))
MANY = """
INSERT INTO dashboards_handofftotal (cell, day, reason, delivered, pending, accepted, rejected, returned, recycled, expired,
    touched, untouched, complete, ever_rejected, disputed, overturned, in_product)
SELECT gen_random_uuid(), day, 'r' || n, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0
FROM generate_series(date '2016-01-01', date '2026-01-01', interval '1 day') day, generate_series(1, 3) n
"""
ADDITIVE = ("lead_volume", "lead_acceptance_rate", "sla_compliance", "opportunity_volume", "revenue_won")


def asked(user: User, **cuts: Any) -> Asked:
    return Asked(user, MARCH, MARCH.until, {name: (value,) for name, value in cuts.items()})


def read(key: str, question: Asked) -> str:
    """The tables from which a tile is read."""
    with CaptureQueriesContext(connection) as caught:
        tile_of(registry[key], question, 1)
    return " ".join(query["sql"] for query in caught.captured_queries)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("key", ADDITIVE)
def test_who_asks_of_all_reads_totals(marta: User, silvia: User, key: str) -> None:
    rollups.freshen()
    whole, team = read(key, asked(marta)), read(key, asked(silvia))
    cut = read(key, asked(marta, source="web"))
    assert "total" in whole and 'day"' in whole and "leads_" not in whole
    for narrower in (team, cut):
        assert 'total"' not in narrower


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("key", ADDITIVE)
def test_a_total_says_what_its_cells_say(marta: User, key: str) -> None:
    rollups.freshen()
    kpi, question = registry[key], asked(marta)
    by_source = kpi.by(question, "source").values()
    whole = kpi.read(question)
    for part, count in whole.parts.items():
        assert count == sum(reading.parts[part] for reading in by_source)


@pytest.mark.usefixtures("house")
def test_a_kept_question_answers_as_one_made_anew(marta: User) -> None:
    """Twice, of other days, and beside the same number parted by a reason or a kind, which no kept question knows."""
    rollups.freshen()
    for kpi in [one for one in registry.values() if isinstance(one, Additive)]:
        for since in (MARCH.since, date(2026, 3, 2)):
            question = asked(marta).over(Window(since, MARCH.until))
            names, rows = kpi._summed(question, ("day",))
            made = {day: dict(zip(names, counts, strict=True)) for day, *counts in rows}
            assert kpi.measure(question).days == made, kpi.key
            for name in kpi.own_cuts:
                assert kpi.measure(question.cut(**{name: "none such"})).days == {}


@pytest.mark.usefixtures("running")
def test_a_wrong_total_is_found_and_mended(make_lead: Made) -> None:
    make_lead(source="web", stages={"mql": MONDAY_NINE})
    rollups.freshen()
    assert rollups.differences() == []
    FunnelTotal.objects.filter(cohort="mql").update(mql=7)
    assert {(one.rollup, one.side) for one in rollups.differences()} == {
        ("funnel", "stored"),
        ("funnel", "facts"),
    }
    assert rollups.rebuild() == 2 and rollups.differences() == []


@pytest.mark.usefixtures("running")
def test_only_touched_days_are_written(make_lead: Made) -> None:
    """A change of one lead writes no cell of a day on which that lead does not count."""
    for days in range(8):
        make_lead(external_id=f"L{days}", source="web", stages={"mql": MONDAY_NINE - timedelta(days=days)})
    rollups.freshen()
    before = versions()
    late = MONDAY_NINE - timedelta(days=3)
    make_lead(external_id="L3", source="fair", at=MONDAY_NINE + HOUR)
    rollups.freshen()
    written = {
        day for key, (day, version) in versions().items() if before.get(key, (None, None))[1] != version
    }
    assert late.date() in written and len(written) <= 2
    assert rollups.differences() == []


def versions() -> dict[str, tuple[date, str]]:
    """{cell: its day, and which transaction wrote it last}."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT cell::text, day, xmin::text FROM {FunnelDay._meta.db_table} "
            f"UNION ALL SELECT cell::text, day, xmin::text FROM {FunnelTotal._meta.db_table}"
        )
        return {cell: (day, version) for cell, day, version in cursor.fetchall()}


@pytest.mark.django_db
def test_a_tile_of_ten_years_reads_its_index() -> None:
    """A year of totals among many is found by its days."""
    with connection.cursor() as cursor:
        cursor.execute(MANY)
        cursor.execute("ANALYZE dashboards_handofftotal")
    plan = HandoffTotal.objects.opened(date(2025, 1, 1), date(2025, 12, 31)).explain()
    assert "handoff_totals_by_day" in plan and "Seq Scan" not in plan
