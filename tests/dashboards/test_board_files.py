"""A board as a file says the numbers of the page, for the same reader and question."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pptx import Presentation

from dashboards.boards import boards
from people.models import User
from tests.dashboards.test_overview import PERIOD, house
from tests.documents.test_slides import assert_inside

__all__ = ["house"]
ClientOf = Callable[[User], Client]


def sent(client: Client, key: str, kind: str, **more: str) -> Any:
    answer = client.get(reverse("dashboards:board-export", args=[key, kind]), PERIOD | more)
    assert answer.status_code == 200
    return answer


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("key", list(boards))
def test_a_sheet_of_numbers(client_of: ClientOf, marta: User, key: str) -> None:
    said = b"".join(sent(client_of(marta), key, "csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(said)))
    assert rows[0] == [str(boards[key].name)]
    values = {row[0]: row for row in rows if len(row) == 9}
    if "Lead acceptance" in values:
        assert values["Lead acceptance"][1:4] == ["percent", "0.6666666666666666", "3"]


@pytest.mark.usefixtures("house")
def test_in_a_workbook_numbers_stay_numbers(client_of: ClientOf, marta: User) -> None:
    answer = sent(client_of(marta), "quality", "xlsx")
    book: Any = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = {row[0]: row for row in book.active.iter_rows(values_only=True) if row[0]}
    assert rows["Lead acceptance"][3] == 3 and rows["Lead acceptance"][2] == pytest.approx(2 / 3)


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("key", list(boards))
@pytest.mark.parametrize("language", ["en", "es"])
def test_on_paper(client_of: ClientOf, marta: User, key: str, language: str) -> None:
    marta.language = language
    marta.save()
    assert sent(client_of(marta), key, "pdf").content.startswith(b"%PDF")


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("key", list(boards))
@pytest.mark.parametrize("language", ["en", "es"])
def test_as_slides(client_of: ClientOf, marta: User, key: str, language: str) -> None:
    marta.language = language
    marta.save()
    deck = Presentation(io.BytesIO(sent(client_of(marta), key, "pptx").content))
    assert deck.core_properties.language == language
    assert_inside(deck)


@pytest.mark.usefixtures("house")
def test_a_file_holds_what_its_reader_may_see(client_of: ClientOf, olga: User) -> None:
    said = b"".join(sent(client_of(olga), "quality", "csv").streaming_content).decode("utf-8-sig")
    assert "Lead acceptance,percent,,0," in said


@pytest.mark.parametrize(("key", "kind"), [("moon", "csv"), ("sales", "exe")])
def test_no_such_file(client_of: ClientOf, marta: User, key: str, kind: str) -> None:
    assert client_of(marta).get(reverse("dashboards:board-export", args=[key, kind])).status_code == 404
