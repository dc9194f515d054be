"""Baselines: frozen behind the gate, signed by both, never overwritten, and compared with what is now."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from dashboards import rollups
from dashboards.asking import Window
from dashboards.baselines import baseline_named, comparison, names
from dashboards.baselines.freezing import freeze
from dashboards.baselines.gate import CHECKS, looked_at
from dashboards.changes import apart
from dashboards.kpis import Reading, registry
from dashboards.models import Baseline, BaselineNumber
from dashboards.statistics import newcombe
from dashboards.targets.progress import company_asks
from people.models import User
from sla.guards import Refused
from tests.conftest import MONDAY_NINE
from tests.dashboards.test_overview import house

__all__ = ["house"]
LATER = MONDAY_NINE + timedelta(days=21)
DAYS = Window(date(2026, 2, 1), date(2026, 3, 15))
WHY = "The file of February has no countries; the CRM is being mended."


@pytest.fixture
def frozen(house: None, rita: User) -> Baseline:
    return freeze("B0", "", DAYS, WHY, rita, LATER)


def test_every_number_is_kept(frozen: Baseline) -> None:
    kept = {one.kpi: one for one in frozen.numbers.all()}
    assert set(kept) == set(registry)
    acceptance = kept["lead_acceptance_rate"]
    assert (acceptance.numerator, acceptance.denominator, acceptance.n) == (2, 3, 3)
    assert acceptance.low and acceptance.high and acceptance.low < 2 / 3 < acceptance.high
    assert frozen.is_below_gate and {one["key"] for one in frozen.gate} == {check.key for check in CHECKS}


def test_never_overwritten(frozen: Baseline, rita: User) -> None:
    with pytest.raises(Refused, match="B0 is frozen already"):
        freeze("B0", "", DAYS, WHY, rita, LATER)
    freeze("own", "Before the fair", DAYS, WHY, rita, LATER)
    changes = (
        lambda: Baseline.objects.update(reason=""),
        lambda: BaselineNumber.objects.update(value=1),
        lambda: BaselineNumber.objects.all().delete(),
        lambda: Baseline.objects.all().delete(),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert [words for _written, words in names()] == ["B0", "Before the fair"]


def test_below_the_gate_needs_a_reason(house: None, rita: User) -> None:
    for days, reason in ((DAYS, " "), (Window(DAYS.since, date(2026, 12, 31)), WHY)):
        with pytest.raises(Refused):
            freeze("B0", "", days, reason, rita, LATER)
    assert not Baseline.objects.exists()


def test_what_the_gate_finds(client_of: Any, house: None, make_lead: Any, marta: User) -> None:
    """The six leads of the house have no segment; two are one person at one company; one is late."""
    twin = {"name": "Ana Ruiz", "company_domain": "twin.example", "source": "web", "country": "Spain"}
    for n in range(2):
        make_lead(**twin, email=f"a{n}@x.example", segment="SMB", stages={"captured": MONDAY_NINE})
    long_ago = {"mql": MONDAY_NINE - timedelta(days=9)}
    make_lead(live=True, at=MONDAY_NINE + timedelta(days=1), source="web", stages=long_ago)
    rollups.freshen()
    gate = looked_at(DAYS)
    found = {one.key: (one.failing, one.of) for one in gate.outcomes}
    assert gate.is_few and not gate.passes
    client = client_of(marta)
    for one, failing_url, of_url in gate.rows:
        assert client.get(failing_url).context["count"] == one.failing, one.key
        assert client.get(of_url).context["count"] == one.of, one.key
    assert found["source"][0] == 1 and found["owner"][1] == 4
    assert found["completeness"][0] >= 6 and found["timeliness"][0] >= 1
    assert found["duplicates"][0] == 2


def test_signed_by_both(client_of: Any, frozen: Baseline, marta: User, silvia: User, sara: User) -> None:
    url = reverse("dashboards:baseline-signature-create", args=[frozen.pk])
    for manager in (marta, marta, silvia):
        assert client_of(manager).post(url).status_code == 302
    assert client_of(sara).post(url).status_code == 403
    assert frozen.signatures.count() == 2 and Baseline.objects.get().is_agreed


def test_quoted_with_its_reason(client_of: Any, frozen: Baseline, sara: User, marta: User) -> None:
    for reader in (sara, marta):
        page = client_of(reader).get(
            reverse("dashboards:baseline-detail", args=[frozen.pk]), {"from": "2026-03-16"}
        )
        assert page.status_code == 200 and "being mended" in page.content.decode()
    assert "below the gate" in client_of(sara).get(reverse("dashboards:baseline-list")).content.decode()


def test_through_the_page(
    trusted: Any, client_of: Any, house: None, rita: User, silvia: User, sara: User
) -> None:
    url = reverse("dashboards:baseline-create")
    form = {"kind": "own", "name": "", "reason": "", "since": "2026-02-01", "until": "2026-03-15"}
    client = trusted(rita)
    assert list(client.post(url, form).context["form"].errors) == ["name"]
    refused = client.post(url, form | {"name": "Before"})
    assert refused.status_code == 422 and "below the gate" in str(refused.context["form"].errors)
    assert client_of(silvia).get(url).status_code == 200 and client_of(sara).get(url).status_code == 403
    assert client_of(silvia).post(url, form | {"name": "Mine", "reason": WHY}).status_code == 422
    assert client.post(url, form | {"name": "Before", "reason": WHY}).status_code == 302
    assert Baseline.objects.get().name == "Before"


def test_now_against_then(frozen: Baseline, marta: User, sara: User) -> None:
    kpi, asked = registry["lead_acceptance_rate"], company_asks(DAYS, LATER.date(), {})
    found = comparison(kpi, asked)
    assert found and (found.effect, found.verdict, found.interval) == (0, "few", newcombe(2, 3, 2, 3))
    assert comparison(kpi, asked, "B1") is None and comparison(kpi, asked.cut(source="web")) is None
    assert baseline_named("B0") == frozen and baseline_named("moon") is None


@pytest.mark.parametrize(
    ("then", "now", "low", "high"),
    [
        # both ends known: the differences of the ends, squared and added
        ((100.0, 90.0, 120.0), (80.0, 70.0, 95.0), -20 - 500**0.5, -20 + 325**0.5),
        ((100.0, 90.0, None), (80.0, 70.0, 95.0), None, None),
    ],
)
def test_the_interval_of_other_numbers(then: Any, now: Any, low: Any, high: Any) -> None:
    kept = BaselineNumber(kpi="response_time", value=then[0], low=then[1], high=then[2], n=50)
    found = apart(registry["response_time"], Reading(now[0], 50, low=now[1], high=now[2]), kept)
    assert found is None if low is None else found == pytest.approx((low, high))


def test_what_adds_up_needs_as_many_days(frozen: Baseline) -> None:
    kpi, fewer = registry["lead_volume"], Window(DAYS.since, date(2026, 3, 1))
    equal, other = (comparison(kpi, company_asks(days, LATER.date(), {})) for days in (DAYS, fewer))
    assert equal and (equal.effect, equal.verdict) == (0, "few")
    assert other and (other.effect, other.verdict, other.effect_range) == (None, "unequal", "")


def test_compared_with_as_many_later_days_unless_asked_otherwise(
    client_of: Any, frozen: Baseline, marta: User
) -> None:
    page = client_of(marta).get(reverse("dashboards:baseline-detail", args=[frozen.pk]))
    window = page.context["window"]
    assert frozen.until < window.since <= window.until and not page.context["overlaps"]
    assert window.days <= (frozen.until - frozen.since).days + 1
    asked = (
        client_of(marta)
        .get(reverse("dashboards:baseline-detail", args=[frozen.pk]), {"period": "all"})
        .context
    )
    assert asked["chosen_period"] == "all" and page.context["chosen_period"] == ""
