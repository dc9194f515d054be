"""A pasted or uploaded sheet of costs: read in Spanish and English, faults by line, nothing counted twice unsaid."""

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from dashboards.costs.months import read_month
from dashboards.costs.reading import read
from dashboards.models import Spend
from people.models import Organisation, User

ClientOf = Callable[[User], Client]
PAGE = "dashboards:cost-sheet"
ENGLISH = """Month,Source,Channel,Purpose,Amount,Currency,Label
2026-03,web,ads,winning leads,"1,234.50",EUR,Ads
03/2026,,,program,800.00,,Workshop
"""
SPANISH = """Mes;Fuente;Canal;Finalidad;Importe;Moneda;Concepto
marzo de 2026;web;ads;Captación de leads;1.234,50 €;;Ads
mar-26;;;programa;800,00;;Workshop
"""


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("2026-03", 3),
        ("03/2026", 3),
        ("2026/3", 3),
        ("March 2026", 3),
        ("mar-26", 3),
        ("Marzo de 2026", 3),
        ("2026-03-17", 3),
        ("17/03/2026", 3),
        (datetime(2026, 3, 5), 3),
        ("13/2026", 0),
        ("2026-00", 0),
        ("46000", 0),
        ("soon", 0),
        ("", 0),
        (46000.0, 0),
        ("2026-13-40", 0),
        ("0026-03", 0),
    ],
)
def test_months(said: object, month: int) -> None:
    assert read_month(said) == (date(2026, month, 1) if month else None)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [ENGLISH, SPANISH])
def test_both_languages_say_the_same(organisation: Organisation, text: str) -> None:
    sheet = read(text, "EUR")
    assert not sheet.faults and not sheet.wrong
    rows = [line.spend for line in sheet.lines if line.spend]
    assert [(row.month, row.purpose, row.amount, row.currency, row.label) for row in rows] == [
        (date(2026, 3, 1), "channel", Decimal("1234.50"), "EUR", "Ads"),
        (date(2026, 3, 1), "program", Decimal("800.00"), "EUR", "Workshop"),
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("soon,web,,10,EUR", "isn't a month"),
        ("2026-03,web,party,10,EUR", "isn't a purpose"),
        ("2026-03,web,,ten,EUR", "isn't an amount"),
        ("2026-03,web,,,EUR", "blank"),
        ("2026-03,web,,-5,EUR", "Less than nothing"),
        ("2026-03,web,,0.001,EUR", "less than a cent"),
        ("2026-03,web,,10,EURO", "isn't a currency"),
        ("2026-03,web,,10 USD,EUR", "another currency"),
        ("2026-03,web,,9999999999999999,EUR", "too large"),
    ],
)
def test_each_fault_names_its_line(organisation: Organisation, row: str, fault: str) -> None:
    sheet = read(f"month,source,purpose,amount,currency\n2026-03,web,,5,EUR\n{row}\n", "EUR")
    assert [line.number for line in sheet.wrong] == [3] and fault in " ".join(sheet.wrong[0].faults)


@pytest.mark.parametrize(
    "text", ["", "source;amount\nweb;1", "month;source\n2026-03;web", "month;amount", "%PDF-1.4"]
)
def test_what_is_no_sheet(organisation: Organisation, text: str) -> None:
    sheet = read(text, "EUR")
    assert sheet.faults and not sheet.lines


def test_another_currency_is_kept_and_said(trusted: ClientOf, rita: User) -> None:
    text = "month;amount;currency\n2026-03;50;USD\n"
    page = trusted(rita).post(reverse(PAGE), {"text": text, "step": "look"})
    assert len(page.context["sheet"].unpriced) == 1 and "no rate" in page.content.decode()
    trusted(rita).post(reverse(PAGE), {"text": text, "step": "save"})
    assert Spend.objects.get().amount_base is None


