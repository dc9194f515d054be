"""Leadership's board begins with the agreed card, what is shown to have moved, and whether the program pays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import Settings

from dashboards import home
from dashboards.boards import Look
from dashboards.boards.marked import marked
from dashboards.boards.moved import moved
from dashboards.forms import QuestionForm
from people.models import User
from tests.dashboards.test_scorecard_way import APRIL, agreed, line, march

__all__ = ["march"]
ClientOf = Callable[[User], Client]


def look_of(user: User, **said: Any) -> Look:
    address = QueryDict(mutable=True)
    address.update(said)
    return Look(QuestionForm(address).asked(user, APRIL), APRIL)


@pytest.mark.usefixtures("march")
def test_the_card_stands_line_by_line(rita: User, marta: User, silvia: User) -> None:
    assert marked(look_of(marta)) is None
    agreed(rita, marta, silvia, line(is_critical=True), line("internal_nps", 1, red=0, green=50))
    table = marked(look_of(marta))
    assert table is not None and str(table.title) == "Scorecard of March 2026: 30 to 80 of 100"
    (name, value, points, colour), nps = (row.cells for row in table.rows)
    assert (name.note, value.value, value.note, points.value) == (
        "critical",
        "50\u00a0%",
        "n\u00a0=\u00a02",
        60,
    )
    assert value.url and str(colour.value) == "amber" and str(nps[3].value) == "missing"
    assert "Internal NPS has no value yet" in table.lede
    assert marked(look_of(marta, source="web")) is None


@pytest.mark.usefixtures("march")
def test_only_what_is_shown_is_said(marta: User) -> None:
    part = moved(look_of(marta))
    assert part is not None and part.said == [] and "8 are not shown" in part.title
    with override("es"):
        assert "no se demuestran" in str(moved(look_of(marta)).title)  # type: ignore[union-attr]


def test_before_anything_was_agreed_nothing_is_said(
    client_of: ClientOf, marta: User, organisation: Any
) -> None:
    assert moved(look_of(marta)) is None and marked(look_of(marta)) is None
    assert client_of(marta).get(reverse("dashboards:board", args=["executive"])).status_code == 200


@pytest.mark.usefixtures("march")
def test_home_says_the_card_and_where_it_stands(
    client_of: ClientOf, rita: User, marta: User, silvia: User, elena: User, settings: Settings
) -> None:
    settings.MFA_REQUIRED_ROLES = []
    assert home.scorecard(elena, APRIL) == {}
    agreed(rita, marta, silvia, line(is_critical=True), line("internal_nps", 1, red=0, green=50))
    card = home.scorecard(elena, APRIL)
    names = [str(shade["name"]) if shade else "" for _name, shade in card["lines"]]
    assert (card["figure"], names) == ("30 to 80", ["amber", ""])
    page = client_of(elena).get("/").content.decode()
    assert "30 to 80" in page and page.count('class="band-column"') == 1
    assert 'id="card-scorecard"' not in client_of(marta).get("/").content.decode()


@pytest.mark.usefixtures("march")
def test_home_says_nothing_where_chance_explains_all(elena: User) -> None:
    assert home.changed(elena, APRIL) == {}
