"""The page of the return: what was spent, what came back, each number with its rows, and words where nothing can be said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from dashboards import rollups
from dashboards.asking import Asked, Window
from dashboards.boards.look import Look
from dashboards.boards.parts import Sentences
from dashboards.boards.returned import returned
from dashboards.models import Benefit, PoolChoice, QualitativeBenefit, Spend
from dashboards.returns.arithmetic import Verdict
from dashboards.returns.paper import blocks
from dashboards.returns.question import Question, usual
from dashboards.returns.told import told_of
from documents.blocks import Table
from people.models import User
from people.moment import now
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
PAGE = "dashboards:roi"
LATER = datetime(2026, 7, 6, 9, tzinfo=MONDAY_NINE.tzinfo)
SINCE = {"since": "2026-03-02"}
BUDGET = 60
SHARES = {"isolation_low": 0.5, "isolation_likely": 0.5, "isolation_high": 0.5}


def declared(
    by: User, name: str = "Fewer tools", amount: float = 500, pool: str = "other", **more: Any
) -> Benefit:
    amounts = {"amount_low": amount, "amount_likely": amount, "amount_high": amount}
    told = {"name": name, "method": "declared", "pool": pool, "written_by": by, "written_at": MONDAY_NINE}
    return Benefit.objects.create(**(told | amounts | SHARES | more))


@pytest.fixture
def costs(rita: User) -> None:
    rows = [(2, 300), (3, 200), (4, 200), (7, 999)]
    Spend.objects.record(
        [
            *(
                Spend(month=date(2026, month, 1), purpose="program", amount=Decimal(amount), currency="EUR")
                for month, amount in rows
            ),
            Spend(
                month=date(2026, 3, 1), purpose="channel", source="web", amount=Decimal(5000), currency="EUR"
            ),
        ],
        by=rita,
        at=MONDAY_NINE,
    )


def asked() -> Question:
    found = usual(LATER.date(), date(2026, 3, 2))
    assert found is not None
    return found


@pytest.mark.usefixtures("costs")
def test_hand_calculated(rita: User) -> None:
    """500 a month over March to June, half of it the program's: 1,000 came back of 700; the running month is no part."""
    declared(rita)
    told = told_of(asked())
    assert (told.costs.total, told.costs.entries, told.costs.before.spent) == (700, 3, 300)
    assert told.outcome.benefit.likely == 1000 and told.outcome.months == 4
    assert told.outcome.roi is not None and told.outcome.roi.likely == pytest.approx(300 / 700)
    assert told.outcome.payback is not None and told.outcome.payback.likely == pytest.approx(700 / 75)
    assert [(spent, benefit and benefit.likely) for _month, spent, benefit in told.course] == [
        (500, 250),
        (700, 500),
        (700, 750),
        (700, 1000),
    ]
    alone = told_of(Question(date(2026, 3, 2), LATER.date(), "window"))
    assert alone.costs.total == 400 and alone.outcome.verdict is Verdict.PAID_BACK


@pytest.mark.usefixtures("costs")
def test_the_same_money_counts_once(trusted: ClientOf, rita: User) -> None:
    careful, bold = declared(rita, "careful", 100), declared(rita, "bold", 900)
    apart = declared(rita, "apart", 50, "hours")
    told = {entry.benefit: entry for entry in told_of(asked()).entries}
    assert (told[careful].rival, told[bold].rival, told[apart].rival) == (None, careful, None)
    client = trusted(rita)
    choice = reverse("dashboards:benefit-choice-create", args=[bold.pk])
    assert client.get(choice).status_code == 405
    for _twice in range(2):
        client.post(choice)
    assert PoolChoice.objects.count() == 1
    assert {e.benefit: e.rival for e in told_of(asked()).entries}[careful] == bold
    assert "counted already by" in client.get(reverse(PAGE), SINCE).content.decode()
    client.post(reverse("dashboards:pool-release", args=["other"]))
    assert {e.benefit: e.rival for e in told_of(asked()).entries}[bold] == careful
    assert client.post(reverse("dashboards:pool-release", args=["party"])).status_code == 404
    bold.withdraw(rita, MONDAY_NINE)
    careful.withdraw(rita, MONDAY_NINE)
    assert [e.benefit for e in told_of(asked()).counted] == [apart]


