"""The preview: its numbers, the rows behind each, progress, and what hostile addresses do."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client

from leads.models import BackTest, Lead, ScoringVersion
from leads.views import scoring_preview
from people.models import User
from sla.models import DefinitionVersion
from tests.conftest import MONDAY_NINE, ClientOf

DAY = timedelta(days=1)
HOSTILE = [
    "outcome=%00",
    "part=nope&reached=everything&side=x",
    "low=nan&high=1e999",
    "low=-1e400&high=x",
    "week=2026-13-45",
    "week=9999-12-31",
    "source=%00&segment=%F0%9F%92%A9",
    "grade=%27--",
    "after=-1",
    "after=99999999999999999999",
    "when=never",
]


@pytest.fixture
def draft(mql: DefinitionVersion, rita: User) -> ScoringVersion:
    """A demo request is worth 60 points for anybody; Spain nothing."""
    version = ScoringVersion.objects.draft(by=rita, at=MONDAY_NINE)
    version.engagement_cap = Decimal(100)
    version.save()
    spain, demo, _views = version.rules.order_by("position")
    spain.points, demo.points = Decimal(1), Decimal(60)
    spain.save()
    demo.save()
    return version


@pytest.fixture
def told(draft: ScoringVersion, make_lead: Callable[..., Lead]) -> None:
    """By the live version Spaniards with a demo request or a page view within two weeks cross; by the draft demos do."""
    won = {"accepted": MONDAY_NINE + DAY, "won": MONDAY_NINE + 9 * DAY}
    for number in range(4):
        make_lead(
            country="France", source="web", events=["demo_request"], stages={"captured": MONDAY_NINE, **won}
        )
        make_lead(country="Spain", source=("web", "fair")[number % 2], events=["demo_request"])
        make_lead(country="France", source="fair")


@pytest.fixture
def rita_at(trusted: ClientOf, rita: User) -> Client:
    return trusted(rita)


def test_the_preview_says_who_crosses(told: None, draft: ScoringVersion, rita_at: Client) -> None:
    answer = rita_at.get(f"/leads/scoring/{draft.pk}/preview/")
    page = answer.content.decode()
    says = "4 past leads more would have been MQLs (100\N{NO-BREAK SPACE}% accepted), and none fewer."
    assert answer.status_code == 200 and says in page
    judged = answer.context["preview"].judged
    assert (judged["both"].leads, judged["first"].leads, judged["second"].leads) == (4, 0, 4)
    assert judged["second"].won == judged["second"].accepted == 4
    today = answer.context["preview"].today
    assert today["second"].leads == 0 and today["both"].leads == 4
    assert "Publish" in page and 'id="volume"' in page and ">web</td>" in page and "Tally(" not in page


def test_every_number_opens_as_many_rows(told: None, draft: ScoringVersion, rita_at: Client) -> None:
    page = rita_at.get(f"/leads/scoring/{draft.pk}/preview/").context
    for _title, _label, lines in page["groups"]:
        for line in lines:
            for word, counts in (("came", line["came"]), ("went", line["went"])):
                for reached in ("leads", "accepted", "won"):
                    rows = rita_at.get(line["urls"][f"{word}_{reached}"]).context
                    assert rows["count"] == getattr(counts, reached) == len(rows["rows"])
            for side, name in (("live", "first"), ("new", "second")):
                assert rita_at.get(line["urls"][side]).context["count"] == getattr(line["group"], name).leads
    for tile in page["tiles"]:
        if tile.rows_url:
            assert rita_at.get(tile.rows_url).context["count"] == tile.value
    square = page["matrix"]
    for _letter, _bound, cells in square.rows:
        for cell in cells:
            assert rita_at.get(f"{page['rows_url']}&grade={cell.grade}").context["count"] == cell.count


def test_bands_and_weeks_open_their_rows(told: None, draft: ScoringVersion, rita_at: Client) -> None:
    with time_machine.travel(MONDAY_NINE + 60 * DAY, tick=False):
        page = rita_at.get(f"/leads/scoring/{draft.pk}/preview/?outcome=won").context
        assert page["hold_out"]
        for trace in page["lift"].data:
            side = "new" if trace.meta["role"] == "actual" else "live"
            counts = [band.count for band in page["preview"].qualities[side].bands]
            assert [rita_at.get(url).context["count"] for url in trace.customdata] == counts
        for trace in page["volume"].data:
            for url, count in zip(trace.customdata or (), trace.y, strict=False):
                assert rita_at.get(url).context["count"] == count


def test_very_many_leads_are_read_with_progress(
    told: None, draft: ScoringVersion, rita_at: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring_preview, "SHORT", 3)
    page = f"/leads/scoring/{draft.pk}/preview/"
    assert "Scoring past leads" in rita_at.get(page).content.decode()
    assert rita_at.get(f"{page}rows/").status_code == 302
    bar = rita_at.get(f"{page}progress/").content.decode()
    assert BackTest.objects.get().is_finished and "every 1s" not in bar and "?done=1" in bar
    assert rita_at.get(f"{page}progress/?done=1")["HX-Redirect"] == page
    assert "past leads more" in rita_at.get(page).content.decode()


def test_asked_again_it_begins_anew(told: None, draft: ScoringVersion, rita_at: Client) -> None:
    rita_at.get(f"/leads/scoring/{draft.pk}/preview/")
    first = BackTest.objects.get()
    rita_at.get(f"/leads/scoring/{draft.pk}/preview/")
    assert BackTest.objects.get() == first
    rita_at.post(f"/leads/scoring/{draft.pk}/preview/again/")
    assert BackTest.objects.get() != first


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_addresses_are_answered(
    told: None, draft: ScoringVersion, rita_at: Client, query: str
) -> None:
    assert rita_at.get(f"/leads/scoring/{draft.pk}/preview/?{query}").status_code == 200
    assert rita_at.get(f"/leads/scoring/{draft.pk}/preview/rows/?{query}").status_code == 200


def test_a_manager_of_sales_sees_the_own_team(
    told: None, draft: ScoringVersion, trusted: ClientOf, silvia: User
) -> None:
    answer: Any = trusted(silvia).get(f"/leads/scoring/{draft.pk}/preview/")
    assert answer.context["preview"].judged.whole.leads == 0
    assert ">Publish<" not in answer.content.decode()
