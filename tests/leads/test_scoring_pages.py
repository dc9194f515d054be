"""The editor of a draft of the scoring model: rules, groups, limits; the verbs; what one version says otherwise."""

import json
from typing import Any

import pytest
from django.test import Client

from leads.models import Lead, LeadScore, Rescoring, ScoringRule, ScoringVersion
from people.models import User
from tests.conftest import MONDAY_NINE, ClientOf

COUNTRY = {"field": "country", "op": "is", "value": "Spain"}
VIEWS = {"events": "page_view", "measure": "count", "op": ">=", "value": 1}


@pytest.fixture
def draft(scoring: ScoringVersion, rita: User) -> ScoringVersion:
    return ScoringVersion.objects.draft(by=rita, at=MONDAY_NINE)


@pytest.fixture
def rita_at(trusted: ClientOf, rita: User) -> Client:
    return trusted(rita)


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def rule(**said: Any) -> dict[str, Any]:
    usual = {"axis": "fit", "name_en": "New", "name_es": "Nueva", "points": "7.5", "how": "holds"}
    return usual | {"criteria": json.dumps(COUNTRY)} | said


def test_a_version_is_read_by_everybody(draft: ScoringVersion, trusted: ClientOf, sara: User) -> None:
    page = text(trusted(sara), f"/leads/scoring/{draft.pk}/")
    assert "r0" in page and "+50" in page and "Add a rule" not in page and "Publish" not in page
    assert 'href="/leads/scoring/' in text(trusted(sara), "/leads/scoring/")


def test_a_draft_is_begun_from_the_live_version(
    scoring: ScoringVersion, trusted: ClientOf, marta: User
) -> None:
    answer = trusted(marta).post("/leads/scoring/drafts/")
    made = ScoringVersion.objects.get(state="draft")
    assert answer["Location"] == f"/leads/scoring/{made.pk}/" and made.rules.count() == 3 and made.by == marta


def test_a_rule_comes_with_its_question(draft: ScoringVersion, rita_at: Client) -> None:
    assert "New rule" in text(rita_at, f"/leads/scoring/{draft.pk}/rules/new/?axis=engagement")
    rita_at.post(f"/leads/scoring/{draft.pk}/rules/new/", rule(half_life_days="3"))
    made = draft.rules.get(name_en="New")
    assert (made.points, made.criteria, made.half_life_days, made.position) == (7.5, COUNTRY, None, 3)


def test_points_for_each_event_fade(draft: ScoringVersion, rita_at: Client) -> None:
    said = {"how": "each", "half_life_days": "14", "most": "40", "axis": "engagement"}
    url = f"/leads/scoring/{draft.pk}/rules/new/"
    rita_at.post(url, rule(**said, criteria=json.dumps({"all": [VIEWS]})))
    made = draft.rules.get(name_en="New")
    assert made.criteria == VIEWS and made.half_life_days == 14
    page = text(rita_at, f"/leads/scoring/{draft.pk}/")
    assert "+7.5 for each, half of it after 14 days, 40 at most" in page
    assert rita_at.post(url, rule(**said)).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"points": "0"},
        {"points": "many"},
        {"criteria": "{"},
        {"criteria": ""},
        {"criteria": json.dumps({"field": "score", "op": ">=", "value": 3})},
        {"criteria": json.dumps({"field": "nope", "op": "is", "value": "x"})},
        {"axis": "luck"},
        {"group": "999999"},
        {"how": "each", "half_life_days": "-1"},
    ],
)
def test_what_cannot_score_is_refused(draft: ScoringVersion, rita_at: Client, wrong: dict[str, str]) -> None:
    assert rita_at.post(f"/leads/scoring/{draft.pk}/rules/new/", rule(**wrong)).status_code == 422
    assert draft.rules.count() == 3


def test_rules_change_places_within_their_axis(draft: ScoringVersion, rita_at: Client) -> None:
    first, second = draft.rules.filter(axis="engagement").order_by("position")
    for _twice in range(2):
        rita_at.post(f"/leads/scoring/rules/{second.pk}/place/", {"way": "up"})
        assert list(draft.rules.filter(axis="engagement").order_by("position")) == [second, first]
    rita_at.post(f"/leads/scoring/rules/{second.pk}/place/", {"way": "down"})
    assert list(draft.rules.filter(axis="engagement").order_by("position")) == [first, second]


