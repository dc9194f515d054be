"""Targets: set by RevOps, signed by both managers, followed by everybody; what was decided is never edited."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from dashboards import rollups
from dashboards.kpis import Reading, registry
from dashboards.models import Target
from dashboards.targets.lines import values_of
from dashboards.targets.plan import best_quarter
from dashboards.targets.progress import company_asks, followed, window_since
from people.models import User
from sla.guards import Refused
from tests.conftest import MONDAY_NINE
from tests.dashboards.test_overview import house

__all__ = ["house"]
LATER = MONDAY_NINE + timedelta(days=21)


def target(by: User, at: datetime = MONDAY_NINE, **said: Any) -> Target:
    told = {
        "kpi": "lead_acceptance_rate", "kind": "relative", "amount": 0.2, "from_value": 0.5, "from_n": 100, "value": 0.6,
        "since": date(2026, 2, 1), "until": date(2026, 2, 28), "matures_on": date(2026, 6, 1), "decided_by": by,
    } | said  # fmt: skip
    return Target.objects.decide(Target(**told), by, at)


def test_set_and_signed(
    trusted: Any, client_of: Any, rita: User, marta: User, silvia: User, elena: User
) -> None:
    form = {
        "kpi": "sla_compliance", "kind": "level", "amount": 90, "matures_on": "2999-01-01", "decided_by": elena.pk,
        "step": "save",
    }  # fmt: skip
    trusted(rita).post(reverse("dashboards:target-create"), form)
    made = Target.objects.get()
    assert (made.value, made.decided_by, made.recorded_by, made.is_agreed) == (0.9, elena, rita, False)
    for manager in (marta, silvia, silvia):
        client_of(manager).post(reverse("dashboards:target-signature-create", args=[made.pk]))
    assert made.signatures.count() == 2 and Target.objects.get().is_agreed
    with pytest.raises(Refused):
        made.sign(by=rita, at=MONDAY_NINE)


def test_a_later_one_replaces(rita: User) -> None:
    first = target(rita)
    web = target(rita, scope={"source": ["web"]})
    second = target(rita, value=0.7, at=LATER)
    first.refresh_from_db()
    assert (second.replaces, first.ended_at) == (first, LATER)
    assert set(Target.objects.standing()) == {second, web}


def test_never_edited(rita: User) -> None:
    made = target(rita)
    for change in (lambda: Target.objects.update(value=0.9), lambda: Target.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    made.end(rita, LATER)
    made.end(rita, LATER + timedelta(days=1))
    made.refresh_from_db()
    assert made.ended_at == LATER


@pytest.mark.usefixtures("house")
def test_how_far_it_is(rita: User, marta: User, sara: User) -> None:
    rollups.freshen()
    target(rita)
    (one,) = followed(Target.objects.standing(), marta, LATER)
    assert one.reading and (one.reading.numerator, one.reading.n) == (2, 3)
    assert (one.verdict, one.gone and round(one.gone, 2)) == ("reached", 1.67)
    (as_sara,) = followed(Target.objects.standing(), sara, LATER)
    assert (as_sara.value, as_sara.rows_url, bool(one.rows_url)) == (one.value, "", True)


@pytest.mark.usefixtures("house")
def test_its_number_opens_its_rows(client_of: Any, rita: User, marta: User) -> None:
    rollups.freshen()
    target(rita)
    (one,) = followed(Target.objects.standing(), marta, LATER)
    assert client_of(marta).get(one.rows_url).context["count"] == one.reading.n  # type: ignore[union-attr]


def test_since_the_reference_alone(rita: User) -> None:
    made = target(rita)
    assert window_since(made, date(2026, 2, 28)) is None
    soon, late = window_since(made, date(2026, 3, 3)), window_since(made, date(2026, 12, 31))
    assert soon and (soon.since, soon.days) == (date(2026, 3, 1), 3)
    assert late and (late.until, late.days) == (date(2026, 6, 1), 28)


def test_pages(client_of: Any, trusted: Any, rita: User, sara: User, marta: User) -> None:
    page = client_of(sara).get(reverse("dashboards:target-list"))
    assert "No target yet" in page.content.decode()
    made = target(rita)
    for reader in (sara, marta):
        for route in (("dashboards:target-list", []), ("dashboards:target-detail", [made.pk])):
            assert client_of(reader).get(reverse(route[0], args=route[1])).status_code == 200
    assert client_of(sara).get(reverse("dashboards:target-create")).status_code == 403
    trusted(rita).post(reverse("dashboards:target-withdrawal-create", args=[made.pk]))
    assert not Target.objects.standing().exists()
    assert (
        "withdrawn"
        in client_of(marta).get(reverse("dashboards:target-detail", args=[made.pk])).content.decode()
    )


def test_a_line_for_exactly_what_was_asked(rita: User) -> None:
    target(rita)
    target(rita, scope={"source": ["web"]}, value=0.8)
    asked = company_asks(window_since(target(rita), date(2026, 3, 3)), date(2026, 3, 3), {})  # type: ignore[arg-type]
    assert values_of(asked) == {"lead_acceptance_rate": 0.6}
    assert values_of(asked.cut(source="web")) == {"lead_acceptance_rate": 0.8}
    assert values_of(asked.cut(source="fair")) == {}


def test_the_best_quarter_is_pooled() -> None:
    kpi = registry["lead_acceptance_rate"]
    readings = {
        name: Reading(hits / 40, 40, numerator=hits, denominator=40)
        for name, hits in zip("abcde", (30, 10, 20, 28, 5), strict=True)
    } | {"tiny": Reading(1.0, 3, numerator=3, denominator=3)}
    best = best_quarter(readings, kpi, 30, "")
    assert best and (best.names, best.n, best.value, best.of) == (["a", "d"], 80, 58 / 80, 5)
    assert best_quarter(dict(list(readings.items())[:3]), kpi, 30, "") is None
    slow = {name: Reading(float(days), 40) for name, days in zip("abcd", (9, 4, 7, 5), strict=True)}
    found = best_quarter(slow, registry["sales_cycle"], 30, "")
    assert found and (found.names, found.value) == (["b"], 4)


@pytest.mark.usefixtures("house")
def test_on_the_tile_and_as_a_line(client_of: Any, rita: User, marta: User) -> None:
    target(rita)
    page = client_of(marta).get(reverse("dashboards:overview"), {"from": "2026-02-01", "to": "2026-03-31"})
    tiles = {kpi.key: tile for tile, kpi, _parts in page.context["board"].numbers}
    assert tiles["lead_acceptance_rate"].target == 0.6 and tiles["response_time"].target is None
    lines = [shape for shape in page.context["acceptance"].layout.shapes if shape.y0 == 0.6]
    assert len(lines) == 1 and lines[0].name == "target"


@pytest.mark.usefixtures("house")
def test_the_form_offers_scopes_that_stay(trusted: Any, rita: User) -> None:
    """A person is none: they leave, and a target of one alone is no goal of two teams."""
    rollups.freshen()
    fields = trusted(rita).get(reverse("dashboards:target-create")).context["form"].fields
    assert "source" in fields and "owner" not in fields


@pytest.mark.parametrize("kind", ["relative", "points", "level"])
@pytest.mark.parametrize(
    ("kpi", "stated"),
    [
        ("lead_acceptance_rate", "-5"),
        ("sla_compliance", "150"),
        ("internal_nps", "101"),
        ("response_time", "-1"),
    ],
)
def test_where_it_stands_must_be_a_value_that_the_number_can_have(
    trusted: Any, rita: User, elena: User, kpi: str, stated: str, kind: str
) -> None:
    form = {
        "kpi": kpi,
        "kind": kind,
        "amount": 10,
        "matures_on": "2999-01-01",
        "decided_by": elena.pk,
        "stated": stated,
    }
    answer = trusted(rita).post(reverse("dashboards:target-create"), form)
    assert answer.context["form"].errors.keys() == {"stated"}
    assert f'value="{stated}"' in answer.content.decode()
