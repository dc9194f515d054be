"""The board of running clocks: what is overdue first, then what is at risk, then the rest; each clock in one part."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people import moment
from people.models import User, WorkingCalendar
from sla.models import Clock, ClockStart
from tests.conftest import FOUNDED, MONDAY_NINE, OFFICE_RULES

from .conftest import HOUR, Promise, Start, Tell, hours

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
Board = Callable[..., Any]
NOON = MONDAY_NINE + hours(3)
BUDGET = 24


@pytest.fixture
def board(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> Board:
    """The page as this person finds it on Monday at noon."""
    monkeypatch.setattr("sla.views.clocks.now", lambda: NOON)

    def seen(user: User, **query: Any) -> Any:
        return client_of(user).get(reverse("sla:clock-list"), query)

    return seen


def listed(page: Any) -> list[tuple[str, int]]:
    return [(row.part, row.clock.subject_id) for row in page.context["rows"]]


@pytest.fixture
def five(promise: Promise, start: Start, tell: Tell) -> None:
    """At noon: 2 is long overdue, 1 overdue, 3 at risk, 4 on time, 5 paused before it was due; 6 is on trial."""
    commitment = promise(2 * HOUR, warning_percent=50)
    start(commitment, subject_id=1, at=MONDAY_NINE + hours(0.5))
    start(commitment, subject_id=2)
    start(commitment, subject_id=3, at=NOON - hours(1))
    start(commitment, subject_id=4, at=NOON - hours(0.5), owner_id=None)
    tell(start(commitment, subject_id=5), "pause", MONDAY_NINE + hours(1))
    start(promise(2 * HOUR, shadow=True, kind="first_touch"), subject_id=6)
    Clock.objects.sweep(NOON)


@pytest.mark.usefixtures("five")
def test_what_presses_most_stands_first(board: Board, silvia: User) -> None:
    page = board(silvia)
    assert listed(page) == [("overdue", 2), ("overdue", 1), ("risk", 3), ("running", 4), ("paused", 5)]
    assert [row.face.state for row in page.context["rows"]] == [
        "overdue",
        "overdue",
        "risk",
        "running",
        "paused",
    ]
    assert page.context["board"].counts == {"overdue": "2", "risk": "1", "running": "1", "paused": "1"}


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "risk"}, [3]),
        ({"state": "paused"}, [5]),
        ({"owner": "~"}, [4]),
        ({"owner": "me"}, []),
        ({"kind": ["acceptance", "first_touch"], "state": "overdue"}, [2, 1]),
        ({"kind": "decision"}, []),
        ({"source": "web"}, []),
        ({"trial": "1"}, [6]),
    ],
)
def test_the_chips_narrow(board: Board, silvia: User, query: Any, found: list[int]) -> None:
    assert [number for _part, number in listed(board(silvia, **query))] == found


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    "query",
    [
        {"state": "moon"},
        {"kind": "'; drop table"},
        {"owner": ["x", "-1", "9" * 30, "٣"]},
        {"team": "1e9", "agreement": "0x1"},
        {"source": ["\x00", "\u202e", "a" * 5000]},
        {"trial": ["", "2"], "state": ["", ""]},
    ],
)
def test_what_cant_be_read_asks_nothing(board: Board, silvia: User, query: Any) -> None:
    assert board(silvia, **query).status_code == 200


@pytest.mark.parametrize("after", ["nonsense", "W10", "eyJ9", "WyJyaXNrIiwgIngiLCAxXQ", "A" * 9000])
def test_a_place_that_is_not_of_this_board_is_no_page(board: Board, silvia: User, after: str) -> None:
    assert board(silvia, after=after).status_code == 404


@pytest.mark.usefixtures("five")
def test_who_sees_what(board: Board, sara: User, samuel: User, olga: User, marta: User) -> None:
    assert len(listed(board(sara))) == 5 and len(listed(board(marta))) == 5
    assert listed(board(samuel)) == [("running", 4)] and listed(board(olga)) == []
    assert "No clock is running" in board(olga).content.decode()


def test_page_after_page_across_the_parts(
    board: Board,
    promise: Promise,
    client_of: ClientOf,
    silvia: User,
    django_assert_max_num_queries: Any,
) -> None:
    commitment = promise(2 * HOUR, warning_percent=50)
    since = [MONDAY_NINE + hours(number / 41) for number in range(120)]
    starts = [
        ClockStart(commitment, "handoff", number, 1, at, team_id=silvia.team_id)
        for number, at in enumerate(since)
    ]
    Clock.objects.start(starts, NOON)
    client = client_of(silvia)
    client.get(reverse("sla:clock-list"))
    with django_assert_max_num_queries(BUDGET):
        page = client.get(reverse("sla:clock-list"))
    seen, cursor = listed(page), page.context["next"]
    assert len(seen) == 50
    while cursor:
        page = board(silvia, after=cursor)
        cursor = page.context["next"]
        seen += listed(page)
    assert [number for _part, number in seen] == list(range(120))
    assert {part for part, _number in seen} == {"overdue", "risk", "running"}


def test_two_calendars_are_told_apart_by_working_time(
    board: Board, promise: Promise, start: Start, silvia: User, rita: User
) -> None:
    """One is due sooner by the wall and has more working time left: the office closes from one to two."""
    early = WorkingCalendar.objects.create(name="Early", time_zone="Europe/Madrid")
    early.publish(OFFICE_RULES | {"hours": {"mon": [["08:00", "20:00"]]}}, by=rita, at=FOUNDED)
    start(promise(8 * HOUR, warning_percent=1, calendar=early), subject_id=1, at=NOON - hours(2.5))
    start(promise(7 * HOUR, warning_percent=1), subject_id=2, at=MONDAY_NINE)
    rows = board(silvia, state="risk").context["rows"]
    lefts = [row.face.left for row in rows]
    assert lefts == sorted(lefts) and [row.clock.subject_id for row in rows] == [2, 1]


@pytest.mark.usefixtures("five")
def test_asked_again_it_answers_with_its_parts_alone(board: Board, silvia: User, client_of: ClientOf) -> None:
    again = client_of(silvia).get(reverse("sla:clock-list"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in again and again.count("data-live-part") == 2
    page = board(silvia).content.decode()
    assert 'hx-trigger="every 20s' in page and page.count("data-live-key") == 5 + 4


@pytest.mark.usefixtures("five")
def test_a_print_changes_with_what_is_seen(board: Board, silvia: User) -> None:
    def prints() -> list[str]:
        return [row.print for row in board(silvia).context["rows"]]

    before = prints()
    assert prints() == before
    board(silvia).context["rows"][0].breach.acknowledge(by=silvia, at=NOON)
    after = prints()
    assert after[0] != before[0] and after[1:] == before[1:]


def test_closed_hours_are_said_once(
    promise: Promise, start: Start, client_of: ClientOf, silvia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(promise(16 * HOUR))
    monkeypatch.setattr("sla.views.clocks.now", lambda: MONDAY_NINE + hours(12))
    page = client_of(silvia).get(reverse("sla:clock-list"))
    assert page.context["opens_at"] == MONDAY_NINE + hours(24)
    assert page.content.decode().count("No working time passes now") == 1


@pytest.mark.usefixtures("five")
def test_a_manager_acknowledges_many_at_once(
    client_of: ClientOf, silvia: User, sara: User, olga: User
) -> None:
    address = reverse("sla:acknowledgement-list-create")
    overdue = list(Clock.objects.overdue(NOON).live().values_list("pk", flat=True))
    assert client_of(silvia).get(address).status_code == 405
    assert client_of(sara).post(address, {"clock": overdue}).status_code == 403
    done: Any = client_of(silvia).post(address, {"clock": [*overdue, "x", "9" * 40], "note": "all called"})
    assert done.status_code == 302 and done.url == reverse("sla:breach-list")
    stamps = {
        breach.acknowledgement.note
        for clock in Clock.objects.filter(pk__in=overdue)
        for breach in clock.breaches.all()
    }
    assert stamps == {"all called"}
    again: Any = client_of(silvia).post(address, {"clock": overdue, "next": "https://evil.test/"})
    assert again.url == reverse("sla:breach-list")
    assert moment.now() > NOON
