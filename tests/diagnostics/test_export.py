"""The list leaves as CSV in the reader's language, and no cell of it becomes a formula."""

import csv
import io

import pytest
from django.test import Client

from diagnostics.export import neutral
from diagnostics.models import Assessment, Recommendation
from people.models import User
from tests.conftest import ClientOf


def read(client: Client, assessment: Assessment, language: str = "en") -> list[list[str]]:
    answer = client.get(
        f"/diagnostics/{assessment.pk}/priorities.csv",
        headers={"Accept-Language": language},
    )
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_eight_rows_with_their_priority(client_of: ClientOf, assessment: Assessment, elena: User) -> None:
    rows = read(client_of(elena), assessment)
    assert len(rows) == 9
    assert rows[1][:7] == [
        "1",
        "Formal service levels between both teams",
        "High",
        "Medium",
        "High",
        "5",
        "Phase 2, weeks 1-2",
    ]


def test_titles_in_the_readers_language(client_of: ClientOf, assessment: Assessment, elena: User) -> None:
    assert read(client_of(elena), assessment, "es")[2][1] == "Una sola definición de lead cualificado"


def test_a_title_that_is_a_formula(
    client_of: ClientOf, assessment: Assessment, slas: Recommendation, elena: User
) -> None:
    Recommendation.objects.filter(pk=slas.pk).update(title_en='=HYPERLINK("http://x")')
    assert read(client_of(elena), assessment)[1][1] == '\'=HYPERLINK("http://x")'


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\n=1", "  =1"])
def test_every_beginning_of_a_formula(text: str) -> None:
    assert neutral(text) == f"'{text}"


def test_plain_text_stays() -> None:
    assert neutral("a = b") == "a = b" and neutral(None) == "" and neutral(5) == "5"
