"""A paper as slides: native charts and tables, nothing outside a slide, nothing lost, the same file each time."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook
from pptx import Presentation

from documents import blocks as parts
from documents import writing as say
from documents.blocks import Blocks
from documents.comparing import compare, marked
from documents.rendering import slides
from documents.rendering.paper import Paper, Signed
from documents.slides.measuring import clipped, lines, width

from .conftest import promise
from .strategies import documents
from .test_rendering import CHART, HOSTILE, paper

MONTHS = ["Jan", "Feb", "Mar"]
LINES = say.chart(
    "lines",
    "Acceptance rises",
    MONTHS,
    [say.series("Accepted", [0.5, None, 0.61]), say.series("Before", [0.4, 0.4, 0.4], "baseline")],
    unit="percent",
    note="Of the handoffs that Sales decided; n = 412",
    band=([0.45, None, 0.55], [0.55, None, 0.66]),
    target=0.7,
    target_label="Target",
)


def opened(one: Paper) -> Any:
    return Presentation(io.BytesIO(slides.render(one)))


def words_of(deck: Any) -> str:
    """All that stands on slides and in their notes, in order."""
    said = []
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
        if slide.has_notes_slide:
            said.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(said).replace("\x0b", "\n")


def charts_of(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def assert_inside(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            high = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.left >= 0 and shape.top >= 0, shape.name
            assert shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top + high <= deck.slide_height, shape.name


@settings(max_examples=40, deadline=None)
@given(documents)
def test_every_document_stays_on_its_slides(blocks: Blocks) -> None:
    deck = opened(paper(blocks))
    assert_inside(deck)
    assert len(charts_of(deck)) == sum(isinstance(block, parts.Chart) for block in blocks)
    ids = [[shape.shape_id for shape in slide.shapes] for slide in deck.slides]
    assert all(len(some) == len(set(some)) for some in ids)


@settings(max_examples=10, deadline=None)
@given(documents, documents)
def test_so_does_every_comparison(before: Blocks, after: Blocks) -> None:
    assert_inside(opened(paper(marked(compare(before, after)), is_comparison=True)))


@pytest.mark.parametrize("text", HOSTILE)
def test_every_word_is_there_and_is_a_word(text: str) -> None:
    one = paper(
        [say.heading(text), say.paragraph(text), say.table([text], [[text]]), say.callout(text, text)]
    )
    assert words_of(opened(one)).count(text) >= 5


def test_what_is_too_long_stands_whole_in_the_notes() -> None:
    text = "Whoever disagrees says so within two days. " * 40
    deck = opened(paper([say.heading("Disputes"), say.paragraph(text)]))
    last = deck.slides[1]
    assert last.shapes[-2].text_frame.text and text.strip() in last.notes_slide.notes_text_frame.text
    shown = [shape.text_frame.text for shape in last.shapes if shape.has_text_frame]
    assert "Whoever disagrees says so within two days." in shown


def test_a_table_goes_on_with_its_head() -> None:
    rows = [[f"Promise {at}", "4 h"] for at in range(30)]
    deck = opened(paper([say.heading("Promises"), say.table(["What", "Target"], rows)]))
    heads = [slide.shapes.title.text for slide in deck.slides][1:]
    count = len(heads)
    assert count > 1 and heads == [f"1  Promises ({at}/{count})" for at in range(1, count + 1)]
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert all(table.cell(0, 0).text == "What" and table.first_row for table in tables)
    assert [table.cell(at, 0).text for table in tables for at in range(1, len(table.rows))] == [
        row[0] for row in rows
    ]


def test_a_chart_of_lines_is_native() -> None:
    deck = opened(paper([say.heading("Acceptance"), LINES]))
    slide = deck.slides[1]
    assert slide.shapes.title.text == "Acceptance rises"
    chart = charts_of(deck)[0].chart
    read = [(one.name, tuple(one.values)) for one in chart.plots[0].series]
    assert read[0] == ("Accepted", (0.5, None, 0.61)) and list(chart.plots[0].categories) == MONTHS
    assert read[2] == ("Target 70\u00a0%", (0.7, 0.7, 0.7))
    assert "c:errBars" in chart._chartSpace.xml and "0.05" in chart._chartSpace.xml
    spoken = slide.notes_slide.notes_text_frame.text
    assert "Jan 45\u00a0% – 55\u00a0%" in spoken and "n = 412" in spoken
    assert "Jan 50" in charts_of(deck)[0]._element.nvGraphicFramePr.cNvPr.get("descr")


def test_a_target_crosses_standing_bars_and_stands_beside_lying_ones() -> None:
    def drawn(labels: list[str]) -> Any:
        series = [say.series("Won", [1000.0, 3000.0])]
        more = {"unit": "EUR", "target": 2000.0, "target_label": "Target"}
        return charts_of(opened(paper([say.chart("bars", "Won", labels, series, **more)])))[0].chart

    standing, lying = drawn(["Jan", "Feb"]), drawn(["Partners of the north", "Fairs"])
    assert [len(plot.series) for plot in standing.plots] == [1, 1]
    assert tuple(standing.plots[1].series[0].values) == (2000.0, 2000.0)
    assert [len(plot.series) for plot in lying.plots] == [2]


def test_times_are_counted_in_hours() -> None:
    block = say.chart("bars", "Answer", ["Web"], [say.series("Now", [5400.0])], unit="duration")
    assert tuple(charts_of(opened(paper([block])))[0].chart.plots[0].series[0].values) == (1.5,)


def test_no_label_is_a_formula_in_the_sheet_behind() -> None:
    block = say.chart("bars", "x", ["=1+1", "http://x.test"], [say.series('=HYPERLINK("x")', [1.0, 2.0])])
    with zipfile.ZipFile(io.BytesIO(slides.render(paper([block])))) as file:
        name = next(one for one in file.namelist() if one.endswith(".xlsx"))
        sheet: Any = load_workbook(io.BytesIO(file.read(name))).active
    assert [cell.data_type for cell in sheet["A"][1:]] == ["s", "s"] and sheet["B1"].data_type == "s"
    assert sheet["A2"].value == "=1+1" and not sheet._hyperlinks


def test_the_same_document_is_the_same_file() -> None:
    def made(target: str) -> bytes:
        return slides.render(paper([*promise(target), CHART, LINES]))

    assert made("4 h") == made("4 h") != made("2 h")
    with zipfile.ZipFile(io.BytesIO(made("4 h"))) as file:
        assert {one.date_time[0] for one in file.infolist()} == {1980}


def test_signatures_and_what_a_deck_is_of() -> None:
    signed = {"marketing": Signed("Marta", "Marketing manager", "2 Mar 2026", "ab" * 32)}
    deck = opened(paper(promise(), signed=signed))
    said = words_of(deck)
    assert "Marta, Marketing manager" in said and "Not signed yet" in said and "ab" * 32 in said
    assert (deck.core_properties.title, deck.core_properties.language) == ("Agreement", "en")
    assert round(deck.slide_width / deck.slide_height, 3) == 1.778
    assert all('type="slidenum"' in slide.shapes._spTree.xml for slide in list(deck.slides)[1:])


def test_words_around_speak_the_documents_language() -> None:
    deck = opened(paper(promise(), language="es"))
    assert "Aún sin firmar" in words_of(deck) and 'lang="es-ES"' in deck.slides[1].shapes._spTree.xml


def test_a_megabyte_and_a_thousand_rows() -> None:
    deck = opened(paper([say.paragraph("x" * 1_000_000), say.table(["a", "b"], [["y " * 400, "1"]] * 1000)]))
    assert_inside(deck)
    assert "more rows stand in the PDF" in words_of(deck)


def test_measures() -> None:
    assert width("M" * 10, 10) > width("i" * 10, 10) * 3
    assert lines("one two", 10, 200) == 1 and lines("x" * 100, 10, 100) >= 5 and lines("a\nb", 10, 99) == 2
    short = clipped("word " * 100, 10, 100, 2)
    assert short.endswith("…") and lines(short, 10, 100) <= 2 and clipped("short", 10, 100, 1) == "short"


def test_a_lone_sentence_stands_below_the_title() -> None:
    blocks = [
        say.heading("Gaps"),
        say.paragraph("What was promised and what is."),
        say.table(["a"], [["1"]]),
        say.heading("Changed"),
        say.paragraph("Against as many days before."),
        say.bullets(["Up.", "Down."]),
    ]
    deck = opened(paper(blocks))
    assert len(deck.slides) == 3
    for slide, lede in zip(
        list(deck.slides)[1:], ("What was promised and what is.", "Against as many days before."), strict=True
    ):
        said = next(shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text == lede)
        assert said.text_frame.paragraphs[0].runs[0].font.size.pt == 13


def test_names_of_lines_that_end_together_keep_apart() -> None:
    series = [say.series("This year", [0.1, 0.61]), say.series("Last year", [0.2, 0.6])]
    chart = charts_of(opened(paper([say.chart("lines", "x", ["Jan", "Feb"], series, unit="percent")])))[
        0
    ].chart
    xml = chart._chartSpace.xml
    assert 'c:dLblPos val="t"' in xml and 'c:dLblPos val="b"' in xml
