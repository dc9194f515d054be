"""The breach list: why it was late, who was told, what was said to it; narrowed, answered, and taken away as a file."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from sla.models import Breach, Clock, ClockMark
from tests.conftest import MONDAY_NINE

from .conftest import HOUR, Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
LIST = "sla:breach-list"
LATE = MONDAY_NINE + hours(3)
BUDGET = 24


@pytest.fixture
def four(promise: Promise, start: Start, tell: Tell, silvia: User) -> dict[int, Breach]:
    """Four broken promises: 1 open, 2 acknowledged and accepted late, 3 waived, 4 excused by what arrived late."""
    commitment = promise(2 * HOUR, steps={50: (["owner"], False), 100: (["leadership"], False)})
    clocks = {number: start(commitment, subject_id=number) for number in (1, 2, 3, 4)}
    Clock.objects.sweep(LATE)
    breaches = {breach.clock.subject_id: breach for breach in Breach.objects.select_related("clock")}
    breaches[2].acknowledge(by=silvia, at=LATE, note="=cmd|' /C calc'!A0")
    breaches[3].waive(by=silvia, at=LATE, reason="The CRM was down")
    stopped = MONDAY_NINE + hours(2.5)
    marks = [ClockMark(clocks[2].pk, "stop", stopped, "accepted", "a")]
    Clock.objects.mark(marks, LATE + hours(1))
    tell(clocks[4], "stop", MONDAY_NINE + hours(1), at=LATE)
    return breaches


def rows(page: Any) -> dict[int, Any]:
    return {row.breach.clock.subject_id: row for row in page.context["rows"]}


def test_each_says_why_and_who_was_told(
    four: dict[int, Breach], client_of: ClientOf, silvia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sla.views.breaches.now", lambda: LATE)
    page = client_of(silvia).get(reverse(LIST))
    seen = rows(page)
    assert seen[1].reasons == ["Not answered yet"] and seen[1].late_seconds == HOUR
    assert seen[2].reasons[0].startswith("Accepted 30") and "later" in seen[2].reasons[1]
    assert {number: row.state for number, row in seen.items()} == {
        1: "open",
        2: "acknowledged",
        3: "waived",
        4: "excused",
    }
    breach = [step for step in seen[1].steps if step.reached.percent == 100]
    assert [step.is_gap for step in breach] == [True], "nobody leads here"
    assert "nobody was told: a gap" in page.content.decode()
    assert page.context["counts"] == {"open": "1", "acknowledged": "1", "excused": "1", "waived": "1"}


def test_a_pause_and_a_queue_are_told(
    promise: Promise, start: Start, tell: Tell, client_of: ClientOf, silvia: User
) -> None:
    clock = start(promise(2 * HOUR), owner_id=None)
    tell(clock, "pause", MONDAY_NINE + hours(1))
    tell(clock, "resume", MONDAY_NINE + hours(1.5))
    Clock.objects.sweep(LATE)
    (row,) = client_of(silvia).get(reverse(LIST)).context["rows"]
    assert row.reasons[0] == "Nobody took it from the queue" and "paused for 30" in row.reasons[1]


@pytest.mark.usefixtures("four")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "open"}, {1}),
        ({"state": "acknowledged"}, {2}),
        ({"state": "waived"}, {3}),
        ({"state": "excused"}, {4}),
        ({"state": "moon", "kind": "nothing", "from": "yesterday", "to": "2026-13-45"}, {1, 2, 3, 4}),
        ({"from": "2026-03-02", "to": "2026-03-02"}, {1, 2, 3, 4}),
        ({"from": "2026-03-03"}, set()),
        ({"to": "0001-01-01", "owner": "\x00"}, {1, 2, 3, 4}),
        ({"owner": "~"}, set()),
        ({"owner": "me"}, {1, 2, 3, 4}),
        ({"trial": "1"}, set()),
    ],
)
def test_the_chips_narrow(client_of: ClientOf, sara: User, query: Any, found: set[int]) -> None:
    assert set(rows(client_of(sara).get(reverse(LIST), query))) == found


@pytest.mark.usefixtures("four")
def test_the_file_holds_the_same_rows_and_no_formula(client_of: ClientOf, silvia: User, olga: User) -> None:
    def table(user: User, **query: str) -> list[dict[str, str]]:
        answer: Any = client_of(user).get(reverse("sla:breach-export"), query)
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    assert {row["State"] for row in table(silvia)} == {"Open", "Acknowledged", "Waived", "Excused"}
    (seen,) = table(silvia, state="acknowledged")
    assert seen["Note"] == "'=cmd|' /C calc'!A0" and seen["Late (working hours)"] == "0.5"
    (waived,) = table(silvia, state="waived")
    assert (waived["Waived by"], waived["Reason of the waiver"]) == ("Silvia", "The CRM was down")
    assert table(olga) == []


def test_one_key_acknowledges_and_the_page_stays(
    four: dict[int, Breach], client_of: ClientOf, silvia: User, olga: User
) -> None:
    address = reverse("sla:acknowledgement-create", args=[four[1].pk])
    assert client_of(olga).post(address).status_code == 404
    done = client_of(silvia).post(address, {"note": " calling\x00 now "}, headers={"HX-Request": "true"})
    assert done.status_code == 204 and "acknowledged" in json.loads(done.headers["HX-Trigger"])
    assert Breach.objects.get(pk=four[1].pk).acknowledgement.note == "calling now"
    back = client_of(silvia).post(address, {"next": "/sla/?state=overdue"})
    assert back.url == "/sla/?state=overdue"  # type: ignore[attr-defined]


def test_many_are_acknowledged_in_a_few_statements(
    promise: Promise, start: Start, client_of: ClientOf, silvia: User, django_assert_max_num_queries: Any
) -> None:
    commitment = promise(2 * HOUR)
    for number in range(30):
        start(commitment, subject_id=number)
    Clock.objects.sweep(LATE)
    client, ids = client_of(silvia), list(Breach.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(14):
        client.post(reverse("sla:acknowledgement-list-create"), {"pk": ids})
    assert not Breach.objects.to_acknowledge().exists()
    client.get(reverse(LIST))
    with django_assert_max_num_queries(BUDGET):
        assert len(client.get(reverse(LIST)).context["rows"]) == 30


def test_a_rung_climbed_again_belongs_to_its_own_run(
    promise: Promise, start: Start, tell: Tell, client_of: ClientOf, silvia: User
) -> None:
    """Late for the first person, then offered to another: the breach says so, whatever the second run does."""
    clock = start(promise(2 * HOUR))
    Clock.objects.sweep(LATE)
    tell(clock, "reset", LATE)
    (row,) = client_of(silvia).get(reverse(LIST)).context["rows"]
    assert row.reasons[0].startswith("Offered to somebody else 1") and row.late_seconds == HOUR


def test_days_are_those_of_the_company(four: dict[int, Breach]) -> None:
    from sla.models.narrowing import Narrowing

    due = Breach.objects.narrowed(Narrowing(), since=date(2026, 3, 2), until=date(2026, 3, 2))
    assert due.count() == 4 and not Breach.objects.narrowed(Narrowing(), until=date(2026, 3, 1)).exists()
