"""Every file of the developers' corpora, by name."""

import json

import pytest

from leads.reading.faults import Refused
from leads.reading.tables import open_table
from tests.leads.reading_files import SHARED, corpus, needs_corpora

pytestmark = needs_corpora

Rows = list[tuple[str, ...]]
ABC: tuple[str, ...] = ("a", "b", "c")
ONE: Rows = [("1", "2", "3")]
PEOPLE: Rows = [("1101", "John", "30"), ("1102", "Julie", "26")]
DIRTY: dict[str, tuple[tuple[str, ...], Rows]] = {
    "csvkit_bad.csv": (
        ("column_a", "column_b", "column_c"),
        [("", "I'm too short!", ""), ("0", "mixed types.... uh oh", "17")],
    ),
    "csvkit_blanks.csv": (("a", "b", "c", "d", "e", "f"), [("", "NA", "N/A", "NONE", "NULL", ".")]),
    "csvkit_dummy.tsv": (ABC, ONE),
    "csvkit_mac_newlines.csv": (ABC, [*ONE, ("Once upon\ra time", "5", "6")]),
    "csvkit_no_header_row.csv": (("column_1", "column_2", "column_3"), ONE),
    "csvkit_null_byte.csv": (ABC, [("", "2", "3")]),
    "csvkit_test_empty_columns.csv": (
        (*ABC, "column_4", "column_5"),
        [("a", "", "", "", ""), ("", "", "c", "", "")],
    ),
    "csvkit_test_header_newline.csv": (("start end", "b", "c"), [("d", "e", "f")]),
    "csvkit_test_latin1.csv": (ABC, [*ONE, ("4", "5", "©")]),
    "csvkit_test_locale.csv": (ABC, [("1,7", "200.000.000", "")]),
    "csvkit_test_numeric_date_format.csv": (("a",), [("20140102",), ("20121231",)]),
    "csvkit_test_utf16_big.csv": (ABC, [*ONE, ("4", "5", "ʤ")]),
    "csvkit_test_utf8_bom.csv": (("foo", "bar", "baz"), [*ONE, ("4", "5", "ʤ")]),
    "frictionless_ascii-notvalid.csv": (("A", "B", "C"), [("1", "ssµ", "ab€")]),
    "frictionless_blank-rows.csv": (("id", "name", "age"), PEOPLE),
    "frictionless_duplicate-headers.csv": (
        ("id", "name", "id (2)", "age", "id (3)"),
        [("1101", "John", "0", "30", "001101"), ("1102", "Julie", "0", "26", "001102")],
    ),
    "frictionless_escaping.csv": (
        ("ID", "Test"),
        [("1", "Test line 1"), ("2", 'Test " line 2'), ("3", 'Test " line 3')],
    ),
    "frictionless_issue-1009-semicolon.csv": (("fieldNameA", "fieldNameB"), [("0123", "c")]),
    "frictionless_leading-zeros.csv": (("value",), [("01",), ("002",), ("00003",)]),
    "frictionless_structure-errors.csv": (("id", "name", "age"), PEOPLE),
}  # fmt: skip
IN_ERROR = {"csvkit_bad.csv": [2], "frictionless_structure-errors.csv": [5]}


@pytest.mark.parametrize("name", corpus("dirty_csv"))
def test_dirty(name: str) -> None:
    if name == "csvkit_empty.csv":
        with pytest.raises(Refused, match="file_empty"):
            open_table(SHARED / "dirty_csv" / name)
        return
    table = open_table(SHARED / "dirty_csv" / name)
    rows = list(table.rows())
    assert (table.columns, [row.cells for row in rows if not row.faults]) == DIRTY[name]
    assert [row.number for row in rows if row.faults] == IN_ERROR.get(name, [])


@pytest.mark.parametrize("name", corpus("csv_spectrum", "csvs"))
def test_spectrum(name: str) -> None:
    table = open_table(SHARED / "csv_spectrum" / "csvs" / name)
    rows = [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows()]
    expected = json.loads((SHARED / "csv_spectrum" / "json" / name).with_suffix(".json").read_text("utf-8"))
    if name == "location_coordinates.csv":
        # its JSON holds one object with the number masked
        rows[0]["Contact Phone Number"] = "1234567890"
        expected = [expected]
    assert rows == expected


@pytest.mark.parametrize("name", corpus("zoho_demo"))
def test_zoho(name: str) -> None:
    index = (SHARED / "INDEX.md").read_text("utf-8").split("data/zoho_demo")[1].split("###")[0]
    rows, columns = next(line.split("|")[2:4] for line in index.splitlines() if line.startswith(f"| {name} "))
    table = open_table(SHARED / "zoho_demo" / name)
    found = list(table.rows())
    assert (len(found), len(table.columns)) == (int(rows), int(columns))
    assert not [row for row in found if row.faults]
