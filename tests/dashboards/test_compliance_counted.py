"""What Marketing promised by number: each period against its target, the running one not judged before it is over."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboards import rollups
from dashboards.asking import Asked, Window
from dashboards.counted import Cell, CountedPromise, counted_promises, periods, tile_of
from dashboards.kpis import registry
from dashboards.kpis.promised import MeasuredPromises
from dashboards.models import Stale
from leads.models import Lead, RejectionReason
from people.models import User
from sla.models import Agreement, AgreementVersion, Commitment
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
MARCH = Window(date(2026, 3, 1), date(2026, 3, 31))
APRIL = MONDAY_NINE + timedelta(days=40)


@pytest.fixture
def promised(
    running: None, make_lead: Made, marta: User, silvia: User, rita: User, sara: User
) -> AgreementVersion:
    """At least two leads a month, half of them accepted; in March three came: one accepted, one rejected, one waits."""
    version = AgreementVersion.objects.create(agreement=Agreement.objects.create(name="Numbers"), number=1)
    for kind, target in (("volume", 2), ("acceptance_rate", 0.6)):
        Commitment.objects.create(version=version, kind=kind, party="marketing", target_value=target)
    version.submit(by=rita, at=MONDAY_NINE)
    version.sign(by=marta, at=MONDAY_NINE)
    version.sign(by=silvia, at=MONDAY_NINE)
    version.put_in_force(by=rita, at=MONDAY_NINE)
    leads = [make_lead(country="Spain", events=["demo_request"], source="web", live=True) for _n in range(3)]
    first, second, _third = (lead.handoffs.get() for lead in leads)
    first.accept(by=sara, at=MONDAY_NINE + HOUR)
    second.reject(by=sara, at=MONDAY_NINE + HOUR, reason=RejectionReason.objects.get(pk="QUAL-01"))
    return version


def over(promise: CountedPromise) -> Cell:
    """The last period that is over."""
    cell = promise.cells[1]
    assert cell is not None
    return cell


@pytest.mark.usefixtures("promised")
def test_a_period_is_judged_when_it_is_over(marta: User) -> None:
    volume, share = counted_promises(marta, APRIL)
    running, march, february = volume.cells[:3]
    decided = over(share)
    assert running is not None and march is not None
    assert (running.measured.value, running.is_running, running.is_met) == (0, True, None)
    assert (march.measured.value, march.is_met) == (3, True)
    assert february is None, "no agreement yet"
    assert (decided.measured.numerator, decided.measured.denominator) == (1, 2)
    assert decided.is_met is False and decided.value_words.startswith("50.0")
    tile = tile_of([volume, share])
    assert tile is not None and tile.value == 1 and "2 kept in March 2026" in str(tile.unit)


@pytest.mark.usefixtures("promised")
def test_totals_answer_as_the_leads_do(marta: User, make_lead: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """A promise about every lead is counted by totals, one with a scope lead by lead; a lead that was shut away in none."""
    gone = make_lead(country="Spain", events=["demo_request"], source="fair", live=True)
    Lead.objects.filter(pk=gone.pk).update(blocked_at=MONDAY_NINE)
    Stale.objects.mark("lead", [gone.pk])
    rollups.freshen()
    with CaptureQueriesContext(connection) as caught:
        told = counted_promises(marta, APRIL)
    assert not any("leads_handoff" in query["sql"] for query in caught.captured_queries)
    days = registry["commitment_volume"].measure(Asked(marta, MARCH, APRIL.date()))
    assert isinstance(days, MeasuredPromises) and sum(days.days.values()) == 3
    monkeypatch.setattr("dashboards.delivered.is_of_all", lambda _one: False)
    monkeypatch.setattr("dashboards.kpis.promised.is_of_all", lambda _one: False)
    assert counted_promises(marta, APRIL) == told
    assert registry["commitment_volume"].measure(Asked(marta, MARCH, APRIL.date())) == days


@pytest.mark.usefixtures("promised")
def test_what_is_reached_early_is_kept_already(marta: User) -> None:
    volume, share = counted_promises(marta, MONDAY_NINE + timedelta(days=3))
    assert volume.running is not None and volume.running.is_met is True, "more can only add to it"
    assert share.running is not None and share.running.is_met is None, "a share may still fall"
    assert tile_of([volume, share]) is None


@pytest.mark.usefixtures("promised")
def test_each_number_opens_its_rows(client_of: ClientOf, marta: User) -> None:
    volume, share = counted_promises(marta, APRIL)
    client = client_of(marta)
    for cell, found in ((over(volume), 3), (over(share), 1)):
        assert client.get(cell.rows_url).context["count"] == found
    assert client.get(over(share).of_url).context["count"] == 2


@pytest.mark.usefixtures("promised")
def test_a_reader_of_one_team_sees_the_number_without_its_rows(silvia: User) -> None:
    volume, _share = counted_promises(silvia, APRIL)
    assert over(volume).measured.value == 3 and over(volume).rows_url == ""


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?from=2026-03-01",
        "?from=2026-03-31&to=2026-03-01",
        "?from=x&to=y",
        "?from=2026-03-01&to=2026-03-31&after=z",
    ],
)
def test_rows_without_a_period_are_no_page(
    promised: AgreementVersion, client_of: ClientOf, marta: User, query: str
) -> None:
    volume: Any = promised.commitments.get(kind="volume")
    address = reverse("dashboards:counted-row-list", args=[volume.pk, "all"])
    assert client_of(marta).get(address + query).status_code == 404
    days = "?from=2026-03-01&to=2026-03-31"
    assert client_of(marta).get(address.replace("/all/", "/moon/") + days).status_code == 404
    assert (
        client_of(marta).get(reverse("dashboards:counted-row-list", args=[0, "all"]) + days).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("week", ("2026-03-30", "2026-04-05"), ("2026-03-23", "2026-03-29")),
        ("month", ("2026-04-01", "2026-04-30"), ("2026-03-01", "2026-03-31")),
        ("quarter", ("2026-04-01", "2026-06-30"), ("2026-01-01", "2026-03-31")),
    ],
)
def test_periods(kind: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    found = periods(kind, date(2026, 4, 1), 1, 2)
    assert [(w.since.isoformat(), w.until.isoformat()) for w in found] == [first, second]
