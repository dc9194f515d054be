"""From the reason that stands out to the draft that asks for more, each number with its rows."""

from datetime import timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest

from documents.models import DocumentVersion
from leads.feedback.reading import Scope, by_dimension, whole
from leads.feedback.weighing import Effect, Trouble, weigh
from leads.models import Handoff, Lead, RejectionReason, Remedy
from people.models import User
from people.moment import now
from sla.models import Definition
from tests.conftest import ClientOf
from tests.leads.conftest import Made


@pytest.fixture
def answered(make_lead: Made, running: None, sara: User) -> list[Lead]:
    """24 leads of a bought list, of which 16 are too small; 24 of the web, of which one is. One answer an hour."""
    leads = []
    began = now() - timedelta(days=5)
    small = RejectionReason.objects.get(pk="FIT-01")
    for n in range(48):
        at = began + timedelta(hours=n)
        is_list, is_small = n % 2 == 0, n % 6 in (0, 2) or n == 1
        values = {"source": "list" if is_list else "web", "segment": "smb", "attributes.crm": str(n % 2)}
        lead = make_lead(
            at=at,
            live=True,
            country="Spain",
            employees=5 if is_small else 80,
            events=["demo_request"],
            **values,
        )
        handoff = Handoff.objects.get(lead=lead)
        if is_small:
            handoff.reject(sara, at + timedelta(minutes=30), small)
        else:
            handoff.accept(sara, at + timedelta(minutes=30))
        leads.append(lead)
    return leads


def scope(user: User | None = None) -> Scope:
    today = now().date()
    return Scope(user, today - timedelta(days=30), today)


def test_each_handoff_counts_once_by_the_answer_that_stands(answered: list[Lead], sara: User) -> None:
    told = whole(scope())
    assert (told.answered, told.accepted, dict(told.by_reason)) == (48, 31, {"FIT-01": 17})
    groups = {group.value: (group.answered, group.rejected) for group in by_dimension(scope(), "source")}
    assert groups == {"list": (24, 16), "web": (24, 1)}
    handoff = Handoff.objects.get(lead=answered[-1])
    handoff.take_back(sara, handoff.turns()[-1].verdict.decided_at + timedelta(minutes=1))
    assert whole(scope()).answered == 47


def test_a_reader_counts_what_they_see(answered: list[Lead], olga: User, marta: User) -> None:
    assert whole(scope(olga)).answered == 0
    assert whole(scope(marta)).answered == 48


def test_what_is_foreseen_is_what_the_database_counts(answered: list[Lead]) -> None:
    at = now()
    best = weigh(Trouble(scope(), "FIT-01", "source", "list"), at)[0]
    # between 5 and 80 the roundest limit is 50
    assert best.tree == {"field": "employees", "op": ">=", "value": 50}
    assert (best.all.unwanted, best.all.of_unwanted, best.all.good, best.all.of_good) == (16, 16, 0, 31)
    assert scope().rows(kept_out=best.tree, at=at).count() == 17


def test_what_costs_more_than_it_spares_is_not_proposed() -> None:
    """Rejections of other reasons are spared too."""
    told = {"of_unwanted": 94, "of_good": 916, "won": 51, "of_won": 120}
    assert not Effect(unwanted=54, good=433, other=200, **told).pays
    assert Effect(unwanted=54, good=60, other=10, **told).pays


def test_every_number_opens_as_many_rows(answered: list[Lead], marta: User, client_of: ClientOf) -> None:
    client = client_of(marta)
    page = client.get("/leads/feedback/")
    told = page.context
    assert page.status_code == 200 and "stands out" in unescape(page.content.decode())
    for row in told["table"]:
        assert client.get(row["url"]).context["count"] == row["group"].answered
        assert client.get(row["rejected_url"]).context["count"] == row["group"].rejected
        for cell in row["cells"]:
            assert client.get(cell["url"]).context["count"] == cell["n"]
    for line, url, before in told["lines"]:
        assert client.get(url).context["count"] == line.hits
        assert client.get(before).context["count"] == line.before_hits


