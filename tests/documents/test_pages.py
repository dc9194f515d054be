"""The pages of documents: who reads them, in which language, at what cost, and where they lead."""

from typing import Any

import pytest
from django.urls import reverse

from documents import kinds
from documents import writing as say
from documents.models import DocumentVersion
from people.models import User
from tests.conftest import MONDAY_NINE, ClientOf

from .conftest import Issue

pytestmark = pytest.mark.django_db


def addresses(version: DocumentVersion) -> list[str]:
    place = [version.document_id, version.number]
    found = [reverse(f"documents:version-{name}", args=place) for name in ("detail", "pdf", "word", "slides")]
    names = ("document-detail", "comparison-detail", "comparison-pdf", "comparison-word", "comparison-slides")
    return found + [reverse(f"documents:{name}", args=place[:1]) for name in names]


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_opens(issue: Issue, client_of: ClientOf, sara: User, language: str) -> None:
    issue("4 h")
    version = issue("2 h")
    User.objects.filter(pk=sara.pk).update(language=language)
    client = client_of(sara)
    for address in [reverse("documents:document-list"), *addresses(version)]:
        assert client.get(address).status_code == 200, address
    page = client.get(version.get_absolute_url()).content.decode()
    assert ("2 h (es)" in page) == (language == "es") and "/pacts/7/" in page


def test_a_reader_may_ask_for_the_other_language(issue: Issue, client_of: ClientOf, sara: User) -> None:
    version = issue()
    address = version.get_absolute_url()
    assert 'lang="es"' in client_of(sara).get(address, {"language": "es"}).content.decode()
    assert "4 h (es)" not in client_of(sara).get(address, {"language": "xx"}).content.decode()


def test_who_may_not_read_finds_nothing(issue: Issue, client_of: ClientOf, dora: User) -> None:
    issue("4 h")
    version = issue("2 h")
    client = client_of(dora)
    assert client.get(reverse("documents:document-list")).context["rows"] == []
    assert [client.get(address).status_code for address in addresses(version)] == [404] * 9
    assert client.get(f"/api/v1/documents/{version.document_id}/").status_code == 404


def test_nobody_reads_a_kind_that_nobody_registered(issue: Issue, client_of: ClientOf, sara: User) -> None:
    version = issue()
    kinds.unregister("pact")
    assert client_of(sara).get(version.get_absolute_url()).status_code == 404


def test_a_kind_may_open_some_documents_only(issue: Issue, client_of: ClientOf, sara: User) -> None:
    from django.db.models import Q

    kinds.register(kinds.Kind("pact", "Pact", may_read=lambda user: Q(key="8")))
    assert client_of(sara).get(issue(key="7").get_absolute_url()).status_code == 404
    assert client_of(sara).get(issue(key="8").get_absolute_url()).status_code == 200


def test_the_list_costs_the_same_for_many(
    issue: Issue, client_of: ClientOf, sara: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        issue(f"{number} h", key=str(number)).sign("sales", by=sara, at=MONDAY_NINE)
    client = client_of(sara)
    client.get(reverse("documents:document-list"))
    with django_assert_max_num_queries(8):
        first = client.get(reverse("documents:document-list"))
    assert len(first.context["rows"]) == 50
    rest = client.get(reverse("documents:document-list"), {"after": first.context["next"]})
    assert len(rest.context["rows"]) == 10
    assert client.get(reverse("documents:document-list"), {"after": "nonsense"}).status_code == 200


def test_filters(issue: Issue, client_of: ClientOf, sara: User) -> None:
    issue()
    client = client_of(sara)
    for query, count in (
        ({"q": "acuer"}, 1),
        ({"q": "zebra\x00"}, 0),
        ({"kind": "pact"}, 1),
        ({"kind": "x"}, 0),
    ):
        assert len(client.get(reverse("documents:document-list"), query).context["rows"]) == count


def test_signatures_and_older_versions_say_so(issue: Issue, client_of: ClientOf, marta: User) -> None:
    old = issue("4 h")
    old.sign("marketing", by=marta, at=MONDAY_NINE)
    client = client_of(marta)
    page = client.get(old.get_absolute_url()).content.decode()
    assert "Marketing manager" in page and old.hash in page and "A newer version" not in page
    issue("2 h")
    assert "A newer version" in client.get(old.get_absolute_url()).content.decode()


def test_a_comparison_marks_the_words(issue: Issue, client_of: ClientOf, marta: User) -> None:
    first, second = issue("4 h"), issue("2 h")
    address = reverse("documents:comparison-detail", args=[first.document_id])
    page = client_of(marta).get(address).content.decode()
    assert "<del>" in page and "<ins>" in page
    back = client_of(marta).get(address, {"from": second.number, "to": first.number})
    assert back.status_code == 200
    for wrong in ("9", "x", "-1", "9" * 30):
        assert client_of(marta).get(address, {"from": wrong}).status_code == 404


def test_a_single_version_has_nothing_to_compare(issue: Issue, client_of: ClientOf, marta: User) -> None:
    version = issue()
    address = reverse("documents:comparison-detail", args=[version.document_id])
    assert "one version only" in client_of(marta).get(address).content.decode()
    assert client_of(marta).get(f"{address}pdf/").status_code == 404


def test_files_have_names_that_say_what_they_are(issue: Issue, client_of: ClientOf, marta: User) -> None:
    hostile = {"en": '"; ../../etc/passwd\r\nX: y', "es": "مرحبا"}
    version = issue(titles=hostile)
    client = client_of(marta)
    names = [
        client.get(f"{version.get_absolute_url()}{form}/", {"language": language}).headers[
            "Content-Disposition"
        ]
        for form, language in (("pdf", "en"), ("word", "es"))
    ]
    assert names == [
        'attachment; filename="etcpasswd-x-y-v1-en.pdf"',
        'attachment; filename="pact-v1-es.docx"',
    ]


def test_the_palette_finds_it(issue: Issue, client_of: ClientOf, marta: User, dora: User) -> None:
    version = issue()
    found = client_of(marta).get(reverse("palette"), {"q": "agreem"}).content.decode()
    assert version.document.get_absolute_url() in found
    assert (
        version.document.get_absolute_url()
        not in client_of(dora).get(reverse("palette"), {"q": "agreem"}).content.decode()
    )


def test_pages_are_read_only(issue: Issue, client_of: ClientOf, marta: User) -> None:
    version = issue(editions={"en": [say.title("x")]})
    for address in addresses(version):
        assert client_of(marta).post(address).status_code == 405
