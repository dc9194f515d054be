"""The document says what runs: every section, both languages, nothing that is markup."""

import pytest

from documents.blocks import Heading, Signatures
from documents.rendering import html, pdf
from documents.runs import plain
from people.models import User, WorkingCalendar
from sla.models import Agreement, AgreementVersion, Definition
from sla.papers import comparison, paper
from tests.conftest import MONDAY_NINE

from .conftest import put_in_force

pytestmark = pytest.mark.django_db
SECTIONS = [
    "Parties", "Purpose", "Scope and segments", "Calendar and holidays", "Glossary", "Definitions",
    "Marketing's commitments", "Sales' commitments", "Arbitration", "Joint metrics and formulas",
    "When a clock starts, pauses, goes on and stops", "Exceptions and waivers", "Escalation",
    "Consequences for both teams", "Disputes", "Reporting", "Review and changes", "Version history", "Signatures",
]  # fmt: skip


@pytest.fixture
def draft(office: WorkingCalendar, silvia: User) -> AgreementVersion:
    return Agreement.objects.start("Handoffs 2027", by=silvia)


def text_of(version: AgreementVersion, language: str = "en") -> str:
    return str(html.render(paper(version, language, MONDAY_NINE)))


def test_it_has_every_section_in_both_languages(draft: AgreementVersion) -> None:
    editions = draft.editions(MONDAY_NINE)
    heads = {
        language: [plain(one.words) for one in blocks if isinstance(one, Heading) and one.level == 1]
        for language, blocks in editions.items()
    }
    assert heads["en"] == SECTIONS and len(heads["es"]) == len(SECTIONS)
    for blocks in editions.values():
        (slots,) = [one for one in blocks if isinstance(one, Signatures)]
        assert [slot.capacity for slot in slots.slots] == ["marketing", "sales"]


def test_it_says_what_runs(draft: AgreementVersion, marta: User, silvia: User) -> None:
    mql = Definition.objects.word("mql").draft(by=silvia)
    mql.criteria = {"field": "score", "op": ">=", "value": 20}
    mql.text_en, mql.text_es = "Twenty points.", "Veinte puntos."
    mql.save()
    put_in_force(mql, marta, silvia, MONDAY_NINE)
    draft.commitments.filter(kind="volume").update(
        scope={"all": [{"field": "source", "op": "is", "value": "webinar"}]}
    )
    said, dicho = text_of(draft), text_of(draft, "es")
    for words in (
        "within 4",
        "6 attempts within",
        "at least 70",
        "Office",
        "09:00-13:00",
        "150 %",
        "webinar",
    ):
        assert words in said, words
    assert "Twenty points." in said and "Veinte puntos." in dicho
    assert "Every qualified lead is answered" in said and "Cada lead cualificado" in dicho


def test_an_empty_draft_is_a_document_too(silvia: User) -> None:
    version = Agreement.objects.create(name="Empty").draft(by=silvia)
    assert "Nothing is agreed on this yet." in text_of(version)


def test_words_of_people_are_never_markup(draft: AgreementVersion, silvia: User, marta: User) -> None:
    hostile = '<script>alert(1)</script> #eval("1") {{ 7*7 }} \u202eabc\u0007 =1+1'
    Agreement.objects.filter(pk=draft.agreement_id).update(name=hostile[:190])
    draft.clauses.update(text_en=hostile, text_es=hostile)
    draft.commitments.update(name_en=hostile[:110], name_es=hostile[:110])
    draft = AgreementVersion.objects.get(pk=draft.pk)
    draft.submit(by=silvia, at=MONDAY_NINE)
    assert (
        "<script>" not in text_of(draft)
        and "&lt;script&gt;" in text_of(draft)
        and "{{ 7*7 }}" in text_of(draft)
    )
    assert pdf.render(paper(draft, "es", MONDAY_NINE)).startswith(b"%PDF")


def test_two_versions_are_compared_word_by_word(draft: AgreementVersion, silvia: User) -> None:
    draft.submit(by=silvia, at=MONDAY_NINE)
    draft.withdraw(by=silvia, at=MONDAY_NINE)
    second = draft.agreement.draft(by=silvia)
    second.clauses.filter(kind="disputes").update(text_en="We toss a coin.")
    sheet, counts = comparison(draft, second, "en", MONDAY_NINE)
    shown = str(html.render(sheet))
    assert counts["changed"] or counts["came"]
    assert "<ins>" in shown and "<del>" in shown and "coin" in shown