def test_rare_reasons_share_a_column(
    answered: list[Lead], marta: User, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch, sara: User
) -> None:
    monkeypatch.setattr("leads.feedback.board.COLUMNS", 1)
    for lead, code in zip(answered[2:8:2], ("FIT-02", "FIT-03", "FIT-03"), strict=True):
        verdict = Handoff.objects.get(lead=lead).turns()[-1].verdict
        type(verdict).objects.filter(pk=verdict.pk).update(kind="rejected", reason=code)
    client = client_of(marta)
    page = client.get("/leads/feedback/")
    assert "other reasons" in page.content.decode() and len(page.context["board"].columns) == 1
    for row in page.context["table"]:
        assert sum(cell["n"] for cell in row["cells"]) == row["group"].rejected
        for cell in row["cells"]:
            assert client.get(cell["url"]).context["count"] == cell["n"]


def test_from_what_stands_out_to_the_draft(answered: list[Lead], marta: User, client_of: ClientOf) -> None:
    client = client_of(marta)
    (one,) = client.get("/leads/feedback/").context["outliers"]
    page = client.get(one["suggest"])
    assert page.context["unwanted"] == client.get(page.context["unwanted_url"]).context["count"] == 16
    first = page.context["rows"][0]
    assert client.get(first["unwanted_url"]).context["count"] == first["weighed"].all.unwanted
    assert client.get(first["good_url"]).context["count"] == first["weighed"].all.good
    form = dict(page.context["carried"]) | {"criterion": first["tree"]}
    answers = [client.post("/leads/feedback/suggestion/draft/", form) for _time in range(2)]
    (remedy,) = Remedy.objects.all()
    assert (remedy.kept_out, remedy.unwanted, remedy.cost, remedy.good) == (16, 16, 0, 31)
    (draft,) = Definition.objects.get(key="mql").versions.filter(state="draft")
    assert {answer.headers["Location"] for answer in answers} == {draft.get_absolute_url()}
    assert draft.criteria == {"all": [{"field": "score", "op": ">=", "value": 60}, remedy.criterion]}
    assert remedy.sentence() in client.get("/leads/feedback/").content.decode()


def test_a_version_in_review_is_named_where_one_would_try(
    answered: list[Lead], marta: User, client_of: ClientOf
) -> None:
    client, address = client_of(marta), "/leads/feedback/suggestion/?reason=FIT-01"
    assert "Try it as a draft" in client.get(address).content.decode()
    version = Definition.objects.get(key="mql").draft(by=marta)
    type(version).objects.filter(pk=version.pk).update(state="in_review")
    page = client.get(address).content.decode()
    assert "Try it as a draft" not in page and f'<a href="{version.get_absolute_url()}">' in page


def test_what_cannot_be_read_is_refused_softly(
    answered: list[Lead], marta: User, client_of: ClientOf
) -> None:
    client = client_of(marta)
    for query in (
        "?kept_out={",
        "?from=x&to=9999-99-99",
        "?reason=%00",
        "?source=%00",
        "?which=x",
        "?by=x&after=x",
    ):
        assert client.get(f"/leads/feedback/rows/{query}").status_code == 200, query
        assert client.get(f"/leads/feedback/{query}").status_code == 200, query
    assert client.get("/leads/feedback/suggestion/").status_code == 404
    asked = {"reason": "FIT-01", "criterion": '{"field": "search", "op": "is", "value": "x"}'}
    assert client.post("/leads/feedback/suggestion/draft/", asked).status_code == 302
    assert not Remedy.objects.exists()


def test_the_month_is_issued_in_both_languages(
    answered: list[Lead], marta: User, client_of: ClientOf
) -> None:
    client = client_of(marta)
    # in the middle of the two days of answers: at least half of them were given in its month
    month = f"{(now() - timedelta(days=4)).astimezone(ZoneInfo('Europe/Madrid')):%Y-%m}"
    shown = unescape(client.get(f"/leads/feedback/review/?month={month}").content.decode())
    assert "Too small" in shown and "Lead L" not in shown
    form = {"month": month, "actions": "Ask for the size in the form, Mario, Friday\n\n"}
    answer = client.post("/leads/feedback/review/issue/", form)
    assert answer.status_code == 302
    client.post("/leads/feedback/review/issue/", form)
    for unread in ("", "x", "9999-12", "2026-13"):
        assert client.post("/leads/feedback/review/issue/", form | {"month": unread}).status_code == 422
    (version,) = DocumentVersion.objects.filter(document__kind="rejection_review")
    assert set(version.editions) == {"en", "es"}
    assert "Ask for the size" in unescape(client.get(answer["Location"]).content.decode())
