"""The overview shows the numbers, in a bounded number of queries, and says so when there is nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from leads.models import RejectionReason
from people.models import Role, User
from tests.conftest import MONDAY_NINE, person
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
PERIOD = {"from": "2026-02-01", "to": "2026-03-31"}
BUDGET = 56
"""Its tiles, charts and the published figures beside them: whatever the number of leads."""


@pytest.fixture
def house(running: None, make_lead: Made, sara: User) -> None:
    """Six leads: two accepted, one rejected, one waiting, two that never became MQLs."""
    made = [
        make_lead(
            country="Spain", events=["demo_request"], source=source, at=MONDAY_NINE + n * HOUR, live=True
        )
        for n, source in enumerate(["web", "web", "fair", ""])
    ]
    handoffs = [lead.handoffs.get() for lead in made]
    handoffs[0].accept(by=sara, at=MONDAY_NINE + 3 * HOUR)
    handoffs[1].accept(by=sara, at=MONDAY_NINE + 4 * HOUR)
    handoffs[2].reject(by=sara, at=MONDAY_NINE + 5 * HOUR, reason=RejectionReason.objects.get(pk="QUAL-01"))
    make_lead(external_id="L1", at=MONDAY_NINE + 4 * HOUR, events=["call"], live=True)
    for _n in range(2):
        make_lead(country="France", source="web", stages={"captured": MONDAY_NINE - timedelta(days=9)})


def test_nothing_yet(client_of: ClientOf, marta: User) -> None:
    page = client_of(marta).get(reverse("dashboards:overview"))
    assert page.status_code == 200 and "Nothing to count yet" in page.content.decode()


@pytest.mark.usefixtures("house")
def test_the_numbers(client_of: ClientOf, marta: User) -> None:
    page = client_of(marta).get(reverse("dashboards:overview"), PERIOD)
    tiles = {kpi.key: tile for tile, kpi, _parts in page.context["board"].numbers}
    assert round(tiles["lead_acceptance_rate"].value, 3) == 0.667 and tiles["lead_acceptance_rate"].n == 3
    assert tiles["response_time"].n == 4
    assert tiles["captured_to_opportunity"].value == 0 and tiles["captured_to_opportunity"].trust == "few"
    assert "100" in page.context["reasons_finding"]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("language", ["en", "es"])
def test_in_both_languages(client_of: ClientOf, marta: User, language: str) -> None:
    marta.language = language
    marta.save()
    assert client_of(marta).get(reverse("dashboards:overview"), PERIOD).status_code == 200


@pytest.mark.usefixtures("house")
def test_a_bounded_number_of_queries(
    client_of: ClientOf, marta: User, django_assert_max_num_queries: Any
) -> None:
    client = client_of(marta)
    client.get(reverse("dashboards:overview"), PERIOD)
    with django_assert_max_num_queries(BUDGET):
        client.get(reverse("dashboards:overview"), PERIOD)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("role", list(Role))
def test_everybody_may_look_and_sees_what_is_theirs(client_of: ClientOf, role: Role) -> None:
    reader = person("Reader", role)
    page = client_of(reader).get(reverse("dashboards:overview"), PERIOD)
    if page.status_code == 302:
        pytest.skip("this role enrols a second factor first")
    seen = page.context["has_any"]
    assert page.status_code == 200 and seen is reader.sees_every_lead


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    "query",
    [
        {"from": "2026-99-01"},
        {"from": "2026-03-02", "to": "2026-03-01"},
        {"period": "moon"},
        {"team": "x"},
        {"source": "a\x00"},
    ],
)
def test_what_cannot_be_read_is_said(client_of: ClientOf, marta: User, query: dict[str, str]) -> None:
    assert client_of(marta).get(reverse("dashboards:overview"), query).status_code == 200


def test_a_period_without_anything(client_of: ClientOf, marta: User, make_lead: Made) -> None:
    make_lead(stages={"captured": MONDAY_NINE})
    page = client_of(marta).get(reverse("dashboards:overview"), {"from": "2020-01-01", "to": "2020-02-01"})
    assert "Nothing in this period" in page.content.decode()
