"""Workbooks are read as a person sees them, dates with their type."""

from datetime import date, datetime, time

from leads.reading.tables import open_table
from tests.leads.reading_files import workbook


def test_cells_keep_what_matters_of_their_type() -> None:
    rows: list[list[object]] = [
        ["id", "day", "moment", "amount", "share", "yes", "code", "at", "none"],
        [1, date(2018, 1, 5), datetime(2018, 1, 5, 9, 30), 1200.0, 12.125, True, "007", time(9, 30), None],
    ]
    table = open_table(workbook(rows))
    assert table.columns == tuple(map(str, rows[0]))
    assert [row.cells for row in table.rows()] == [
        ("1", date(2018, 1, 5), datetime(2018, 1, 5, 9, 30), "1200", 12.125, "true", "007", "09:30:00", "")
    ]


def test_blank_rows_before_within_and_after() -> None:
    table = open_table(workbook([[], [None, None], ["a", "b"], ["1"], [], ["2", "3"], [None, " "]]))
    assert [(row.number, row.cells) for row in table.rows()] == [(4, ("1", "")), (6, ("2", "3"))]


def test_more_cells_than_columns_is_an_error() -> None:
    (row,) = open_table(workbook([["a", "b"], ["1", "2", "3"]])).rows()
    assert row.faults[0].code == "too_many_cells"


def test_the_first_sheet_that_holds_anything_or_the_one_asked_for() -> None:
    content = workbook([], [["a"], ["x"]], [["b"], ["y"]])
    assert open_table(content).columns == ("a",)
    table = open_table(content, sheet="Sheet2")
    assert table.columns == ("b",) and "other_sheets" in table.notes


def test_errors_of_formulas_are_blanks() -> None:
    table = open_table(workbook([["a", "b"], ["#N/A", "x"]]))
    assert [row.cells for row in table.rows()] == [("", "x")] and table.notes["formula_errors"].count == 1


def test_progress_ends_at_the_end() -> None:
    table = open_table(workbook([["a", "b"], *[["x", str(n)] for n in range(500)]]))
    positions = [table.position() for _ in table.rows()]
    assert positions == sorted(positions) and positions[0] < table.total_bytes // 10
    assert table.position() == table.total_bytes
