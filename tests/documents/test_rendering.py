"""One paper in three forms: nobody's text is markup in any of them, and all hold the same words in the same order."""

import io
import re
import time
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
import typst
from hypothesis import given, settings
from lxml import html as reader

from documents import writing as say
from documents.blocks import Blocks
from documents.comparing import compare, marked
from documents.rendering import html, pdf, word
from documents.rendering.paper import Paper, Signed

from .conftest import promise
from .strategies import documents

HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '$x^2$ #eval("1+1") @ref <label> // not a comment',
    "*bold* _emph_ `raw` = Heading\n== Two\n- list",
    "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"quotes\" 'and' {{ braces }} {% tag %} \\u{41} \\",
    "مرحبا بالعالم שלום",
    "😀👩‍👩‍👧 e\u0301 日本",
    "]]> <!-- --> <?xml ?> &amp; &lt;",
    "=1+1",
]
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CHART = say.chart(
    "bars", "Sales accepts 61 %", ["Web", "Fair"], [say.series("Now", [0.58, 0.66])], unit="percent"
)


def paper(blocks: Any, **more: Any) -> Paper:
    given: dict[str, Any] = {
        "title": "Agreement",
        "language": "en",
        "edition": "Version 2",
        "issued": "issued 2 Mar 2026, 10:30 (Europe/Madrid)",
        "issued_at": AT,
        "company": "Acme",
        "hash": "ab" * 32,
    }
    return Paper(blocks=tuple(blocks), **{**given, **more})


def elements(one: Paper, name: str) -> str:
    """The elements of this name that Typst finds in the paper, as JSON."""
    return typst.query(pdf.TEMPLATE, name, sys_inputs=pdf.inputs(one), font_paths=pdf.fonts())


def pages_of(file: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", file))


def html_text(one: Paper) -> str:
    return str(reader.fromstring(html.render(one)).text_content())


def word_text(one: Paper) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(word.render(one))).paragraphs]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_markup(text: str) -> None:
    one = paper(
        [
            say.paragraph(text),
            say.table([text], [[text]]),
            say.bullets([text]),
            say.callout(text, text),
            say.facts({text: text}),
        ]
    )
    page = reader.fromstring(html.render(one))
    assert not page.xpath("//script | //img | //@onerror") and text in html_text(one)
    assert pdf.render(one)[:5] == b"%PDF-"
    assert text in word_text(one)
    for name in ("heading", "math.equation", "raw", "link", "ref"):
        assert elements(one, name) == "[]"


def test_titles_and_names_around_are_no_markup_either() -> None:
    for text in HOSTILE:
        signed = {"sales": Signed(text, text, text, text)}
        one = paper(
            [say.title(text), *promise()[1:]],
            title=text,
            company=text,
            edition=text,
            issued=text,
            signed=signed,
        )
        assert not reader.fromstring(html.render(one)).xpath("//script | //img")
        assert pdf.render(one) and word.render(one)


@settings(max_examples=30, deadline=None)
@given(documents)
def test_every_document_can_be_rendered(blocks: Blocks) -> None:
    one = paper(blocks)
    assert html.render(one) and pdf.render(one)[:5] == b"%PDF-" and word.render(one)[:2] == b"PK"


@settings(max_examples=15, deadline=None)
@given(documents, documents)
def test_every_comparison_can_be_rendered(before: Blocks, after: Blocks) -> None:
    one = paper(marked(compare(before, after)), is_comparison=True)
    assert html.render(one) and pdf.render(one) and word.render(one)


def test_the_same_document_is_the_same_file() -> None:
    assert pdf.render(paper([*promise(), CHART])) == pdf.render(paper([*promise(), CHART]))
    assert pdf.render(paper(promise())) != pdf.render(paper(promise("2 h")))


def test_pages_are_pages() -> None:
    one = paper(
        [
            say.paragraph("one"),
            say.page_break(),
            say.paragraph("two"),
            say.page_break(),
            say.paragraph("three"),
        ]
    )
    assert pages_of(pdf.render(one)) == 3 == len(pdf.pages(one))


def test_archival_and_accessible_where_it_can_be() -> None:
    assert b"pdfuaid" in pdf.render(paper([*promise(), CHART]))
    assert b"pdfuaid" not in pdf.render(paper([say.heading("A"), say.heading("B", 3)]))


def test_a_word_file_has_headings_tables_and_pictures_in_order() -> None:
    signed = {"marketing": Signed("Marta", "Marketing manager", "2 Mar 2026", "ab" * 32)}
    file = docx.Document(
        io.BytesIO(word.render(paper([*promise(), say.heading("Numbers"), CHART], signed=signed)))
    )
    styles = [(paragraph.style.name, paragraph.text) for paragraph in file.paragraphs if paragraph.style]
    heads = [pair for pair in styles if pair[0].startswith(("Title", "Heading"))]
    assert heads == [("Title", "Agreement"), ("Heading 1", "1  Promises"), ("Heading 1", "2  Numbers")]
    assert [[cell.text for cell in row.cells] for row in file.tables[0].rows] == [
        ["Promise", "Target"],
        ["First contact", "4 h"],
    ]
    assert "w:tblHeader" in file.tables[0].rows[0]._tr.xml
    assert (
        "Marta" in file.tables[1].rows[0].cells[0].text
        and "Not signed yet" in file.tables[1].rows[0].cells[1].text
    )
    assert "Web 58" in file.inline_shapes[0]._inline.docPr.get("descr", "")
    assert file.sections[0].footer.paragraphs[1].text.endswith("ab" * 32)
    assert file.core_properties.language == "en"


def test_a_page_has_the_chart_and_its_numbers() -> None:
    page = reader.fromstring(html.render(paper([CHART])))
    assert page.xpath("//svg/@role") == ["img"] and page.xpath("//details//td/text()")[:2] == [
        "Web",
        "58\u00a0%",
    ]


def test_words_around_speak_the_documents_language() -> None:
    one = paper(promise(), language="es")
    assert "Aún sin firmar" in html_text(one) and 'lang="es"' in html.render(one)
    assert 'w:lang w:val="es-ES"' in docx.Document(io.BytesIO(word.render(one))).styles["Normal"].element.xml


def test_a_comparison_shows_marks_beyond_colour() -> None:
    blocks = marked(compare(tuple(promise("4 h")), tuple(promise("2 h"))))
    one = paper(blocks, is_comparison=True)
    page = reader.fromstring(html.render(one))
    assert page.xpath("//del/span/text()")[0].startswith("removed") and "± changed" in " ".join(
        html_text(one).split()
    )
    file = docx.Document(io.BytesIO(word.render(one)))
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.strike] == ["4"] and [
        run.text for run in runs if run.underline
    ] == ["2"]


def test_a_megabyte_in_one_paragraph() -> None:
    assert pages_of(pdf.render(paper([say.paragraph("word " * 200_000)]))) > 150
    assert html.render(paper([say.paragraph("x" * 1_000_000)]))
    assert word.render(paper([say.paragraph("x" * 1_000_000)]))


def test_two_hundred_pages_take_seconds() -> None:
    """Of our own work: what the neighbours on this machine do is not counted."""
    sentence = say.paragraph(
        "Whoever disagrees with a rejection says so on the lead itself within two days. " * 6
    )
    table = say.table(["Promise", "Target"], [["First contact", "4 h"]] * 100)
    blocks = [
        part for place in range(110) for part in (say.heading(f"Clause {place}"), *[sentence] * 6, table)
    ]
    started = time.process_time()
    assert pages_of(pdf.render(paper(blocks))) > 200
    assert time.process_time() - started < 10
