"""The page of impact: a verdict for each of the eight, rows behind each side, and words where nothing can be said."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboards import rollups
from dashboards.asking import Asked, Window
from dashboards.impact.study import FAMILY, Pilot, Study, series
from dashboards.impact.verdicts import Verdict
from dashboards.kpis import registry
from leads.models import Arrival, Lead, Reached, RejectionReason, When, land, settle
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR

ClientOf = Callable[[User], Client]
DAY = date(2026, 3, 9)
SPAN = {"since": "2026-03-09", "weeks": "8"}
BUDGET = 75
EACH = 32


def arrived(at: datetime, source: str, count: int) -> list[Lead]:
    """So many leads of one moment, landed at once."""
    told = [
        Arrival(
            f"{source}{at:%j}-{n}",
            {"email": f"{source}{at:%j}.{n}@example.com", "country": "Spain", "source": source},
            When(at),
            key=f"{source}{at:%j}-{n}",
            events=[Reached("demo_request", When(at), f"{source}{at:%j}-{n}")],
        )
        for n in range(count)
    ]
    settle(land(told, "test", at, is_history=False, snapshot=False).touched, at, live=True)
    return list(Lead.objects.filter(pk__in=[one.lead_id for one in told]).order_by("pk"))


def answered(source: str, sara: User) -> None:
    """Before the day Sales accepts one in four of these leads, after it three in four."""
    reason = RejectionReason.objects.get(pk="QUAL-01")
    for turn, day in product(range(2), range(5)):
        at, ours = MONDAY_NINE + timedelta(days=7 * turn + day), range(day, EACH, 5)
        for n, lead in zip(ours, arrived(at, source, len(ours)), strict=True):
            handoff = lead.handoffs.get()
            if (n % 4 == 0) != bool(turn):
                handoff.accept(by=sara, at=at + HOUR)
            else:
                handoff.reject(by=sara, at=at + HOUR, reason=reason)


@pytest.fixture
def house(running: None, sara: User) -> None:
    answered("web", sara)


@pytest.mark.usefixtures("house")
def test_each_side_and_its_rows(client_of: ClientOf, marta: User) -> None:
    client = client_of(marta)
    page = client.get(reverse("dashboards:impact"), SPAN)
    lines = {line.finding.kpi.key: line for line in page.context["lines"]}
    assert set(lines) == set(FAMILY)
    acceptance = lines["lead_acceptance_rate"].finding
    assert (acceptance.before.reading.value, acceptance.after.reading.value) == (0.25, 0.75)
    assert acceptance.verdict is Verdict.IMPROVED
    assert acceptance.chance is not None and acceptance.chance >= acceptance.effect.chance
    for line in lines.values():
        for side in (line.finding.before, line.finding.after):
            if side.url:
                rows = client.get(side.url)
                assert rows.context["count"] == side.reading.n, line.finding.kpi.key
    assert "+50 points" in page.content.decode()


@pytest.mark.usefixtures("house")
def test_in_both_languages_within_a_budget(
    client_of: ClientOf, marta: User, django_assert_max_num_queries: Any
) -> None:
    client = client_of(marta)
    client.get(reverse("dashboards:impact"), SPAN)
    for language in ("en", "es"):
        User.objects.filter(pk=marta.pk).update(language=language)
        with django_assert_max_num_queries(BUDGET):
            page = client.get(reverse("dashboards:impact"), SPAN | {"kpi": "response_time"})
        assert page.status_code == 200 and page.context["drawn"].key == "response_time"


def test_nothing_yet(client_of: ClientOf, marta: User) -> None:
    page = client_of(marta).get(reverse("dashboards:impact"))
    assert "No day to compare with yet" in page.content.decode()


def test_a_day_without_anything(client_of: ClientOf, marta: User) -> None:
    page = client_of(marta).get(reverse("dashboards:impact"), SPAN)
    verdicts = {line.finding.verdict for line in page.context["lines"]}
    assert verdicts == {Verdict.NO_DATA}


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "2026-99-01"},
        {"since": "1800-01-01"},
        {"weeks": "x"},
        {"kpi": "__class__"},
        {"pilot": "team:abc"},
        {"pilot": "password:1"},
        {"pilot": "source:\x00"},
    ],
)
def test_what_cannot_be_read(client_of: ClientOf, marta: User, asked: dict[str, str]) -> None:
    assert client_of(marta).get(reverse("dashboards:impact"), SPAN | asked).status_code == 200


@pytest.mark.usefixtures("house")
def test_the_pilot_is_held_against_the_rest(sara: User, rita: User) -> None:
    """The rest rose as the pilot did: nothing of it is the pilot's doing."""
    answered("fair", sara)
    rollups.freshen()
    asked = Asked(rita, Window(DAY, DAY), DAY + timedelta(days=400))
    study = Study(asked, DAY, 56, Pilot("source", "web", ("fair",)))
    told = {one.kpi.key: one for one in study.findings}["lead_acceptance_rate"]
    assert told.before.reading.n == EACH and told.effect is not None
    assert told.effect.by == pytest.approx(0.0) and told.verdict is Verdict.NOT_SHOWN
    told_weeks = series(study, registry["lead_acceptance_rate"], week_start=1)
    assert all(week.days == 7 for week in told_weeks.weeks)
    assert told_weeks.at == 1 and told_weeks.turned is None
    assert [round(one.value or 0, 2) for one in told_weeks.readings] == [0.25, 0.75]
