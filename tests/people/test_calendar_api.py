"""Calendars over REST: everybody with access reads them, each with the version in force."""

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import User, WorkingCalendar
from people.moment import now
from tests.conftest import OFFICE_RULES

ClientOf = Callable[[User], Client]


def test_a_calendar_tells_its_version_in_force(
    office: WorkingCalendar, sara: User, client_of: ClientOf
) -> None:
    WorkingCalendar.objects.create(name="Not written yet")
    office.publish(OFFICE_RULES | {"holidays": ["2026-12-25"]}, by=None, at=now() + timedelta(days=1))

    client = client_of(sara)
    found = {row["name"]: row for row in client.get("/api/v1/calendars/").json()["results"]}
    assert found["Not written yet"]["version"] is None
    assert found["Office"]["version"]["rules"] == OFFICE_RULES and found["Office"]["version"]["number"] == 1
    assert client.get(f"/api/v1/calendars/{office.pk}/").json() == found["Office"]
    assert client.post("/api/v1/calendars/", {"name": "x"}).status_code == 405


def test_a_list_costs_the_same_however_many_calendars(
    office: WorkingCalendar, sara: User, client_of: ClientOf
) -> None:
    client = client_of(sara)
    client.get("/api/v1/calendars/")
    with CaptureQueriesContext(connection) as one:
        client.get("/api/v1/calendars/")
    for number in range(5):
        calendar = WorkingCalendar.objects.create(name=f"Office {number}")
        calendar.versions.create(number=1, rules=OFFICE_RULES, created_at=now())
    with CaptureQueriesContext(connection) as many:
        assert len(client.get("/api/v1/calendars/").json()["results"]) == 6
    assert len(many) == len(one)
