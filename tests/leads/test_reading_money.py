"""Amounts and numbers, whichever mark parts the thousands."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.reading.money import Mark, infer_mark, read_money
from leads.reading.rows import Cell
from leads.reading.values import read_integer


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("$22,700.00", "22700.00", "USD"),
        ("1.234,56 €", "1234.56", "EUR"),
        ("1,234.56", "1234.56", None),
        ("12.500", "12500.00", None),
        ("12.50", "12.50", None),
        ("0.500", "0.50", None),
        ("1054", "1054.00", None),
        ("200.000.000", "200000000.00", None),
        ("1 234 567,8", "1234567.80", None),
        ("1'234.50 CHF", "1234.50", "CHF"),
        ("($1,200.50)", "-1200.50", "USD"),
        ("$(1,200.50)", "-1200.50", "USD"),
        ("-€5", "-5.00", "EUR"),
        ("€ -5", "-5.00", "EUR"),
        ("5-", "-5.00", None),
        ("$342.09K", "342090.00", "USD"),
        ("$1,117.10K", "1117100.00", "USD"),
        ("2,5M€", "2500000.00", "EUR"),
        ("EUR 99", "99.00", "EUR"),
        ("99 mxn", "99.00", "MXN"),
        ("R$ 10,00", "10.00", "BRL"),
        ("12,34,567.00", "1234567.00", None),
        (1100.04, "1100.04", None),
        (12.125, "12.13", None),
        ("1\u00a0234,50\u00a0€", "1234.50", "EUR"),
    ],
)
def test_amounts(cell: Cell, amount: str, currency: str | None) -> None:
    assert read_money(cell) == ((Decimal(amount), currency), None)


@pytest.mark.parametrize("cell", ["", "-", "n/a", "NULL"])
def test_blanks(cell: str) -> None:
    assert read_money(cell) == (None, None)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("a lot", "money_unreadable"),
        ("1.23.4", "money_unreadable"),
        ("1,2,3", "money_unreadable"),
        ("1.234,56.7", "money_unreadable"),
        ("1,23.45", "money_unreadable"),
        ("12 XYZ", "currency_unknown"),
        ("$5 EUR", "currency_unknown"),
        ("9" * 13, "money_out_of_range"),
        ("9" * 5000, "money_unreadable"),
        (float("inf"), "money_out_of_range"),
        (float("nan"), "money_out_of_range"),
        ("NaN5", "currency_unknown"),
    ],
)
def test_what_is_no_amount(cell: Cell, code: str) -> None:
    value, fault = read_money(cell)
    assert value is None and fault is not None and fault.code == code


def test_a_bare_dollar_sign_is_the_dollar_of_the_organisation() -> None:
    (mexican, _), (european, _) = read_money("$5", "MXN"), read_money("$5", "EUR")
    assert (
        mexican is not None
        and mexican.currency == "MXN"
        and european is not None
        and european.currency == "USD"
    )


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["12.500", "3.25"], "."),
        (["12.500", "3,25"], ","),
        (["1.234,56"], ","),
        (["12.500", "7.000"], None),
        (["1.234.567"], ","),
        (["1,5", "2.5"], None),
        ([], None),
    ],
)
def test_the_mark_of_a_column(values: list[Cell], mark: Mark | None) -> None:
    assert infer_mark(values) == mark


def test_a_column_whose_mark_is_known_reads_three_decimals() -> None:
    assert read_money("12.500", mark=".") == ((Decimal("12.50"), None), None)


AMOUNTS = st.decimals(min_value=Decimal(-999999999), max_value=Decimal(999999999), places=2)


@settings(deadline=None)
@given(AMOUNTS, st.sampled_from(["{}", "{} €", "$ {}", "EUR {}", "({})"]), st.booleans())
def test_written_money_is_read_back(amount: Decimal, frame: str, is_spanish: bool) -> None:
    amount = abs(amount) if frame.startswith("(") else amount
    text = f"{amount:,.2f}"
    if is_spanish:
        text = text.translate(str.maketrans(",.", ".,"))
    found, fault = read_money(frame.format(text))
    assert fault is None and found is not None
    assert found.amount == (-amount if frame.startswith("(") else amount)


@settings(deadline=None)
@given(st.text(max_size=60) | st.floats())
def test_nothing_makes_it_fall(cell: Cell) -> None:
    read_money(cell)
    read_integer(cell)


@pytest.mark.parametrize(
    ("cell", "number", "note"),
    [
        ("1,200", 1200, None),
        ("1.200", 1200, None),
        ("1 200", 1200, None),
        ("1200.0", 1200, None),
        ("2822", 2822, None),
        ("-3", -3, None),
        ("50-100", 50, "range_lower_bound"),
        ("51 to 200 employees", 51, "range_lower_bound"),
        ("1.001 a 5.000 empleados", 1001, "range_lower_bound"),
        ("10,000+", 10000, "range_lower_bound"),
        (">500", 500, "range_lower_bound"),
        ("N/A", None, None),
        ("many", None, "number_unreadable"),
        ("1.5", None, "number_unreadable"),
        (1.5, None, "number_unreadable"),
        ("9999999999", None, "number_out_of_range"),
    ],
)
def test_whole_numbers(cell: Cell, number: int | None, note: str | None) -> None:
    value, fault = read_integer(cell)
    assert value == number and (fault.code if fault else None) == note
