"""The replay's pages: who may ask, what they answer, what hostile addresses do, and the way into the draft."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from leads.models import Handoff, Lead
from people.models import User
from sla.models import AgreementVersion, Commitment
from tests.conftest import MONDAY_NINE, ClientOf

HOUR = timedelta(hours=1)
PAGES = (
    "/leads/replay/",
    "/leads/replay/capacity/",
    "/leads/replay/volume/",
    "/leads/replay/rows/?state=late",
)
HOSTILE = [
    "version=999999&promise=x",
    "target=nan",
    "target=1e999999",
    "target=-3",
    "target=%00",
    "from=2026-13-40&to=yesterday",
    "from=2027-01-01&to=2026-01-01",
    "from=1990-01-01&to=2200-01-01",
    "period=%F0%9F%92%A9&as_of=../../x",
    "as_of=" + "a" * 32 + "-1",
    "people=0&minutes=-1&weekly=nan&part=1000",
    "revenue=1e400&share=x&part_0=-5&deal=0",
    "state=late&source=%00&week=9999&owner=x&after=-1",
]
SWAP = {"HX-Target": "replay-answer"}


@pytest.fixture
def told(running: None, make_lead: Callable[..., Lead], sara: User) -> list[Lead]:
    """Four leads of two sources, accepted after 1, 2, 3 and 4 working hours."""
    leads = []
    for number in range(4):
        lead = make_lead(
            country="Spain", events=["demo_request"], live=True, source=("web", "fair")[number % 2]
        )
        lead.handoffs.get().accept(by=sara, at=MONDAY_NINE + (number + 1) * HOUR - HOUR / 4)
        leads.append(lead)
    return leads


@pytest.fixture
def rita_at(trusted: ClientOf, rita: User) -> Client:
    return trusted(rita)


def text(client: Client, url: str, **more: Any) -> str:
    answer = client.get(url, **more)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_page_says_what_the_promise_gives(told: list[Lead], rita_at: Client) -> None:
    page = text(rita_at, "/leads/replay/?target=2")
    assert "Within 2\u00a0h, 50\u00a0% of 4 in time" in page and "50 points below" in page
    assert "2 leads more would be late." in page
    assert "web" in page and "Sara" in page and 'id="replay-range"' in page


def test_the_slider_gets_its_answer_alone(told: list[Lead], rita_at: Client) -> None:
    part = text(rita_at, "/leads/replay/?target=1.5", headers=SWAP)
    assert part.lstrip().startswith('<div id="replay-answer"') and "<html" not in part
    assert "Within 1\u00a0h 30\u00a0min, 25\u00a0%" in part


def test_every_number_opens_as_many_rows(told: list[Lead], rita_at: Client) -> None:
    for state, count in (("late", 2), ("kept", 2), ("newly_late", 2), ("judged", 4), ("waiting", 0)):
        assert rita_at.get(f"/leads/replay/rows/?target=2&state={state}").context["count"] == count
    cut = rita_at.get("/leads/replay/rows/?target=2&state=judged&source=web")
    assert cut.context["count"] == 2 and {row.lead.source for row in cut.context["rows"]} == {"web"}


def test_only_those_who_write_agreements_replay(
    told: list[Lead],
    client_of: ClientOf,
    trusted: ClientOf,
    sara: User,
    mario: User,
    silvia: User,
    marta: User,
) -> None:
    for user in (sara, mario):
        assert {client_of(user).get(page).status_code for page in PAGES} == {403}
    for user in (silvia, marta):
        assert {trusted(user).get(page).status_code for page in PAGES} == {200}


def test_a_target_goes_into_a_new_draft_and_nowhere_else(
    told: list[Lead], rita_at: Client, agreement: AgreementVersion
) -> None:
    promise = agreement.commitments.get(kind="acceptance")
    form = {"promise": promise.pk, "seconds": 7200}
    for _twice in range(2):
        answer = rita_at.post("/leads/replay/target/", form)
    draft = AgreementVersion.objects.get(state="draft")
    assert answer["Location"].startswith(f"/leads/replay/?version={draft.pk}")
    assert draft.commitments.get(kind="acceptance").target_seconds == 7200
    assert Commitment.objects.get(pk=promise.pk).target_seconds == 4 * 3600
    assert rita_at.get("/leads/replay/target/").status_code == 405


def test_a_version_in_review_takes_no_target(
    told: list[Lead], rita_at: Client, rita: User, agreement: AgreementVersion
) -> None:
    draft = agreement.agreement.draft(rita)
    draft.submit(by=rita, at=MONDAY_NINE)
    promise = draft.commitments.get(kind="acceptance")
    answer = rita_at.post("/leads/replay/target/", {"promise": promise.pk, "seconds": 60}, follow=True)
    assert "is in review or signed" in answer.content.decode()
    promise.refresh_from_db()
    assert promise.target_seconds == 4 * 3600


def test_a_target_that_is_none_is_refused(
    told: list[Lead], rita_at: Client, agreement: AgreementVersion
) -> None:
    promise = agreement.commitments.get(kind="acceptance")
    for seconds in ("", "0", "-5", "x", "9" * 18, "9" * 30):
        form = {"promise": promise.pk, "seconds": seconds}
        assert rita_at.post("/leads/replay/target/", form).status_code == 302
    assert not AgreementVersion.objects.filter(state="draft").exists()


def test_hostile_addresses_are_answered(told: list[Lead], rita_at: Client) -> None:
    for query in HOSTILE:
        for page in PAGES:
            path = page.partition("?")[0]
            assert rita_at.get(f"{path}?{query}").status_code in {200, 404}, query


def test_without_an_agreement_the_page_teaches(organisation: object, rita_at: Client) -> None:
    assert "No agreement yet" in text(rita_at, "/leads/replay/")
    assert "No promise in time" in text(rita_at, "/leads/replay/capacity/")
    assert "No leads to learn from" in text(rita_at, "/leads/replay/volume/")


def test_without_leads_the_page_teaches(running: None, rita_at: Client) -> None:
    assert "Nothing to replay" in text(rita_at, "/leads/replay/")
    assert "Nothing to check" in text(rita_at, "/leads/replay/capacity/")


def test_the_cost_does_not_grow_with_the_leads(
    told: list[Lead], make_lead: Callable[..., Lead], rita_at: Client, django_assert_max_num_queries: Any
) -> None:
    rita_at.get("/leads/replay/")
    with django_assert_max_num_queries(40):
        rita_at.get("/leads/replay/?target=3", headers=SWAP)


def test_what_takes_long_shows_how_far_it_is(
    told: list[Lead], rita_at: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leads.replay.reading.PART", 2)
    page = rita_at.get("/leads/replay/")
    assert "progress-live" in page.content.decode() and page.context["total"] == 3
    url = page.context["progress_url"]
    answers = [rita_at.get(url) for _part in range(3)]
    assert [answer.context["finished"] for answer in answers] == [False, False, True]
    # the page is asked for once, when nothing polls any more
    assert not any(answer.headers.get("HX-Redirect") for answer in answers)
    last = answers[-1].content.decode()
    assert "every 1s" not in last and escape(answers[-1].context["done_url"]) in last
    done = rita_at.get(answers[-1].context["done_url"])
    assert "of 4 in time" in text(rita_at, done["HX-Redirect"]) and "done=" not in done["HX-Redirect"]


def test_the_check_says_how_many_people_it_takes(told: list[Lead], rita_at: Client, sara: User) -> None:
    page = rita_at.get("/leads/replay/capacity/?minutes=60&part=100&target=2&attempts=1")
    check = page.context["check"]
    assert check.count == 1 and check.share == 0.75, "begun at once, after one, two and three hours"
    assert check.people_for(0.9) == 2 and "With 1 person you touch 75" in page.content.decode()
    doubled = rita_at.get("/leads/replay/capacity/?minutes=60&part=50&target=2&attempts=1").context["check"]
    assert doubled.share == 0.5 and doubled.asked.handling == 2 * 3600


def test_an_absence_takes_hours_away(told: list[Lead], rita_at: Client, sara: User) -> None:
    sara.absences.create(first_on="2026-03-02", last_on="2026-03-02")
    check = rita_at.get("/leads/replay/capacity/?minutes=10&part=100&target=1").context["check"]
    assert check.share == 0.0


def test_volumes_go_into_the_draft(told: list[Lead], rita_at: Client, agreement: AgreementVersion) -> None:
    form = {"revenue": "500000", "months": "10", "share": "100", "deal": "10000"}
    form |= {
        f"{name}_{place}": value
        for place in (0, 1)
        for name, value in (("part", "50"), ("first", "20"), ("second", "25"))
    }
    page = rita_at.get("/leads/replay/volume/", form)
    assert page.context["form"].total == 1000 and page.context["form"].volumes() == {"fair": 50, "web": 50}
    for _twice in range(2):
        assert rita_at.post("/leads/replay/volume/", form).status_code == 302
    draft = AgreementVersion.objects.get(state="draft")
    volumes = {
        one.scope["value"]: (one.target_value, one.period, one.party)
        for one in draft.commitments.filter(kind="volume")
    }
    assert volumes == {"fair": (50, "month", "marketing"), "web": (50, "month", "marketing")}


def test_a_program_asks_the_same(told: list[Lead], rita_at: Client) -> None:
    answer = rita_at.get("/api/v1/replay/?target=2").json()
    assert answer["replayed"]["compliance"] == 0.5 and answer["in_force"]["compliance"] == 1.0
    assert answer["would_turn_late"] == 2 and {one["group"] for one in answer["groups"]["source"]} == {
        "web",
        "fair",
    }
    assert rita_at.get("/api/v1/replay/?target=x").status_code == 400
    assert rita_at.get("/api/v1/replay/?version=999999").status_code == 404


def test_a_sales_manager_sees_the_own_team(
    told: list[Lead], trusted: ClientOf, silvia: User, olga: User
) -> None:
    Lead.objects.filter(pk=told[0].pk).update(team=olga.team)
    assert "of 3 in time" in text(trusted(silvia), "/leads/replay/")
    assert Handoff.objects.count() == 4