@pytest.mark.usefixtures("costs")
def test_every_count_opens_its_rows(
    trusted: ClientOf, rita: User, running: None, make_lead: Made, sara: User
) -> None:
    """Nobody converted before; after the day one of eight leads was won in a day."""
    day = MONDAY_NINE + timedelta(days=28)
    for n in range(64):
        at = MONDAY_NINE + timedelta(days=n % 28)
        make_lead(country="Spain", events=["demo_request"], source="web", at=at, live=True)
        lead = make_lead(
            country="Spain", events=["demo_request"], source="web", at=day + timedelta(days=n % 28), live=True
        )
        if n % 8 == 0:
            lead.handoffs.get().accept(by=sara, at=day + timedelta(days=n % 28) + HOUR)
    rollups.freshen()
    told = {"name": "Hours", "method": "hours", "pool": "hours", "stage": "captured", "written_by": rita}
    hours = {
        "amount_low": 1,
        "amount_likely": 1,
        "amount_high": 1,
        "hour_low": 10,
        "hour_likely": 10,
        "hour_high": 10,
    }
    Benefit.objects.create(**told, **hours, **SHARES, written_at=MONDAY_NINE)
    wins = {"method": "wins", "pool": "revenue", "kpi": "captured_to_opportunity", "margin": 0.5}
    Benefit.objects.create(name="Wins", **wins, **SHARES, written_by=rita, written_at=MONDAY_NINE)
    client = trusted(rita)
    page = client.get(reverse(PAGE), {"since": day.date().isoformat()})
    assert page.status_code == 200
    told_page = page.context["told"]
    (counted,) = [one for one in told_page.entries[0].found.assumptions if one.url]
    assert counted.factor.likely == 64 == client.get(counted.url).context["count"]
    assert told_page.entries[1].line is None and told_page.entries[1].found.why
    cost = client.get(told_page.costs.url)
    assert cost.context["sums"].total == told_page.costs.total
    assert cost.context["sums"].entries == told_page.costs.entries


def test_without_cost_or_benefit_no_number_is_made_up(trusted: ClientOf, rita: User) -> None:
    client = trusted(rita)
    assert "No day to count from yet" in client.get(reverse(PAGE)).content.decode()
    bare = client.get(reverse(PAGE), SINCE)
    assert bare.context["outcome"].verdict is Verdict.NO_BENEFIT
    assert (
        "No whole month is over yet"
        in client.get(reverse(PAGE), {"since": now().date().isoformat()}).content.decode()
    )
    declared(rita)
    free = client.get(reverse(PAGE), SINCE)
    assert free.context["outcome"].verdict is Verdict.NO_COST and free.context["outcome"].roi is None
    assert "a return on nothing is no number" in free.content.decode()


@pytest.mark.usefixtures("costs")
def test_another_currency_is_said(trusted: ClientOf, rita: User) -> None:
    declared(rita)
    Spend.objects.record(
        [Spend(month=date(2026, 3, 1), purpose="program", amount=Decimal(9), currency="USD")],
        rita,
        MONDAY_NINE,
    )
    assert "the return is too high by it" in trusted(rita).get(reverse(PAGE), SINCE).content.decode()


FORM = {"method": "declared", "name": "Tools", "pool": "other", "evidence": "Invoices", "step": "save"}
FORM |= {"amount_low": "10", "amount_likely": "20", "amount_high": "30"}
FORM |= {"isolation_low": "50", "isolation_likely": "80", "isolation_high": "100"}
WINS = FORM | {"method": "wins", "kpi": "captured_to_won", "margin": "40", "isolation_high": "90", "pool": ""}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (FORM, {"pool": "other", "amount_high": 30.0, "isolation_high": 1.0, "margin": None, "kpi": ""}),
        (
            WINS,
            {
                "pool": "revenue",
                "amount_high": None,
                "isolation_high": 0.9,
                "margin": 0.4,
                "kpi": "captured_to_won",
            },
        ),
        (
            FORM | {"method": "cost", "isolation_high": "90"},
            {"pool": "winning", "margin": None, "amount_low": None},
        ),
        (
            FORM | {"method": "worth", "margin": "100", "isolation_high": "90"},
            {"pool": "revenue", "margin": 1.0},
        ),
        (
            FORM | {"method": "hours", "stage": "mql", "hour_low": "1", "hour_likely": "2", "hour_high": "3"},
            {"pool": "hours", "stage": "mql", "hour_likely": 2.0},
        ),
    ],
)
def test_a_line_keeps_what_its_method_needs(
    trusted: ClientOf, rita: User, sent: dict[str, str], kept: dict[str, Any]
) -> None:
    answer = trusted(rita).post(reverse("dashboards:benefit-create"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    benefit = Benefit.objects.get()
    assert {name: getattr(benefit, name) for name in kept} == kept and benefit.written_by == rita


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": "party"},
        {"name": ""},
        {"amount_low": "25"},
        {"amount_likely": ""},
        {"amount_high": "nan"},
        {"isolation_high": "101"},
        {"isolation_low": "-1"},
        {"evidence": ""},
        WINS | {"margin": ""},
        WINS | {"margin": "0"},
        WINS | {"kpi": "__class__"},
        WINS | {"isolation_high": "100"},
        WINS | {"pilot": "password:1"},
    ],
)
def test_a_line_that_cannot_be(trusted: ClientOf, rita: User, wrong: dict[str, str]) -> None:
    assert trusted(rita).post(reverse("dashboards:benefit-create"), FORM | wrong).status_code == 422
    assert not Benefit.objects.exists()


