"""Each number on a page opens a list of exactly that length, for each reader."""

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from tests.dashboards.test_overview import PERIOD, house

__all__ = ["house"]
LINK = re.compile(r'<a href="(/dashboards/rows/[^"]+)">\s*([\d,]+)')
ROWS_OF_TILE = re.compile(
    r'<span>n = ([\d,]+)</span>.*?<a class="tile-rows" href="(/dashboards/rows/[^"]+)"', re.DOTALL
)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("reader", "cut"),
    [
        ("marta", {}),
        ("marta", {"source": "~"}),
        ("silvia", {}),
        ("sara", {}),
        ("felix", {"source": "web"}),
        ("olga", {}),
    ],
)
def test_numbers(client_of: Any, request: pytest.FixtureRequest, reader: str, cut: dict[str, str]) -> None:
    client = client_of(request.getfixturevalue(reader))
    page = client.get(reverse("dashboards:overview"), PERIOD | cut).content.decode()
    numbers = {unescape(url): int(count.replace(",", "")) for url, count in LINK.findall(page)}
    numbers |= {unescape(url): int(count.replace(",", "")) for count, url in ROWS_OF_TILE.findall(page)}
    assert len(numbers) > 20 or reader == "olga"
    for url, count in numbers.items():
        opened = client.get(url)
        assert (url, opened.context["count"], len(opened.context["rows"])) == (url, count, min(count, 50))


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    "query", ["", "?kpi=moon&part=x", "?kpi=sla_compliance&part=moon", "?kpi=funnel&part=won&after=zzz"]
)
def test_an_unknown_number_is_no_page(client_of: Any, marta: Any, query: str) -> None:
    assert client_of(marta).get(reverse("dashboards:row-list") + query).status_code == 404
