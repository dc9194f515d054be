"""Arithmetic of the numbers that rest on others: velocity, growth, costs, worth, promises, promoters."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dashboards.asking import Asked, Window
from dashboards.kpis import registry
from dashboards.kpis.costs import Month, read_cost
from dashboards.kpis.lapses import Lapse, read_lapses
from dashboards.kpis.promised import MeasuredPromises, Promise
from dashboards.kpis.promoters import InternalNps
from dashboards.kpis.velocity import read_growth, velocity
from dashboards.kpis.worth import Cohort, read_worth
from dashboards.tiling import tile_of
from people.models import User

DAY = date(2026, 3, 2)


def test_the_velocity_of_the_textbook() -> None:
    assert round(velocity(50, 0.25, 50_000, 45) or 0) == 13_889
    assert velocity(50, 0.25, 50_000, 0) is None


def test_growth_from_nothing_is_new() -> None:
    assert read_growth(60, 40).value == 0.5 and read_growth(7, 0).value is None


def test_a_cost_without_leads_or_ledger_is_not_told() -> None:
    assert read_cost(Month(Decimal(900), 2, 0, 30)).value == 30
    assert read_cost(Month(Decimal(900), 2, 0, 0)).value is None
    assert read_cost(Month(leads=30)).value is None and read_cost(Month(leads=30)).trust == "incomplete"


def test_one_giant_does_not_make_the_worth() -> None:
    reading = read_worth(Cohort(200, 3, [(0, 1_000_000.0), (1, 400.0), (2, 200.0)]))
    assert reading.value == pytest.approx((200 + 200 + 200) / 200) and reading.spread["mean"] == 5003
    assert read_worth(Cohort()).value is None
    assert read_worth(Cohort(200, 4, [(0, 400.0)])).trust == "incomplete", "three won ones have no amount"


def test_open_ones_are_inside_the_median() -> None:
    lapses = [Lapse(DAY, "", 5, True, 40), Lapse(DAY, "", 90, True, 10), Lapse(DAY, "", 30, False, 50)]
    assert read_lapses(lapses).value == 90 and read_lapses(lapses).n == 100
    finished = read_lapses(lapses, "closed")
    assert (finished.value, finished.n, finished.parts["waiting"]) == (5, 50, 50)


def test_what_ends_before_it_begins_is_told_apart() -> None:
    lapses = [Lapse(DAY, "", -2, True), Lapse(DAY, "", 4, True), Lapse(DAY, "", None, True)]
    assert read_lapses(lapses, "closed").value == 1 and read_lapses(lapses, "forward").value == 4
    assert read_lapses(lapses).parts == {
        "entered": 3, "reached": 3, "waiting": 0, "in_order": 2, "backwards": 1,
    }  # fmt: skip


def test_a_promise_by_week_counts_by_the_days_of_the_month() -> None:
    march = Window(date(2026, 3, 1), date(2026, 3, 31))
    assert Promise(70, "week", date(2026, 1, 1)).of_month(march) == pytest.approx(310)
    assert Promise(90, "quarter", date(2026, 1, 1)).of_month(march) == 30
    assert Promise(90, "month", date(2026, 3, 2)).of_month(march) == 0, "in force since within the month"


def test_the_promised_months_alone_count() -> None:
    measured = MeasuredPromises({DAY: 80, date(2026, 4, 9): 45}, [Promise(90, "month", date(2026, 3, 20))])
    reading = measured.over(Window(date(2026, 2, 10), date(2026, 5, 2)))
    assert (reading.n, reading.value) == (45, 45 / 90)
    assert measured.over(Window(DAY, DAY)).value is None


def test_five_answers_before_anything_is_told(marta: User) -> None:
    told: list[Any] = [(DAY, None, score) for score in (10, 9, 9, 3)]
    kpi, asked = InternalNps(lambda _asked, _group: told), Asked(marta, Window(DAY, DAY), DAY)
    assert kpi.read(asked).value is None and kpi.read(asked).n == 0
    told.append((DAY, None, 8))
    reading = kpi.read(asked)
    assert (reading.value, reading.n, reading.parts) == (40, 5, {}) and reading.low is not None
    assert InternalNps().read(asked).value is None


def test_every_number_fits_a_tile(marta: User) -> None:
    asked = Asked(marta, Window(DAY, DAY), DAY)
    for kpi in registry.values():
        tile, _reading = tile_of(kpi, asked, 1)
        assert tile.kind in {"number", "percent", "duration", "span", "money"}, kpi.key
        assert bool(tile.rows_url) == bool(kpi.parts) and (tile.kind != "money" or tile.currency == "EUR")
