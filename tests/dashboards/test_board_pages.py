"""The boards show their numbers to each reader, each opens its rows, in a bounded number of statements."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboards.boards import boards, first_for
from dashboards.boards.parts import Cell, Chart, Table
from people.models import Role, User
from tests.conftest import person
from tests.dashboards.test_overview import PERIOD, house

__all__ = ["house"]
ClientOf = Callable[[User], Client]
KEYS = ("marketing", "sales", "executive", "quality")
BUDGET = {"marketing": 60, "sales": 60, "executive": 95, "quality": 55, "state": 55}
"""So many statements make a whole page, whatever is in the tables; the frame's own 20 or so are in it."""
TILE = re.compile(
    r'<span>n = ([\d,]+)</span>.*?<a class="tile-rows" href="(/dashboards/rows/[^"]+)"', re.DOTALL
)


def address(key: str) -> str:
    return boards[key].address()


def cells_of(page: Any) -> list[Cell]:
    tables = [
        table
        for one in page.context["parts"]
        if isinstance(table := one.part.table if isinstance(one.part, Chart) else one.part, Table)
    ]
    return [cell for table in tables for row in table.rows for cell in row.cells]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("key", [*KEYS, "state"])
@pytest.mark.parametrize("reader", ["marta", "silvia", "sara", "felix"])
def test_every_number_opens_its_rows(
    client_of: ClientOf, request: pytest.FixtureRequest, key: str, reader: str
) -> None:
    client = client_of(request.getfixturevalue(reader))
    page = client.get(address(key), PERIOD)
    numbers = {
        unescape(url): int(count.replace(",", "")) for count, url in TILE.findall(page.content.decode())
    }
    counted = [cell for cell in cells_of(page) if cell.url.startswith("/dashboards/rows/")]
    numbers |= {cell.url: cell.value for cell in counted if cell.kind == "number"}
    assert numbers
    for url, count in numbers.items():
        assert (url, client.get(url).context["count"]) == (url, count)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("key", [*KEYS, "state"])
def test_a_bounded_number_of_statements(
    client_of: ClientOf, marta: User, key: str, django_assert_max_num_queries: Any
) -> None:
    client = client_of(marta)
    client.get(address(key), PERIOD)
    with django_assert_max_num_queries(BUDGET[key]):
        client.get(address(key), PERIOD)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("key", list(boards))
@pytest.mark.parametrize("language", ["en", "es"])
def test_in_both_languages(client_of: ClientOf, marta: User, key: str, language: str) -> None:
    marta.language = language
    marta.save()
    page = client_of(marta).get(address(key), PERIOD | {"compare": "rest", "source": "web"})
    assert page.status_code == 200 and "aria-current" in page.content.decode()


@pytest.mark.parametrize("key", KEYS)
def test_nothing_yet(client_of: ClientOf, marta: User, key: str) -> None:
    page = client_of(marta).get(address(key))
    assert page.status_code == 200 and str(boards[key].sample)[:30] in page.content.decode()


@pytest.mark.parametrize("key", ["moon", "rows-of", "export"])
def test_no_such_board(client_of: ClientOf, marta: User, key: str) -> None:
    assert client_of(marta).get(reverse("dashboards:board", args=[key])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "key"),
    [
        (Role.MARKETING, "marketing"),
        (Role.MARKETING_MANAGER, "marketing"),
        (Role.SALES, "sales"),
        (Role.SALES_MANAGER, "sales"),
        (Role.EXECUTIVE, "executive"),
        (Role.REVOPS, "quality"),
        (Role.FACILITATOR, "state"),
        (Role.PRIVACY, "state"),
    ],
)
def test_each_role_has_its_first_board(role: Role, key: str) -> None:
    assert first_for(person("Reader", role)).key == key


def test_the_way_in(client_of: ClientOf, marta: User) -> None:
    answer = client_of(marta).get(reverse("dashboards:home") + "?period=4w")
    assert answer.status_code == 302 and answer.headers["Location"] == "/dashboards/marketing/?period=4w"


@pytest.mark.usefixtures("house")
def test_against_the_rest(client_of: ClientOf, marta: User) -> None:
    """Web was accepted twice of two; of the others one of one was not."""
    page = client_of(marta).get(address("quality"), PERIOD | {"source": "web", "compare": "rest"})
    tile = {kpi.key: tile for tile, kpi, _parts in page.context["board"].numbers}["lead_acceptance_rate"]
    assert (tile.value, tile.change) == (1.0, 1.0) and "against the rest" in str(tile.since)
    assert "could be chance" in str(tile.since)


@pytest.mark.usefixtures("house")
def test_filters_that_no_menu_shows_are_told(client_of: ClientOf, marta: User) -> None:
    page = client_of(marta).get(address("quality"), PERIOD | {"country": "Spain"})
    assert page.context["other_cuts"] == ["Spain"]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("from=1900-01-01&to=2999-12-31", "at most 30 years"),
        ("from=0001-01-01", "1900 to 2999"),
        ("to=9999-12-31", "1900 to 2999"),
        ("from=soon", "YYYY-MM-DD"),
        ("from=2026-03-02&to=2026-03-01", "ends before it begins"),
    ],
)
def test_days_that_no_board_can_tell_are_said(
    client_of: ClientOf, marta: User, said: str, fault: str
) -> None:
    for board in ("dashboards:overview", "dashboards:sla"):
        assert fault in client_of(marta).get(f"{reverse(board)}?{said}").content.decode()


@pytest.mark.parametrize("address_of", ["dashboards:overview", "quality"])
def test_before_anything_was_counted_nobody_is_sent_to_another_period(
    trusted: ClientOf, client_of: ClientOf, rita: User, sara: User, address_of: str
) -> None:
    page = reverse(address_of) if ":" in address_of else address(address_of)
    told, importing = trusted(rita).get(page).content.decode(), reverse("leads:import-create")
    assert "Nothing to count yet" in told and "Show all time" not in told
    main = told[told.index("<main") :]
    assert importing in main
    told = client_of(sara).get(page).content.decode()
    assert importing not in told[told.index("<main") :]
