"""What is no table is refused by what it is, whatever its name says, and before anything is unpacked."""

import io
import stat
import zipfile

import pytest

from leads.reading.faults import CODES, Refused
from leads.reading.tables import open_table
from tests.leads.reading_files import repacked, workbook


def refusal(content: bytes, **options: str) -> str:
    with pytest.raises(Refused) as refused:
        list(open_table(content, **options).rows())  # type: ignore[arg-type]
    fault = refused.value.fault
    assert set(fault.params) <= set(CODES[fault.code])
    return fault.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n \r\n\t", "file_empty"),
        (b"\xef\xbb\xbf", "file_empty"),
        (b",,,\n,,,\n", "file_empty"),
        (b"MZ\x90\x00\x03\x00\x00\x00", "file_is_program"),
        (b"\x7fELF\x02\x01\x01\x00", "file_is_program"),
        (b"#!/bin/sh\nrm -rf x\n", "file_is_program"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "file_is_picture"),
        (b"\xff\xd8\xff\xe0JFIF", "file_is_picture"),
        (b"%PDF-1.7\n", "file_is_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "file_is_old_excel"),
        (b"\x1f\x8b\x08\x00abc", "file_is_archive"),
        (b"SQLite format 3\x00", "file_is_database"),
        (b"PAR1\x15\x04", "file_is_database"),
        (b"<html><table><tr><td>1</td></tr></table>", "file_is_web_page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "file_is_web_page"),
        (b'<?xml version="1.0"?><a/>', "file_is_xml"),
        (b'{"leads": []}', "file_is_json"),
        (bytes(range(256)) * 40, "file_is_binary"),
        (b"a,b\n" + bytes(500), "file_is_binary"),
        (b",".join(b"c%d" % n for n in range(5000)) + b"\n", "too_many_columns"),
        (b"PK\x03\x04 and then nothing", "workbook_broken"),
    ],
)
def test_refused_by_content(content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_a_header_may_begin_like_a_program() -> None:
    assert open_table(b"MZ,BZh\n1,x\n").columns == ("MZ", "BZh")


def test_an_archive_that_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("leads.csv", "a,b\n")
    assert refusal(stream.getvalue()) == "file_is_archive"


def test_a_bomb() -> None:
    content = repacked(workbook([["a"], ["b"]]), {"xl/worksheets/sheet9.xml": bytes(64 * 1024 * 1024)})
    assert len(content) < 100_000 and refusal(content) == "workbook_bomb"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "xl\\..\\..\\x.xml", "C:/x.xml"])
def test_names_that_leave_the_folder(name: str) -> None:
    assert refusal(repacked(workbook([["a"]]), {name: b"x"})) == "workbook_unsafe_name"


def test_links() -> None:
    assert refusal(repacked(workbook([["a"]]), {"xl/x.xml": b"/etc"}, stat.S_IFLNK << 16)) == "workbook_link"


@pytest.mark.parametrize("name", ["xl/more.zip", "xl/embeddings/object.bin"])
def test_archives_within(name: str) -> None:
    assert refusal(repacked(workbook([["a"]]), {name: workbook([["b"]])})) == "workbook_nested_archive"


def test_too_many_parts() -> None:
    assert (
        refusal(repacked(workbook([["a"]]), {f"x/{n}": b"" for n in range(3000)}))
        == "workbook_too_many_parts"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types(encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!-- long --><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'
    parts = {"xl/sharedStrings.xml": laughs.encode(encoding)}
    assert refusal(repacked(workbook([["a"]]), parts)) == "workbook_doctype"


def test_broken_sheets() -> None:
    assert (
        refusal(repacked(workbook([["a"]]), {"xl/worksheets/sheet1.xml": b"<worksheet><she"}))
        == "workbook_broken"
    )
    assert refusal(repacked(workbook([["a"]]), {"xl/workbook.xml": b"<x/>"})) in (
        "workbook_broken",
        "workbook_empty",
    )


def test_sheets_that_hold_nothing_or_are_not_there() -> None:
    assert refusal(workbook([])) == "workbook_empty"
    assert refusal(workbook([["a"]]), sheet="Leads") == "workbook_no_sheet"


def test_a_row_that_says_it_stands_beyond_the_last() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert refusal(repacked(workbook([["a"]]), {"xl/worksheets/sheet1.xml": sheet})) == "workbook_broken"
