"""The ledger's pages: rows typed and corrected, sums and filters, files, and who may."""

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dashboards.models import Spend
from people.models import Organisation, User
from tests.conftest import MONDAY_NINE

ClientOf = Callable[[User], Client]
LIST = "dashboards:cost-list"
BUDGET = 30


def spent(month: int, amount: int, **more: Any) -> Spend:
    return Spend(month=date(2026, month, 1), amount=Decimal(amount), **({"currency": "EUR"} | more))


@pytest.fixture
def ledger(organisation: Organisation, marta: User) -> list[Spend]:
    rows = [
        spent(3, 900, source="web", channel="ads"),
        spent(3, 100, source="fair"),
        spent(4, 300, source="web", channel="ads"),
        spent(4, 700, purpose="program", label="Workshop"),
        spent(4, 50, currency="USD"),
    ]
    return Spend.objects.record(rows, by=marta, at=MONDAY_NINE)


def rows_of(*rows: dict[str, str]) -> dict[str, str]:
    told = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    usual = {"purpose": "channel", "currency": "EUR"}
    for n, row in enumerate(rows):
        told |= {f"form-{n}-{name}": value for name, value in (usual | row).items()}
    return told


def test_sums_are_of_the_rows_that_are_asked_for(
    ledger: list[Spend], client_of: ClientOf, marta: User
) -> None:
    client = client_of(marta)
    page = client.get(reverse(LIST))
    sums = page.context["sums"]
    assert (sums.total, sums.entries, sums.unpriced) == (2000, 5, 1) and len(page.context["rows"]) == 5
    assert [(one.month.month, one.channels, one.program) for one in sums.months] == [
        (4, 300, 700),
        (3, 1000, 0),
    ]
    for asked, total, entries in (
        ({"purpose": "program"}, 700, 1),
        ({"from": "2026-04"}, 1000, 3),
        ({"to": "2026-03"}, 1000, 2),
        ({"source": "web"}, 1200, 2),
        ({"source": ["web", "fair"]}, 1300, 3),
        ({"source": "~"}, 700, 2),
        ({"channel": "ads", "from": "2026-03", "to": "2026-03"}, 900, 1),
    ):
        told = client.get(reverse(LIST), asked).context["sums"]
        assert (told.total, told.entries) == (total, entries), asked


def test_a_corrected_row_stays_struck_and_counts_no_more(
    ledger: list[Spend], trusted: ClientOf, rita: User
) -> None:
    client, address = trusted(rita), reverse("dashboards:cost-correction", args=[ledger[0].pk])
    assert client.get(address).status_code == 200
    said = {
        "month": "2026-03",
        "purpose": "channel",
        "source": "web",
        "channel": "ads",
        "amount": "1.850,00",
        "currency": "EUR",
    }
    assert client.post(address, said).status_code == 302
    assert client.get(address).status_code == 404 and client.post(address, said).status_code == 404
    page = client.get(reverse(LIST), {"from": "2026-03", "to": "2026-03"})
    assert page.context["sums"].total == 1950 and len(page.context["rows"]) == 3
    assert "<del>900.00 EUR</del>" in page.content.decode() and "said 900.00 before" in page.content.decode()


def test_several_rows_at_once_and_blank_ones_left_out(
    organisation: Organisation, client_of: ClientOf, marta: User
) -> None:
    sent = rows_of(
        {"month": "2026-03", "amount": "1,234.50", "source": "web"},
        {"month": "abril 2026", "amount": "1.234,50 €", "purpose": "program"},
        {},
    )
    assert client_of(marta).post(reverse("dashboards:cost-create"), sent).status_code == 302
    told = Spend.objects.order_by("pk").values_list("month", "amount", "purpose", "by__name")
    assert list(told) == [
        (date(2026, 3, 1), Decimal("1234.50"), "channel", "Marta"),
        (date(2026, 4, 1), Decimal("1234.50"), "program", "Marta"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        {"month": "soon", "amount": "5"},
        {"month": "2026-03"},
        {"amount": "5"},
        {"month": "2026-03", "amount": "-5"},
        {"month": "2026-03", "amount": "x"},
        {"month": "2026-03", "amount": "5", "currency": "ABC"},
        {"month": "2026-03", "amount": "5 USD"},
        {"month": "2026-03", "amount": "5", "purpose": "party"},
        {},
    ],
)
def test_a_row_that_cannot_be(
    organisation: Organisation, client_of: ClientOf, marta: User, row: dict[str, str]
) -> None:
    answer = client_of(marta).post(
        reverse("dashboards:cost-create"),
        rows_of({"month": "2026-01", "amount": "1"}, row) if row else rows_of(row),
    )
    assert answer.status_code == 422 and not Spend.objects.exists()
    assert client_of(marta).post(reverse("dashboards:cost-create"), {}).status_code == 422


def test_files_hold_what_the_page_holds(ledger: list[Spend], trusted: ClientOf, rita: User) -> None:
    ledger[0].correct(rita, MONDAY_NINE, Decimal(1), label="=1+1")
    client = trusted(rita)
    answer: Any = client.get(reverse("dashboards:cost-export", args=["csv"]), {"source": "web"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 3 and [row["Counts"] for row in rows].count("yes") == 2
    assert "'=1+1" in [row["Label"] for row in rows]
    assert client.get(reverse("dashboards:cost-export", args=["xlsx"])).status_code == 200
    assert client.get(reverse("dashboards:cost-export", args=["pdf"])).status_code == 404


def test_in_both_languages_within_a_budget(
    ledger: list[Spend], client_of: ClientOf, marta: User, django_assert_max_num_queries: Any
) -> None:
    client = client_of(marta)
    for language, title in (("en", "Costs"), ("es", "Costes")):
        User.objects.filter(pk=marta.pk).update(language=language)
        with django_assert_max_num_queries(BUDGET):
            page = client.get(reverse(LIST))
        assert title in page.content.decode()


def test_an_empty_ledger_teaches(client_of: ClientOf, marta: User, silvia: User) -> None:
    assert "Nothing was written down yet" in client_of(marta).get(reverse(LIST)).content.decode()
    page = client_of(silvia).get(reverse(LIST)).content.decode()
    assert (
        "RevOps and the marketing manager write down" in page
        and reverse("dashboards:cost-create") not in page
    )


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "x"},
        {"from": "2026-05", "to": "2026-01"},
        {"purpose": "x"},
        {"source": "\x00"},
        {"after": "x"},
    ],
)
def test_what_cannot_be_read(
    ledger: list[Spend], client_of: ClientOf, marta: User, asked: dict[str, str]
) -> None:
    assert client_of(marta).get(reverse(LIST), asked).status_code in (200, 404)


def test_who_reads_and_who_writes(
    ledger: list[Spend],
    client_of: ClientOf,
    trusted: ClientOf,
    silvia: User,
    elena: User,
    mario: User,
    olga: User,
) -> None:
    for client in (client_of(silvia), trusted(elena)):
        assert client.get(reverse(LIST)).status_code == 200
        assert client.get(reverse("dashboards:cost-create")).status_code == 403
    for client in (client_of(mario), client_of(olga)):
        assert client.get(reverse(LIST)).status_code == 403
        assert client.get(reverse("dashboards:cost-export", args=["csv"])).status_code == 403
