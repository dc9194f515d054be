"""A number is watched, a week is news, whoever answers for it hears of it once, and says what it was."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dashboards.deviations import looking
from dashboards.models import Cause, Deviation, Watch
from leads.models import RejectionReason
from people.models import Notification, Role, User
from tests.conftest import MONDAY_NINE, person
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
WEEK = timedelta(days=7)
LATER = MONDAY_NINE + 2 * WEEK


@pytest.fixture
def rejected(running: None, make_lead: Made, sara: User) -> None:
    """A week in which Sales accepts one lead of four."""
    reason = RejectionReason.objects.get(pk="QUAL-01")
    for n in range(4):
        lead = make_lead(country="Spain", events=["demo_request"], at=MONDAY_NINE + n * HOUR, live=True)
        handoff = lead.handoffs.get()
        if n:
            handoff.reject(by=sara, at=MONDAY_NINE + 5 * HOUR, reason=reason)
        else:
            handoff.accept(by=sara, at=MONDAY_NINE + 5 * HOUR)


def watched(rita: User, at: datetime, **terms: object) -> Watch:
    return Watch.objects.create(kpi="lead_acceptance_rate", by=rita, created_at=at, **terms)


@pytest.mark.usefixtures("rejected")
def test_told_once_to_those_who_answer_for_it(rita: User, silvia: User, sara: User) -> None:
    watch = watched(rita, MONDAY_NINE, low=0.5)
    assert looking.look(MONDAY_NINE + timedelta(days=2)) == 0, "a week that goes on says nothing"
    assert looking.look(LATER) == 1 and looking.look(LATER) == 0 and looking.look(LATER + WEEK) == 0
    one = Deviation.objects.get()
    assert (one.value, one.n, one.kind, one.low) == (0.25, 4, "below", 0.5)
    told = Notification.objects.filter(kind=looking.DEVIATION)
    assert {note.user for note in told} >= {rita, silvia} and sara not in {note.user for note in told}
    assert "25" not in str(told[0].params) and told[0].params["watch"] == watch.pk


@pytest.mark.usefixtures("rejected")
def test_weeks_before_the_watch_are_drawn_and_not_told(rita: User) -> None:
    watched(rita, LATER, low=0.5)
    assert looking.look(LATER + WEEK) == 0


@pytest.mark.usefixtures("rejected")
def test_what_somebody_stopped_watching_is_silent(rita: User) -> None:
    watch = watched(rita, MONDAY_NINE, low=0.5)
    watch.end(MONDAY_NINE + HOUR)
    watch.end(MONDAY_NINE + 9 * HOUR)
    watch.refresh_from_db()
    assert looking.look(LATER) == 0 and watch.ended_at == MONDAY_NINE + HOUR


@pytest.mark.usefixtures("rejected")
def test_the_page_shows_it_and_takes_its_cause(
    trusted: ClientOf, client_of: ClientOf, rita: User, sara: User
) -> None:
    watched(rita, MONDAY_NINE, low=0.5)
    looking.look(LATER)
    one, client = Deviation.objects.get(), trusted(rita)
    for words in ("A fair's leads", "Another word"):
        client.post(reverse("dashboards:deviation-explain", args=[one.pk]), {"words": words})
    assert Cause.objects.get().words == "A fair's leads", "the first word stands"
    assert "A fair&#x27;s leads" in client.get(reverse("dashboards:watch-list")).content.decode()
    client.post(reverse("dashboards:deviation-explain", args=[one.pk]), {"words": ""})
    assert client_of(sara).post(reverse("dashboards:deviation-explain", args=[one.pk])).status_code == 403
    seen = client_of(sara).get(reverse("dashboards:watch-list"))
    assert seen.context["watched"] == [] and "all of its leads" in seen.content.decode()


@pytest.mark.usefixtures("rejected")
def test_who_is_told_reads_it(trusted: ClientOf, rita: User, silvia: User) -> None:
    """The numbers of the whole company, as in the notice; rows only where there are as many as the number says."""
    watched(rita, MONDAY_NINE, low=0.5)
    looking.look(LATER)
    elsewhere = person("Sonia", Role.SALES_MANAGER)
    for reader, opens in ((rita, True), (silvia, False), (elsewhere, False)):
        client = trusted(reader)
        (one,) = client.get(reverse("dashboards:watch-list")).context["watched"]
        assert [week.value for week in one.chart.weeks] == [0.25]
        assert [bool(url) for url in one.figure.data[-1].customdata] == [opens]
        told = client.get(reverse("api-watch-detail", args=[one.watch.pk])).json()
        assert told["weeks"][0]["value"] == 0.25 and bool(told["weeks"][0]["rows"]) is opens


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"way": "threshold"}, "low"),
        ({"way": "threshold", "low": "90", "high": "10"}, "high"),
        ({"way": "limits", "stable_since": "2026-01-01", "stable_until": "2026-01-20"}, "stable_until"),
        ({"way": "limits", "stable_since": "", "stable_until": ""}, "stable_since"),
        ({"way": "limits", "stable_since": "x"}, "stable_since"),
        ({"way": "limits", "stable_since": "0001-01-02", "stable_until": "2026-01-20"}, "stable_since"),
        ({"way": "threshold", "low": "1e999"}, "low"),
        ({"kpi": "__class__"}, "kpi"),
    ],
)
def test_what_cannot_be_watched_is_said(
    trusted: ClientOf, rita: User, said: dict[str, str], fault: str
) -> None:
    page = trusted(rita).post(reverse("dashboards:watch-create"), {"kpi": "lead_acceptance_rate"} | said)
    assert page.status_code == 422 and fault in page.context["form"].errors and not Watch.objects.exists()


def test_a_threshold_is_typed_in_the_unit_that_is_read(trusted: ClientOf, rita: User) -> None:
    client, page = trusted(rita), reverse("dashboards:watch-create")
    assert client.get(page).status_code == 200
    client.post(page, {"kpi": "lead_acceptance_rate", "way": "threshold", "low": "55"})
    client.post(page, {"kpi": "response_time", "way": "threshold", "high": "4"})
    limits = {"stable_since": "2025-10-06", "stable_until": "2026-03-01", "with_runs": "on"}
    client.post(page, {"kpi": "lead_acceptance_rate", "way": "limits"} | limits)
    assert list(Watch.objects.values_list("low", "high", "with_runs")) == [
        (0.55, None, False),
        (None, 14_400, False),
        (None, None, True),
    ]
    assert client.get(reverse("dashboards:watch-list")).status_code == 200