def test_looking_adds_nothing_and_the_same_sheet_twice_adds_once(trusted: ClientOf, rita: User) -> None:
    client = trusted(rita)
    assert client.post(reverse(PAGE), {"text": ENGLISH, "step": "look"}).status_code == 200
    assert not Spend.objects.exists()
    client.post(reverse(PAGE), {"text": ENGLISH, "step": "save"})
    assert Spend.objects.count() == 2
    again = client.post(reverse(PAGE), {"text": SPANISH, "step": "look"})
    assert len(again.context["sheet"].known) == 2 and "nothing counts twice" in again.content.decode()
    told = client.post(reverse(PAGE), {"text": SPANISH, "step": "save"}, follow=True)
    assert Spend.objects.count() == 2 and "was not counted again" not in told.content.decode()
    assert "were not counted again" in told.content.decode()
    client.post(reverse(PAGE), {"text": ENGLISH, "step": "save", "again": "on"})
    assert Spend.objects.count() == 4


def test_a_sheet_that_says_a_row_twice_means_it(
    organisation: Organisation, trusted: ClientOf, rita: User
) -> None:
    text = "month;amount\n2026-03;50\n2026-03;50\n"
    trusted(rita).post(reverse(PAGE), {"text": text, "step": "save"})
    assert Spend.objects.count() == 2
    assert len(read(text + "2026-03;50\n", "EUR").known) == 2


def test_one_wrong_line_and_nothing_is_added_or_lost(trusted: ClientOf, rita: User) -> None:
    text = ENGLISH + "soon,web,,,5,,\n"
    page = trusted(rita).post(reverse(PAGE), {"text": text, "step": "save"})
    assert page.status_code == 422 and not Spend.objects.exists()
    assert "soon" in page.context["text"]


def test_a_workbook_and_a_picture(trusted: ClientOf, rita: User) -> None:
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["Mes", "Importe", "Concepto"], [datetime(2026, 3, 1), 1234.5, "Ads"]):
        sheet.append(row)
    book.save(file)
    upload = SimpleUploadedFile("costs.xlsx", file.getvalue())
    page = trusted(rita).post(reverse(PAGE), {"file": upload, "step": "look"})
    (line,) = page.context["sheet"].lines
    assert line.spend.amount == Decimal("1234.50") and line.spend.month == date(2026, 3, 1)
    picture = SimpleUploadedFile("costs.csv", b"\x89PNG\r\n\x1a\n" + bytes(64))
    assert trusted(rita).post(reverse(PAGE), {"file": picture}).status_code == 422
    assert trusted(rita).post(reverse(PAGE), {}).status_code == 422


def test_a_file_never_takes_the_place_of_what_was_pasted(trusted: ClientOf, rita: User) -> None:
    client, pasted = trusted(rita), "month;amount\n2026-05;7\n"
    both = client.post(reverse(PAGE), {"file": SimpleUploadedFile("a.csv", ENGLISH.encode()), "text": pasted})
    assert both.status_code == 422 and both.context["text"] == pasted
    assert "Clear one of the two" in both.content.decode()
    first = client.post(reverse(PAGE), {"file": SimpleUploadedFile("a.csv", ENGLISH.encode())})
    # the rows of the first file stand below when its corrected form is chosen, with a browser's own ends of line
    shown = {
        "text": first.context["text"].replace("\n", "\r\n"),
        "of_file": first.context["of_file"],
        "file": SimpleUploadedFile("b.csv", pasted.encode()),
    }
    assert [str(line.spend.amount) for line in client.post(reverse(PAGE), shown).context["sheet"].lines] == [
        "7.00"
    ]


def test_too_much_is_said(trusted: ClientOf, rita: User) -> None:
    client = trusted(rita)
    long = client.post(reverse(PAGE), {"text": "x" * 400_001})
    assert long.status_code == 422 and "too long to paste" in long.content.decode()
    longer = client.post(reverse(PAGE), {"text": "x" * 3_000_000})
    assert longer.status_code == 413 and "what you typed is still there" in longer.content.decode()
    rita.language = "es"
    rita.save()
    assert "lo que escribiste" in client.post(reverse(PAGE), {"text": "x" * 3_000_000}).content.decode()


def test_only_writers_paste(
    client_of: ClientOf, trusted: ClientOf, silvia: User, mario: User, elena: User
) -> None:
    for client in (client_of(silvia), client_of(mario), trusted(elena)):
        assert client.post(reverse(PAGE), {"text": ENGLISH, "step": "save"}).status_code == 403
    assert not Spend.objects.exists()
