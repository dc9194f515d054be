"""Text files of rows are read as they were meant, whatever program wrote them."""

import csv
import io
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.reading.rows import Table
from leads.reading.tables import open_table


def texts(table: Table) -> list[tuple[object, ...]]:
    return [row.cells for row in table.rows()]


NAME = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(",;\t|\"'\n"), max_size=12)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    header = draw(st.lists(NAME, min_size=2, max_size=6, unique=True))
    cells = st.lists(CELL, min_size=len(header), max_size=len(header)).filter(
        lambda row: any(map(str.strip, row))
    )
    return [header, *draw(st.lists(cells, min_size=1, max_size=8))]


@settings(max_examples=100, deadline=None)
@given(
    tables(),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
)
def test_what_was_written_is_read_back(
    rows: list[list[str]], separator: str, ending: str, is_quoted: bool, encoding: str
) -> None:
    stream = io.StringIO(newline="")
    # the writer leaves a line feed bare in a file of carriage returns
    is_quoted = is_quoted or ending == "\r"
    quoting: Literal[0, 1] = csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL
    csv.writer(stream, delimiter=separator, lineterminator=ending, quoting=quoting).writerows(rows)
    marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
    table = open_table(marks.get(encoding, b"") + stream.getvalue().encode(encoding), has_header=True)
    assert table.columns == tuple(rows[0])
    assert [[str(cell).strip(" ") for cell in cells] for cells in texts(table)] == [
        [cell.strip(" ") for cell in row] for row in rows[1:]
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark(encoding: str) -> None:
    table = open_table("name;city\nÁngel;Málaga\n".encode(encoding))
    assert texts(table) == [("Ángel", "Málaga")]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_western_encodings(encoding: str) -> None:
    assert texts(open_table("name;city\nÁngel Peña;Málaga\n".encode(encoding))) == [("Ángel Peña", "Málaga")]


def test_an_accent_far_below_the_beginning_still_decides_the_encoding() -> None:
    content = b"name,city\n" + b"Ana,Vigo\n" * 60_000 + "José,León\n".encode("cp1252")
    *_, last = open_table(content).rows()
    assert last.cells == ("José", "León")


def test_a_stray_western_byte_in_utf8_spoils_nothing_else() -> None:
    content = "name,city\nJosé,León\nÁngel,Cádiz\n".encode() + "Íñigo,x\n".encode("cp1252")
    table = open_table(content)
    assert texts(table) == [("José", "León"), ("Ángel", "Cádiz"), ("Íñigo", "x")]
    assert "mixed_encodings" in table.notes


def test_decimal_commas_do_not_hide_the_semicolon() -> None:
    assert texts(open_table(b"name;amount\nA;1,5\nB;2,75\nC;3\n")) == [
        ("A", "1,5"),
        ("B", "2,75"),
        ("C", "3"),
    ]


def test_excel_may_declare_its_separator() -> None:
    table = open_table(b"sep=;\nname;note\nA;x,y\nB;z,w\n")
    assert table.columns == ("name", "note") and texts(table) == [("A", "x,y"), ("B", "z,w")]


def test_nul_bytes_are_taken_out_and_counted() -> None:
    table = open_table(b"name,city\nA\0na,Vigo\n" + b"Bea,Lugo\n" * 50)
    assert texts(table)[0] == ("Ana", "Vigo") and table.notes["nul_characters"].count == 1


def test_ragged_rows() -> None:
    table = open_table(b"a,b,c\n1,2\nx,y,z,w\n\n1,2,3,,\n , ,\n4,5,6\n", has_header=True)
    rows = list(table.rows())
    assert [row.number for row in rows] == [2, 3, 5, 7]
    assert rows[0].cells == ("1", "2", "") and rows[2].cells == ("1", "2", "3")
    assert [fault.code for fault in rows[1].faults] == ["too_many_cells"]
    assert rows[1].faults[0].params == {"line": 3, "expected": 3, "found": 4}
    assert {code: note.count for code, note in table.notes.items()} == {
        "rows_padded": 1,
        "blank_rows": 2,
        "rows_with_blank_ends": 1,
    }


def test_a_row_is_known_by_the_line_on_which_it_begins() -> None:
    table = open_table(b'a,b\n"x\ny",1\nz,2\n')
    assert [row.number for row in table.rows()] == [2, 4]


def test_headers_become_one_name_each() -> None:
    table = open_table(b'id,"first\n name",,id,\nx,y,z,v,w\n')
    assert table.columns == ("id", "first name", "column_3", "id (2)", "column_5")
    assert {code: note.count for code, note in table.notes.items()} == {
        "headers_rewritten": 1,
        "headers_blank": 2,
        "headers_doubled": 1,
    }


def test_a_file_without_header_keeps_its_first_row() -> None:
    table = open_table(b"ana@acme.com,Ana,12\nbea@acme.com,Bea,13\n")
    assert table.columns == ("column_1", "column_2", "column_3") and len(texts(table)) == 2
    assert "no_header" in table.notes


def test_somebody_may_say_whether_there_is_a_header() -> None:
    assert len(texts(open_table(b"ana,bea\nx,y\n", has_header=False))) == 2
    assert open_table(b"2017,2018\n1,2\n", has_header=True).columns == ("2017", "2018")


def test_a_megabyte_in_a_cell_is_read_and_more_is_an_error() -> None:
    table = open_table(b"a,b\n1," + b"x" * 1_000_000 + b"\n2," + b"y" * 2_000_000 + b"\n3,z\n")
    first, second, third = table.rows()
    assert not first.faults and second.faults[0].code == "cell_too_long" and third.cells == ("3", "z")


def test_a_quote_that_never_closes_is_an_error_and_not_a_row() -> None:
    first, second = open_table(b'a,b\n1,2\n3,"oops\n4,5\n6,7\n').rows()
    assert first.cells == ("1", "2") and second.faults[0].code == "quote_never_closed" and second.number == 3


def test_a_file_is_read_again_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    path.write_bytes(b"a,b\n" + b"1,\n" * 10_000)
    table = open_table(path)
    assert len(table.sample(3)) == 3 and len(texts(table)) == len(texts(table)) == 10_000
    assert table.notes == {} and table.position() == table.total_bytes == path.stat().st_size


def test_progress_grows() -> None:
    table = open_table(b"a,b\n" + b"1,2\n" * 60_000)
    positions = [table.position() for row in table.rows() if row.number % 15_000 == 0]
    assert positions == sorted(positions) and 0 < positions[0] < positions[-1] <= table.total_bytes