def test_rules_are_copied_and_taken_away(draft: ScoringVersion, rita_at: Client) -> None:
    one = draft.rules.earliest("position")
    rita_at.post(f"/leads/scoring/rules/{one.pk}/copies/")
    assert draft.rules.filter(name_en="r0", points=50).count() == 2
    for _twice in range(2):
        rita_at.post(f"/leads/scoring/rules/{one.pk}/deletion/")
    assert draft.rules.count() == 3


def test_a_group_limits_its_rules(draft: ScoringVersion, rita_at: Client) -> None:
    group = {"name_en": "Visits", "name_es": "Visitas", "most": "10"}
    rita_at.post(f"/leads/scoring/{draft.pk}/groups/new/", group)
    made = draft.groups.get()
    assert rita_at.post(f"/leads/scoring/{draft.pk}/groups/new/", group).status_code == 422
    one = draft.rules.earliest("position")
    rita_at.post(f"/leads/scoring/rules/{one.pk}/", rule(group=made.pk))
    assert ScoringRule.objects.get(pk=one.pk).group == made
    rita_at.post(f"/leads/scoring/groups/{made.pk}/deletion/")
    assert ScoringRule.objects.get(pk=one.pk).group is None


LIMITS = {
    "note": "Less for Spain", "fit_floor": "0", "fit_cap": "50", "engagement_floor": "0", "engagement_cap": "60",
    "fit_a": "45", "fit_b": "20", "fit_c": "10", "engagement_1": "30", "engagement_2": "20", "engagement_3": "10",
}  # fmt: skip


def test_limits_and_bounds_are_kept(draft: ScoringVersion, rita_at: Client) -> None:
    url = f"/leads/scoring/{draft.pk}/limits/"
    rita_at.post(url, LIMITS)
    draft.refresh_from_db()
    assert draft.fit_bounds == [45, 20, 10] and draft.engagement_cap == 60 and draft.note == "Less for Spain"
    assert rita_at.post(url, LIMITS | {"fit_a": "5"}).status_code == 422
    assert rita_at.post(url, LIMITS | {"fit_floor": "70"}).status_code == 422
    assert rita_at.post(url, LIMITS | {"fit_c": ""}).status_code == 422


def test_the_square_counts_by_what_is_typed(draft: ScoringVersion, make_lead: Any, rita_at: Client) -> None:
    make_lead(country="Spain", events=["demo_request"])
    make_lead(country="France")
    url = f"/leads/scoring/{draft.pk}/grades/"
    counts = rita_at.post(url, LIMITS).context["matrix"]
    assert {cell.grade: cell.count for row in counts.rows for cell in row[2] if cell.count} == {
        "A1": 1,
        "D4": 1,
    }
    moved = rita_at.post(url, LIMITS | {"fit_a": "51", "engagement_1": "31"}).context["matrix"]
    assert {cell.grade for row in moved.rows for cell in row[2] if cell.count} == {"B2", "D4"}
    assert "can't be read" in rita_at.post(url, LIMITS | {"fit_a": "x"}).content.decode()
    draft.refresh_from_db()
    assert draft.fit_bounds == [40, 20, 10]


def test_the_live_square_counts_the_scores_that_stand(
    scoring: ScoringVersion, make_lead: Any, rita_at: Client
) -> None:
    make_lead(country="Spain", events=["demo_request"])
    assert LeadScore.objects.get().grade == "A1"
    counts = rita_at.get(f"/leads/scoring/{scoring.pk}/grades/").context["matrix"]
    assert counts.total == 1 and counts.rows[0][2][0].count == 1


