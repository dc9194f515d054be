"""Promises kept: both teams side by side; every number opens as many rows, waived and not yet due stand apart."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboards import closing, rollups
from leads.models import When
from leads.models.landing.arrivals import Told
from leads.models.settling.settling import tell
from people.models import Role, User
from sla.models import Breach, Clock
from tests.conftest import MONDAY_NINE, person
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
Page = Callable[..., Any]
PERIOD = {"from": "2026-02-01", "to": "2026-03-31"}
DAY = timedelta(days=1)
LATER = datetime(2026, 4, 6, 9, 0, tzinfo=UTC)
LINK = re.compile(
    r'<a (?:class="[^"]*" )?href="(/dashboards/(?:rows|sla/promises)/[^"]+)">\s*([\d,]+)([^<]*)<'
)
BUDGET = 48


@pytest.fixture
def house(running: None, make_lead: Made, sara: User, silvia: User) -> list[Any]:
    """Five leads: one answered in time, one late, one never, one waived, one that turned out to be in time."""
    leads = [
        make_lead(country="Spain", events=["demo_request"], source=source, live=True)
        for source in ("web", "web", "fair", "fair", "")
    ]
    handoffs = [lead.handoffs.get() for lead in leads]
    handoffs[0].accept(by=sara, at=MONDAY_NINE + HOUR)
    Clock.objects.sweep(MONDAY_NINE + 3 * DAY)
    handoffs[1].accept(by=sara, at=MONDAY_NINE + 3 * DAY)
    for breach in Breach.objects.filter(clock__subject_id=handoffs[3].pk):
        breach.waive(by=silvia, at=MONDAY_NINE + 3 * DAY, reason="The CRM was down")
    tell([Told(leads[4].pk, "call", When(MONDAY_NINE + HOUR), "call-5")], "test", MONDAY_NINE + 4 * DAY)
    rollups.freshen()
    return leads


@pytest.fixture
def page(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setattr("dashboards.views.frame.now", lambda: LATER)

    def seen(user: User, **query: Any) -> Any:
        return client_of(user).get(reverse("dashboards:sla"), PERIOD | query)

    return seen


@pytest.mark.usefixtures("house")
def test_each_promise_with_what_it_stands_on(page: Page, marta: User) -> None:
    board = page(marta).context["board"]
    kept = {one.asked.cuts["kind"][0]: one for one in board.sales.promises}
    acceptance, touch = kept["acceptance"], kept["first_touch"]
    assert (acceptance.met.count, acceptance.late.count, acceptance.open_late.count) == (1, 1, 2)
    assert (acceptance.due.count, acceptance.reading.trust) == (4, "few")
    assert [(str(part.label), part.count) for part in acceptance.beside] == [("waived", 1)]
    assert touch.met.count == 1 and "excused" in str(touch.beside[-1].label)
    assert acceptance.terms.startswith("4") and acceptance.reading.low < 0.25 < acceptance.reading.high
    assert board.marketing.promises == [] and board.sales.whole.reading.n == 8


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("reader", "query"),
    [
        ("marta", {}),
        ("marta", {"source": ["web", "~"]}),
        ("silvia", {"kind": "acceptance"}),
        ("sara", {}),
        ("felix", {"source": "fair"}),
        ("olga", {}),
    ],
)
def test_every_number_opens_its_rows(
    page: Page, client_of: ClientOf, request: pytest.FixtureRequest, reader: str, query: Any
) -> None:
    user = request.getfixturevalue(reader)
    shown = page(user, **query)
    assert shown.status_code == 200
    links = {
        unescape(url): count for url, count, rest in LINK.findall(shown.content.decode()) if "%" not in rest
    }
    assert len(links) > 4 or reader == "olga"
    client = client_of(user)
    for url, count in links.items():
        opened = client.get(url)
        assert (url, opened.context["count"]) == (url, int(count.replace(",", "")))


@pytest.mark.usefixtures("house")
def test_groups_by_team_person_and_source(page: Page, marta: User) -> None:
    groups = page(marta).context["board"].groups
    assert {one.label: one.due.count for one in groups["source"]} == {"web": 4, "fair": 2, "Not stated": 2}
    assert {one.label for one in groups["owner"]} == {"Sara", "Nobody: in the queue"}
    assert "team" not in groups


def test_a_closed_month_keeps_what_was_said(page: Page, house: list[Any], marta: User) -> None:
    closing.close_months(datetime(2026, 4, 4, 6, 0, tzinfo=UTC))
    tell([Told(house[2].pk, "call", When(MONDAY_NINE + HOUR), "call-3")], "test", LATER)
    shown = page(marta)
    ((first, (sales, marketing)),) = shown.context["board"].months
    assert (first.month, marketing, sales.is_running) == (3, None, False)
    assert sales.then.reading.numerator == 2 and sales.now.met.count == 3
    assert round(sales.restated, 3) == 0.125 and "restated" in shown.content.decode()


@pytest.mark.usefixtures("house")
def test_the_running_week_is_drawn_apart(
    client_of: ClientOf, marta: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboards.views.frame.now", lambda: MONDAY_NINE + 4 * DAY)
    shown = client_of(marta).get(reverse("dashboards:sla"), {"from": "2026-02-01", "to": "2026-03-06"})
    roles = [trace.meta["role"] for trace in shown.context["weeks_chart"].data]
    assert roles.count("immature") == 1 and "Too few" in shown.context["weeks_finding"]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    "query",
    [
        {"from": "2026-13-01", "to": "x"},
        {"from": "2026-03-31", "to": "2026-02-01"},
        {"kind": ["moon", "\x00"], "team": "9" * 40, "owner": "x", "source": "\x00"},
        {"period": "moon", "from": "", "to": ""},
        {"from": "0001-01-01", "to": "0001-02-01"},
    ],
)
def test_what_cant_be_read_is_said_or_left_out(page: Page, marta: User, query: Any) -> None:
    assert page(marta, **query).status_code == 200


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_bounded_number_of_queries_in_both_languages(
    client_of: ClientOf, marta: User, language: str, django_assert_max_num_queries: Any
) -> None:
    marta.language = language
    marta.save()
    client = client_of(marta)
    client.get(reverse("dashboards:sla"), PERIOD)
    with django_assert_max_num_queries(BUDGET):
        assert client.get(reverse("dashboards:sla"), PERIOD).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_everybody_may_look(client_of: ClientOf, organisation: object, role: Role) -> None:
    shown = client_of(person("Reader", role)).get(reverse("dashboards:sla"))
    assert shown.status_code == 302 or "No promise was due" in shown.content.decode()
