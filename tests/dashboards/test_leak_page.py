"""The page of leaks: each cell opens its leads, the rest is the reference, and words where nothing had its time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboards import rollups
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
PAGE = "dashboards:leaks"
BUDGET = 75


@pytest.fixture
def house(running: None, make_lead: Made, sara: User) -> None:
    """Sales accepts one in four of the web's leads and three in four of the fair's."""
    for n in range(64):
        source, at = ("web", "fair")[n % 2], MONDAY_NINE + timedelta(days=n % 5)
        lead = make_lead(country="Spain", events=["demo_request"], source=source, at=at, live=True)
        if (n // 2 % 4 == 0) != (source == "fair"):
            lead.handoffs.get().accept(by=sara, at=at + HOUR)
    rollups.freshen()


@pytest.mark.usefixtures("house")
def test_every_cell_opens_its_leads(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    page = client.get(reverse(PAGE), {"by": "source"})
    cells = {
        (one.cell.step, one.cell.value): one for _name, row in page.context["rows"] for one in row if one
    }
    web = cells["handed_off_to_accepted", "web"]
    assert (web.cell.own.hits, web.cell.own.of, web.cell.rest.hits, web.cell.rest.of) == (8, 32, 24, 32)
    assert web.cell.is_shown and web.mark[0] == "is-leak" and web.cell.money is None
    for one in cells.values():
        assert client.get(one.urls["entered"]).context["count"] == one.cell.own.of
        assert client.get(one.urls["reached"]).context["count"] == one.cell.own.hits


@pytest.mark.usefixtures("house")
def test_in_both_languages_within_a_budget(
    client_of: ClientOf, marta: User, django_assert_max_num_queries: Any
) -> None:
    client = client_of(marta)
    for language, words in (("en", "What one more point is worth"), ("es", "Lo que vale un punto más")):
        User.objects.filter(pk=marta.pk).update(language=language)
        with django_assert_max_num_queries(BUDGET):
            page = client.get(reverse(PAGE))
        assert words in page.content.decode()


@pytest.mark.usefixtures("house")
def test_by_team_only_from_the_handoff_on(client_of: ClientOf, silvia: User) -> None:
    page = client_of(silvia).get(reverse(PAGE), {"by": "team"})
    steps = {step.key for step, _name in page.context["heads"]}
    assert "captured_to_mql" not in steps and "handed_off_to_accepted" in steps
    assert not any(one.urls for _name, row in page.context["rows"] for one in row if one)


def test_nothing_yet(client_of: ClientOf, marta: User) -> None:
    assert "No cohort had its time yet" in client_of(marta).get(reverse(PAGE)).content.decode()


@pytest.mark.parametrize(
    "asked", [{"by": "password"}, {"by": "owner"}, {"period": "x"}, {"source": "\x00"}, {"from": "x"}]
)
def test_what_cannot_be_read(client_of: ClientOf, marta: User, asked: dict[str, str]) -> None:
    assert client_of(marta).get(reverse(PAGE), asked).status_code == 200


def test_outsiders(client_of: ClientOf, olga: User, dora: User, mario: User) -> None:
    assert client_of(olga).get(reverse(PAGE)).status_code == 403
    assert client_of(mario).get(reverse(PAGE)).status_code == 200
