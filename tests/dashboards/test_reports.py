"""Reports: written from the live numbers, issued in both languages, signed by both managers, and by itself once a month."""

import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pptx import Presentation

from dashboards import closing, rollups
from dashboards.models import Scorecard, ScorecardLine
from dashboards.reports import reports
from dashboards.reports.issuing import issue, issue_closed_month
from dashboards.reports.months import Months, before, last
from documents.models import Document, DocumentVersion
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.dashboards.test_overview import house
from tests.documents.test_slides import assert_inside

__all__ = ["house"]
ClientOf = Callable[[User], Client]
MARCH = Months(date(2026, 3, 1), date(2026, 3, 1))
APRIL = datetime(2026, 4, 10, 9, tzinfo=MONDAY_NINE.tzinfo)
PAGE = "dashboards:report-list"
BUDGET = 26


def issued(client: Client, key: str, **said: str) -> Any:
    given = {"since": "2026-03-01", "until": "2026-03-01"} | said
    return client.post(reverse("dashboards:report-version-create", args=[key]), given)


def versions() -> Any:
    """Those of reports; the house has signed documents of its own."""
    return DocumentVersion.objects.filter(document__kind__startswith="report_")


def words(version: DocumentVersion, language: str) -> str:
    return str(version.in_language(language))


@pytest.fixture
def card(rita: User, marta: User, silvia: User) -> Scorecard:
    line = ScorecardLine(kpi="lead_acceptance_rate", part="together", weight=1, red=0.2, green=0.7)
    card = Scorecard.objects.propose([line], by=rita, at=MONDAY_NINE)
    card.sign(by=marta, at=MONDAY_NINE)
    card.sign(by=silvia, at=MONDAY_NINE)
    return card


@pytest.mark.usefixtures("house", "card")
@pytest.mark.parametrize("key", list(reports))
def test_each_is_issued_in_both_languages_and_every_form(client_of: ClientOf, marta: User, key: str) -> None:
    closing.close_months(APRIL)
    client = client_of(marta)
    page = issued(client, key)
    version = DocumentVersion.objects.get(document__kind=f"report_{key}")
    assert page.headers["Location"] == version.get_absolute_url() and version.is_intact
    assert set(version.editions) == {"en", "es"} and words(version, "en") != words(version, "es")
    assert version.document.key == "2026-03" and "March 2026" in version.document.title_en
    assert client.get(version.get_absolute_url()).status_code == 200
    for form in ("pdf", "word", "slides"):
        file = client.get(f"{version.get_absolute_url()}{form}/?language=es")
        assert file.status_code == 200
    assert_inside(Presentation(io.BytesIO(file.content)))


@pytest.mark.usefixtures("house")
def test_the_same_numbers_are_the_same_version(client_of: ClientOf, marta: User) -> None:
    for _time in range(2):
        issued(client_of(marta), "state")
    version = versions().get()
    assert "67" in words(version, "en") and version.by == marta


@pytest.mark.usefixtures("house")
def test_a_document_says_the_whole_companys_numbers(marta: User, silvia: User) -> None:
    issued_by = {issue(reports["state"], MARCH, user, APRIL).pk for user in (marta, silvia)}
    assert len(issued_by) == 1


@pytest.mark.usefixtures("house")
def test_a_reader_gets_what_they_may_see(marta: User, olga: User) -> None:
    rollups.freshen()
    theirs, all_of_it = (str(reports["state"](user, MARCH, APRIL).paper().blocks) for user in (olga, marta))
    assert theirs != all_of_it and "67" not in theirs


@pytest.mark.usefixtures("house")
def test_no_person_is_named(marta: User, sara: User) -> None:
    for report in reports.values():
        assert sara.name not in str(report(marta, MARCH, APRIL).editions())


@pytest.mark.usefixtures("house")
def test_both_managers_sign_and_nobody_else(
    client_of: ClientOf, marta: User, silvia: User, mario: User
) -> None:
    issued(client_of(marta), "impact")
    version = versions().get()
    address = reverse("dashboards:report-signature-create", args=[version.pk])
    assert client_of(marta).get(address).status_code == 405
    assert client_of(mario).post(address).status_code == 403
    for user in (marta, marta, silvia):
        client_of(user).post(address)
    fresh = versions().get()
    assert fresh.is_signed and [one.by for one in fresh.signatures.all()] == [marta, silvia]


@pytest.mark.usefixtures("house")
def test_a_month_is_issued_once_when_it_is_closed() -> None:
    assert issue_closed_month(APRIL) is None
    closing.close_months(APRIL)
    first = issue_closed_month(APRIL)
    assert first is not None and first.by is None and first.document.key == "2026-03"
    assert issue_closed_month(APRIL + timedelta(days=1)) is None and versions().count() == 1


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page(
    client_of: ClientOf, marta: User, language: str, django_assert_max_num_queries: Any
) -> None:
    client = client_of(marta)
    User.objects.filter(pk=marta.pk).update(language=language)
    for key in reports:
        issued(client, key)
    with django_assert_max_num_queries(BUDGET):
        page = client.get(reverse(PAGE))
    said = page.content.decode()
    assert page.status_code == 200 and ("Issue" in said) == (language == "en")
    assert said.count("/slides/?language=") == 2 * len(reports)
    # signed ones ask this manager for a word
    assert said.count("/signature/") == sum(report.is_signed for report in reports.values())


def test_who_reads_and_who_issues(client_of: ClientOf, sara: User, mario: User) -> None:
    assert client_of(sara).get(reverse(PAGE)).status_code == 403
    page = client_of(mario).get(reverse(PAGE))
    assert page.status_code == 200 and "/versions/" not in page.content.decode()
    assert issued(client_of(mario), "state").status_code == 403


@pytest.mark.usefixtures("house")
def test_only_those_who_answer_for_leads_read_it(client_of: ClientOf, marta: User, sara: User) -> None:
    issued(client_of(marta), "state")
    reports_of = Document.objects.of_kind("report_state")
    assert not reports_of.visible_to(sara).exists() and reports_of.visible_to(marta).exists()


@pytest.mark.parametrize(
    "said", [{"since": "2026-13-01"}, {"since": "2026-05-01"}, {"until": "2999-01-01"}, {"until": "\x00"}]
)
def test_a_period_that_cannot_be(client_of: ClientOf, marta: User, said: dict[str, str]) -> None:
    page = issued(client_of(marta), "state", **said)
    assert page.status_code == 422 and 'role="alert"' in page.content.decode()
    assert not versions().exists()


def test_no_such_report(client_of: ClientOf, marta: User) -> None:
    assert issued(client_of(marta), "moon").status_code == 404


def test_months() -> None:
    assert before(date(2026, 1, 15)) == date(2025, 12, 1) and before(date(2026, 3, 1), 14) == date(2025, 1, 1)
    months = last(3, date(2026, 3, 31))
    assert months == Months(date(2025, 12, 1), date(2026, 2, 1)) and months.window.days == 90
    assert (months.key, MARCH.key) == ("2025-12--2026-02", "2026-03")