def test_looking_at_another_method_keeps_what_was_typed(trusted: ClientOf, rita: User) -> None:
    page = trusted(rita).post(reverse("dashboards:benefit-create"), FORM | {"method": "hours", "step": ""})
    text = page.content.decode()
    assert page.status_code == 200 and "Hours saved on each lead" in text and 'value="Tools"' in text


def test_what_was_written_is_not_edited(rita: User) -> None:
    benefit = declared(rita)
    QualitativeBenefit.objects.create(name="x", words="y", written_by=rita, written_at=MONDAY_NINE)
    PoolChoice.objects.choose("other", benefit, rita, MONDAY_NINE)
    for change in (
        lambda: Benefit.objects.update(amount_high=9),
        lambda: Benefit.objects.all()._raw_delete("default"),
        lambda: QualitativeBenefit.objects.update(words="z"),
        lambda: PoolChoice.objects.update(pool="hours"),
        lambda: declared(rita, pool="other", isolation_high=1.5),
        lambda: declared(rita, method="wins", pool="hours"),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_qualities_stand_apart_and_are_withdrawn(
    trusted: ClientOf, client_of: ClientOf, rita: User, silvia: User
) -> None:
    client = trusted(rita)
    assert client.post(reverse("dashboards:quality-create"), {"name": "Trust"}).status_code == 422
    client.post(reverse("dashboards:quality-create"), {"name": "Trust", "words": "Fewer disputes"})
    one = QualitativeBenefit.objects.get()
    page = client_of(silvia).get(reverse(PAGE), SINCE)
    assert "Fewer disputes" in page.content.decode() and page.context["outcome"].lines == ()
    address = reverse("dashboards:quality-withdrawal-create", args=[one.pk])
    assert client.get(address).status_code == 405
    for _twice in range(2):
        assert client.post(address).status_code == 302
    one.refresh_from_db()
    assert one.withdrawn_by == rita and not QualitativeBenefit.objects.standing().exists()


@pytest.mark.usefixtures("costs")
def test_in_both_languages_within_a_budget(
    client_of: ClientOf, marta: User, rita: User, django_assert_max_num_queries: Any
) -> None:
    declared(rita)
    client = client_of(marta)
    for language, words in (("en", "Return of the program"), ("es", "Retorno del programa")):
        User.objects.filter(pk=marta.pk).update(language=language)
        with django_assert_max_num_queries(BUDGET):
            page = client.get(reverse(PAGE), SINCE)
        assert words in page.content.decode()


@pytest.mark.usefixtures("costs")
def test_on_paper_in_both_languages(rita: User) -> None:
    assert list(blocks(asked()))
    declared(rita, "careful", 100)
    declared(rita, "bold", 900)
    for language, words in (("en", "counted already by “careful”"), ("es", "ya contado en «careful»")):
        with translation.override(language):
            told = list(blocks(asked()))
        rows = [str(cell) for block in told if isinstance(block, Table) for row in block.rows for cell in row]
        assert any(words in cell for cell in rows)


@pytest.mark.parametrize(
    "said", [{"since": "x"}, {"since": "1800-01-01"}, SINCE | {"costs": "x"}, {"since": "2030-01-01"}]
)
def test_what_cannot_be_read(trusted: ClientOf, rita: User, said: dict[str, str]) -> None:
    assert trusted(rita).get(reverse(PAGE), said).status_code == 200


def test_outsiders(
    client_of: ClientOf, trusted: ClientOf, mario: User, olga: User, elena: User, rita: User
) -> None:
    benefit = declared(rita)
    for client in (client_of(mario), client_of(olga)):
        assert client.get(reverse(PAGE)).status_code == 403
    assert trusted(elena).get(reverse(PAGE)).status_code == 200
    assert (
        trusted(elena).post(reverse("dashboards:benefit-withdrawal-create", args=[benefit.pk])).status_code
        == 403
    )


@pytest.mark.usefixtures("running", "costs")
def test_leadership_reads_it_in_one_sentence(elena: User, mario: User, rita: User) -> None:
    at = now()
    question = Asked(elena, Window(at.date(), at.date()), at.date())
    assert returned(Look(question, at)) is None
    declared(rita)
    part = returned(Look(question, at))
    assert part is not None
    assert (
        isinstance(part, Sentences) and "were spent" in part.said[0][1] and part.said[0][2] == reverse(PAGE)
    )
    assert returned(Look(question.cut(source="web"), at)) is None
    assert returned(Look(replace(question, user=mario), at)) is None