def test_a_cell_of_the_live_square_opens_its_leads(
    scoring: ScoringVersion, draft: ScoringVersion, make_lead: Any, rita_at: Client
) -> None:
    lead = make_lead(country="Spain", events=["demo_request"])
    make_lead(country="France")
    square = rita_at.get(f"/leads/scoring/{scoring.pk}/grades/").content.decode()
    assert 'href="/leads/?sort=-score&amp;grade=A1"' in square
    listed = rita_at.get("/leads/?sort=-score&grade=A1").context
    assert listed["rows"] == [lead] and ("A1", "A1") in listed["grades"]
    assert "/leads/?" not in rita_at.post(f"/leads/scoring/{draft.pk}/grades/", LIMITS).content.decode()


def test_only_a_draft_is_written(scoring: ScoringVersion, rita_at: Client) -> None:
    one = scoring.rules.earliest("position")
    for url, said in (
        (f"/leads/scoring/{scoring.pk}/rules/new/", rule()),
        (f"/leads/scoring/rules/{one.pk}/", rule()),
        (f"/leads/scoring/rules/{one.pk}/deletion/", {}),
        (f"/leads/scoring/rules/{one.pk}/copies/", {}),
        (f"/leads/scoring/{scoring.pk}/limits/", LIMITS),
    ):
        assert rita_at.post(url, said).status_code == 302
    assert [str(name) for name in scoring.rules.values_list("name_en", flat=True)] == ["r0", "r1", "r2"]
    assert "no draft any more" in text(rita_at, "/leads/scoring/")


def test_the_way_of_a_version(draft: ScoringVersion, scoring: ScoringVersion, rita_at: Client) -> None:
    page = f"/leads/scoring/{draft.pk}"

    def state() -> str:
        draft.refresh_from_db()
        return draft.state

    for _twice in range(2):
        rita_at.post(f"{page}/trial/")
        assert state() == "shadow"
    rita_at.post(f"{page}/trial/end/")
    assert state() == "draft"
    for _twice in range(2):
        rita_at.post(f"{page}/publication/")
        assert state() == "live"
    scoring.refresh_from_db()
    assert scoring.state == "retired"
    assert "Scoring every lead" in text(rita_at, f"{page}/progress/")
    assert "HX-Trigger" not in rita_at.get(f"{page}/progress/").headers
    for duty in Rescoring.objects.pending():
        duty.close(MONDAY_NINE)
    assert rita_at.get(f"{page}/progress/")["HX-Trigger"] == "scored"
    rita_at.post(f"{page}/retirement/")
    assert state() == "retired"
    rita_at.post(f"{page}/publication/")
    assert state() == "retired"


def test_others_neither_write_nor_publish(
    draft: ScoringVersion, trusted: ClientOf, marta: User, sara: User
) -> None:
    assert trusted(marta).post(f"/leads/scoring/{draft.pk}/publication/").status_code == 403
    assert trusted(sara).post(f"/leads/scoring/{draft.pk}/rules/new/", rule()).status_code == 403
    assert trusted(sara).get(f"/leads/scoring/{draft.pk}/preview/").status_code == 403


def test_what_a_version_says_otherwise(
    draft: ScoringVersion, scoring: ScoringVersion, rita_at: Client
) -> None:
    assert "Both give the same points." in text(rita_at, f"/leads/scoring/{draft.pk}/difference/")
    first, _second, third = draft.rules.order_by("position")
    first.points = 20
    first.save()
    third.delete()
    rita_at.post(f"/leads/scoring/{draft.pk}/rules/new/", rule())
    page = rita_at.get(f"/leads/scoring/{draft.pk}/difference/?with={scoring.pk}")
    assert [(str(one.what), one.mark) for one in page.context["rules"]] == [
        ("r0", "changed"),
        ("New", "came"),
        ("r2", "went"),
    ]
    shown = page.content.decode()
    assert "<del>+50</del>" in shown and "<ins>+20</ins>" in shown and "<ins>+7.5</ins>" in shown
    assert rita_at.get(f"/leads/scoring/{draft.pk}/difference/?with=999999").status_code == 404


def test_leads_stay_as_they_are_while_a_draft_is_written(
    draft: ScoringVersion, make_lead: Any, rita_at: Client
) -> None:
    lead: Lead = make_lead(country="Spain")
    rita_at.post(f"/leads/scoring/{draft.pk}/rules/new/", rule())
    assert LeadScore.objects.get(lead=lead).score == 50
