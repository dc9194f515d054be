"""Lags of the whole company and waits in pieces follow what changed, are what a rebuild makes, and answer as rows do."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from dashboards import rollups
from dashboards.asking import Asked, Window
from dashboards.kpis import registry, response
from dashboards.kpis.funnel import lag_days
from dashboards.models import FunnelLag, FunnelMix, FunnelValue, PlacedHandoff, Stale, WaitDay
from dashboards.waiting import NEVER, Waits, days_of, flags_of, micros, moments_of
from leads.models import Handoff, Lead
from people.models import Role, User
from tests.conftest import MONDAY_NINE, person
from tests.dashboards.test_overview import house
from tests.leads.conftest import HOUR, Made

__all__ = ["house"]
pytestmark = pytest.mark.usefixtures("running")
DAY = timedelta(days=1)
MARCH = Window(date(2026, 2, 1), date(2026, 3, 31))


def lags() -> dict[tuple[str, str], list[tuple[int, int]]]:
    """{(first, last): [(days, leads)]} of all days."""
    pairs = set(FunnelLag.objects.filter(leads__gt=0).values_list("cohort", "stage"))
    return {pair: FunnelLag.objects.taken(*pair, date.min, date.max) for pair in pairs}


def test_late_corrected_and_withdrawn_stages_move_the_lags(make_lead: Made) -> None:
    make_lead(external_id="A", stages={"captured": MONDAY_NINE, "mql": MONDAY_NINE + 3 * DAY})
    make_lead(external_id="B", stages={"captured": MONDAY_NINE, "mql": MONDAY_NINE + 3 * DAY})
    rollups.freshen()
    assert lags() == {("captured", "mql"): [(3, 2)]}
    make_lead(external_id="A", at=MONDAY_NINE + HOUR, stages={"mql": MONDAY_NINE + 5 * DAY})
    late = make_lead(external_id="B", at=MONDAY_NINE + HOUR, stages={"won": MONDAY_NINE + 40 * DAY})
    rollups.freshen()
    assert lags()["captured", "mql"] == [(3, 1), (5, 1)] and lags()["mql", "won"] == [(37, 1)]
    assert rollups.differences() == []
    Lead.objects.filter(pk=late.pk).update(blocked_at=MONDAY_NINE)
    Stale.objects.mark("lead", Lead.objects.values_list("pk", flat=True))
    rollups.freshen()
    assert lags() == {("captured", "mql"): [(5, 1)]} and rollups.differences() == []


def test_a_lag_is_told_of_the_cohorts_of_a_year(make_lead: Made, marta: User) -> None:
    for n in range(10):
        make_lead(stages={"captured": MONDAY_NINE, "mql": MONDAY_NINE + n * DAY})
    make_lead(stages={"captured": MONDAY_NINE - 400 * DAY, "mql": MONDAY_NINE})
    rollups.freshen()
    asked = Asked(marta, MARCH, MARCH.until)
    assert lag_days(asked, "captured", "mql") == np.quantile(range(10), 0.9)
    assert lag_days(asked, "mql", "won") is None


def pieces() -> list[tuple[Any, ...]]:
    """(team, owner, calendar, day, opened, ended, touched) of each wait that is kept."""
    found = []
    for one in WaitDay.objects.all():
        columns = (days_of(one.days), moments_of(one.opened), sent(one.ended), flags_of(one.over))
        waits = zip(*(column.tolist() for column in columns), strict=True)
        found += [(one.team_id, one.owner_id, one.calendar_id, *wait) for wait in waits]
    return sorted(found, key=str)


def sent(column: Any) -> Any:
    raw = np.frombuffer(bytes(column), dtype=">i8").astype(np.int64)
    return np.where(raw == NEVER, NEVER, raw + moments_of(b"\x00" * 8))


def placed() -> list[tuple[Any, ...]]:
    rows = PlacedHandoff.objects.values_list(
        "team_id", "owner_id", "calendar_id", "day", "opened_at", "ended_at", "is_touched"
    )
    told = [
        (*keys, day.toordinal(), micros(opened), micros(ended) if ended else NEVER, touched)
        for *keys, day, opened, ended, touched in rows
        if opened
    ]
    return sorted(told, key=str)


@pytest.mark.usefixtures("house")
def test_waits_in_pieces_are_those_of_the_handoffs(make_lead: Made) -> None:
    """Answered, touched late, given to somebody else, and a lead that is shut away."""
    rollups.freshen()
    assert len(pieces()) == 4 and pieces() == placed() and rollups.differences() == []
    make_lead(external_id="L2", at=MONDAY_NINE + 30 * HOUR, events=["call"], live=True)
    Lead.objects.filter(source="fair").update(owner=person("Nora", Role.SALES))
    Stale.objects.mark("lead", Lead.objects.values_list("pk", flat=True))
    rollups.freshen()
    assert pieces() == placed() and rollups.differences() == []
    Lead.objects.filter(source="web").update(blocked_at=MONDAY_NINE)
    Stale.objects.mark("lead", Lead.objects.values_list("pk", flat=True))
    rollups.freshen()
    assert len(pieces()) == 2 and pieces() == placed() and rollups.differences() == []


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("kept", [FunnelLag, FunnelMix, FunnelValue, WaitDay])
def test_what_is_wrong_is_found_and_mended(kept: Any) -> None:
    rollups.freshen()
    wrong = kept.objects.order_by("pk")[:1]
    kept.objects.filter(pk__in=wrong.values("pk")).update(day=MARCH.since)
    assert {one.side for one in rollups.differences()} == {"stored", "facts"}
    assert rollups.rebuild() == 2 and rollups.differences() == []


def seconds(groups: dict[Any, Waits]) -> dict[Any, list[tuple[int, float]]]:
    """Of those that are over; the others wait until now."""
    return {
        group: sorted(zip(waits.days[waits.over].tolist(), waits.seconds[waits.over].tolist(), strict=True))
        for group, waits in groups.items()
    }


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("key", ["response_time", "response_time_wall"])
def test_pieces_answer_as_rows(
    key: str, marta: User, silvia: User, sara: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks, by whichever group and cut."""
    rollups.freshen()
    kpi: Any = registry[key]
    assert Handoff.objects.count() == 4
    for user in (marta, silvia, sara):
        for cuts in ({}, {"team": (silvia.team_id,)}, {"owner": (None, sara.pk)}):
            asked = Asked(user, MARCH, MARCH.until, cuts)
            for group in ("", "team", "owner"):
                told = kpi.waits(asked, group)
                with monkeypatch.context() as patched:
                    patched.setattr(response, "IN_PIECES", frozenset())
                    rows = kpi.waits(asked, group)
                assert seconds(told) == seconds(rows) and told.keys() == rows.keys()
                assert {name: len(one) for name, one in told.items()} == {
                    name: len(one) for name, one in rows.items()
                }
