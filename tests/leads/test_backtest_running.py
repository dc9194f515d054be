"""A back-test writes what both versions give each lead, now and when it was judged, and who would be an MQL."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from leads.backtest.running import run
from leads.models import BackTest, BackTestedLead, Lead, LeadScore, ScoringVersion
from people.models import User
from sla.models import DefinitionVersion
from tests.conftest import MONDAY_NINE

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = MONDAY_NINE + 30 * DAY


@pytest.fixture
def draft(scoring: ScoringVersion, rita: User) -> ScoringVersion:
    """As the live one, with 20 points for Spain instead of 50, and 15 for each page view."""
    version = ScoringVersion.objects.draft(by=rita, at=MONDAY_NINE)
    spain, _demo, views = version.rules.order_by("position")
    spain.points = Decimal(20)
    spain.save()
    views.points, views.how, views.most = Decimal(15), "each", Decimal(40)
    views.criteria = {"events": "page_view", "op": ">=", "value": 1}
    views.save()
    return version


@pytest.fixture
def told(mql: DefinitionVersion, make_lead: Callable[..., Lead]) -> dict[str, Lead]:
    views = ["page_view"] * 3
    return {
        "spanish": make_lead(country="Spain", events=["demo_request"]),
        "reader": make_lead(country="France", events=["demo_request", *views]),
        "quiet": make_lead(country="France"),
        "late": make_lead(country="France", events=views, stages={"accepted": MONDAY_NINE - HOUR}),
    }


def row(test: BackTest, lead: Lead) -> BackTestedLead:
    return BackTestedLead.objects.get(back_test=test, lead=lead)


def ran(draft: ScoringVersion, by: User, limit: int = 5000) -> BackTest:
    test = BackTest.objects.ask(draft, by=by, at=LATER)
    while run(test, LATER, limit):
        pass
    test.refresh_from_db()
    return test


def test_both_versions_score_every_lead(told: dict[str, Lead], draft: ScoringVersion, rita: User) -> None:
    test = ran(draft, rita)
    LeadScore.objects.settle([lead.pk for lead in told.values()], LATER)
    for lead in told.values():
        mine, score = row(test, lead), LeadScore.objects.get(lead=lead)
        assert (mine.live_fit, mine.live_engagement, mine.live_grade) == (
            score.fit,
            score.engagement,
            score.grade,
        )
    spanish, reader = row(test, told["spanish"]), row(test, told["reader"])
    assert (spanish.new_fit, spanish.new_engagement) == (20, 30)
    assert (reader.new_fit, reader.new_engagement) == (0, 50)  # 30 and 40, held at 50
    assert test.read == test.total == 4 and test.is_finished


def test_the_definition_is_asked_of_both(told: dict[str, Lead], draft: ScoringVersion, rita: User) -> None:
    test = ran(draft, rita)
    holds = {name: (row(test, lead).live_holds, row(test, lead).new_holds) for name, lead in told.items()}
    assert holds == dict.fromkeys(told, (False, False)) | {"spanish": (True, False)}
    assert row(test, told["spanish"]).live_then_holds and not row(test, told["spanish"]).new_then_holds


def test_a_lead_is_judged_by_what_was_known_before_its_outcome(
    told: dict[str, Lead], draft: ScoringVersion, rita: User
) -> None:
    test = ran(draft, rita)
    late, reader = row(test, told["late"]), row(test, told["reader"])
    assert (
        late.judged_at == MONDAY_NINE - HOUR and late.new_then_engagement == 0 and late.new_engagement == 40
    )
    assert told["reader"].captured_at is None or reader.judged_at == MONDAY_NINE + 14 * DAY
    assert reader.new_then_engagement == 50


def test_step_by_step_gives_the_same(told: dict[str, Lead], draft: ScoringVersion, rita: User) -> None:
    whole = ran(draft, rita)
    said = list(BackTestedLead.objects.order_by("lead").values_list("lead", "new_then_fit", "new_grade"))
    again = BackTest.objects.ask(draft, by=rita, at=LATER, anew=True)
    assert not BackTest.objects.filter(pk=whole.pk).exists() and not BackTestedLead.objects.exists()
    assert run(again, LATER, limit=3) and not run(again, LATER, limit=3) and not run(again, LATER)
    again.refresh_from_db()
    assert again.is_finished and again.read == 4
    assert said == list(
        BackTestedLead.objects.order_by("lead").values_list("lead", "new_then_fit", "new_grade")
    )


def test_asked_again_it_is_the_same_until_a_rule_changes(
    told: dict[str, Lead], draft: ScoringVersion, rita: User
) -> None:
    test = ran(draft, rita)
    assert BackTest.objects.ask(draft, by=rita, at=LATER + HOUR / 2) == test
    rule = draft.rules.get(axis="fit")
    rule.name_en = "Another name"
    rule.save()
    assert BackTest.objects.ask(draft, by=rita, at=LATER) == test
    rule.points += 1
    rule.save()
    assert BackTest.objects.ask(draft, by=rita, at=LATER) != test
    assert BackTest.objects.get().asked_at == LATER


def test_a_first_version_is_tested_beside_none(make_lead: Callable[..., Lead], rita: User) -> None:
    lead = make_lead(country="Spain")
    version = ScoringVersion.objects.create(number=1, created_at=MONDAY_NINE)
    mine = row(ran(version, rita), lead)
    assert (mine.live_fit, mine.live_grade, mine.live_then_fit) == (None, "", None)
    assert mine.new_then_fit == 0 and not mine.new_holds
