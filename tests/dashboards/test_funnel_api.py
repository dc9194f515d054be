"""GET /api/v1/funnel/: distinct leads by cohort, groups as typed, clear refusals."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from dashboards.models import Stale
from leads.models import Lead
from people.models import User
from tests.leads.conftest import Made

JANUARY = datetime(2026, 1, 10, 9, tzinfo=UTC)
DAY = timedelta(days=1)
Ask = Callable[..., Any]


@pytest.fixture
def ask(client_of: Callable[[User], Client], marta: User) -> Ask:
    client = client_of(marta)

    def asking(**params: str) -> Any:
        return client.get("/api/v1/funnel/", params)

    return asking


@pytest.fixture
def leads(make_lead: Made) -> None:
    make_lead(source="web", stages={"mql": JANUARY, "won": JANUARY + 40 * DAY})
    make_lead(source="web", stages={"mql": JANUARY + 30 * DAY})
    make_lead(
        source="",
        stages={"mql": JANUARY + 21 * DAY + timedelta(hours=13, minutes=59), "won": JANUARY - 90 * DAY},
    )


@pytest.mark.usefixtures("leads")
def test_by_month_of_the_first_stage(ask: Ask) -> None:
    answer = ask(**{"from": "2026-01-01", "to": "2026-12-31", "by": "month", "stages": "mql,won"}).json()
    assert answer == {
        "cohorts": [
            {"group": "2026-01", "stages": {"mql": 2, "won": 2}},
            {"group": "2026-02", "stages": {"mql": 1, "won": 0}},
        ]
    }


@pytest.mark.usefixtures("leads")
def test_by_source_the_largest_first_and_a_blank_apart(ask: Ask) -> None:
    answer = ask(by="source", stages="mql,won").json()
    assert [(one["group"], one["stages"]["mql"], one["stages"]["won"]) for one in answer["cohorts"]] == [
        ("web", 2, 1),
        ("", 1, 1),
    ]


@pytest.mark.usefixtures("leads")
def test_the_last_day_is_included(ask: Ask) -> None:
    count = {
        to: sum(one["stages"]["mql"] for one in ask(to=to, stages="mql").json()["cohorts"])
        for to in ("2026-01-30", "2026-01-31")
    }
    assert count == {"2026-01-30": 1, "2026-01-31": 2}


@pytest.mark.usefixtures("leads")
def test_leads_of_one_system(ask: Ask, make_lead: Made) -> None:
    make_lead(system="other", source="fair", stages={"mql": JANUARY})
    answer = ask(system="other", by="source", stages="mql").json()
    assert answer == {"cohorts": [{"group": "fair", "stages": {"mql": 1}}]}


def test_default_stages(ask: Ask, make_lead: Made) -> None:
    make_lead(stages={"mql": JANUARY})
    (cohort,) = ask().json()["cohorts"]
    assert cohort == {
        "group": "2026-01",
        "stages": {
            "captured": 1,
            "mql": 1,
            "handed_off": 0,
            "accepted": 0,
            "sql": 0,
            "opportunity": 0,
            "won": 0,
        },
    }


def test_a_representative_counts_own_leads(client_of: Any, sara: User, make_lead: Made) -> None:
    make_lead(stages={"mql": JANUARY})
    own = make_lead(stages={"mql": JANUARY})
    Lead.objects.filter(pk=own.pk).update(owner=sara, team=sara.team_id)
    Stale.objects.mark("lead", [own.pk])
    answer = client_of(sara).get("/api/v1/funnel/", {"stages": "mql"}).json()
    assert [one["stages"]["mql"] for one in answer["cohorts"]] == [1]


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"from": "2026-13-01"}, "from"),
        ({"from": "20260101"}, "from"),
        ({"to": "yesterday"}, "to"),
        ({"to": ""}, "to"),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "to"),
        ({"by": "moon"}, "by"),
        ({"stages": "mql,wonn"}, "stages"),
        ({"stages": ""}, "stages"),
        ({"system": "a\x00b"}, "system"),
    ],
)
def test_what_cannot_be_read_is_named(ask: Ask, params: dict[str, str], named: str) -> None:
    answer = ask(**params)
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [named]
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_nobody_asks_without_a_key(client: Client) -> None:
    assert client.get("/api/v1/funnel/").status_code == 401
