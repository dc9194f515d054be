"""The list as a file: the same rows, no formulas, no names for those who read none."""

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client
from openpyxl import load_workbook

from people.exporting import neutral, restored
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import Made

ClientOf = Callable[[User], Client]


def read_csv(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/leads/export.csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_formulas_are_neutralised(make_lead: Made, client_of: ClientOf, marta: User) -> None:
    make_lead(
        name='=HYPERLINK("http://evil")', company="@SUM(1)", phone="+34600111222", job_title="-1", city="\tx"
    )
    (row,) = read_csv(client_of(marta))
    assert (
        row["Name"] == '\'=HYPERLINK("http://evil")'
        and row["Company"] == "'@SUM(1)"
        and row["Phone"] == "'+34600111222"
    )
    answer = client_of(marta).get("/leads/export.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content)), read_only=True).active  # type: ignore[attr-defined]
    heads, cells = list(sheet.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert dict(zip(heads, cells, strict=True))["Name"].startswith("'=")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "'a", "a", ""])
def test_what_is_neutralised_can_be_restored(text: str) -> None:
    assert restored(neutral(text)) == text


def test_only_the_rows_asked_for(make_lead: Made, client_of: ClientOf, marta: User, olga: User) -> None:
    make_lead(name="Ana", source="web", stages={"captured": MONDAY_NINE})
    make_lead(name="Bea", source="fair")
    assert [row["Name"] for row in read_csv(client_of(marta), "?source=web")] == ["Ana"]
    assert [row["Name"] for row in read_csv(client_of(marta), "?sort=captured")] == ["Ana", "Bea"]
    assert read_csv(client_of(olga)) == []


def test_heads_speak_the_readers_language(make_lead: Made, client_of: ClientOf, marta: User) -> None:
    make_lead(name="Ana")
    User.objects.filter(pk=marta.pk).update(language="es")
    assert client_of(marta).get("/leads/export.pdf").status_code == 404
    assert len(read_csv(client_of(marta))) == 1
