"""Text, yes and no, and how one reaches a person."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.reading.values import (
    read_boolean,
    read_consent,
    read_domain,
    read_email,
    read_phone,
    read_text,
    tidy,
)


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        (" Ana ", "Ana"),
        ("A\x00n\x07a", "Ana"),
        ("Jose\u0301", "José"),
        ("a\ud800b", "ab"),
        ("line\r\nline\rline", "line\nline\nline"),
        ("\ufeffAna", "Ana"),
        ("=cmd", "=cmd"),
    ],
)
def test_tidy(typed: str, clean: str) -> None:
    assert tidy(typed) == clean


@settings(deadline=None)
@given(st.text())
def test_tidy_text_can_be_stored(text: str) -> None:
    clean = tidy(text)
    clean.encode("utf-8")
    assert "\0" not in clean and tidy(clean) == clean


def test_text_that_is_too_long_is_an_error() -> None:
    value, fault = read_text("x" * 11, limit=10)
    assert value is None and fault is not None and fault.params == {"length": 11, "limit": 10}


@pytest.mark.parametrize("word", ["yes", "SÍ", "si", "true", "1", "granted", "Opted in", " x "])
def test_yes(word: str) -> None:
    assert read_boolean(word) == (True, None)


@pytest.mark.parametrize("word", ["no", "False", "0", "denied", "opted-out"])
def test_no(word: str) -> None:
    assert read_boolean(word) == (False, None)


def test_neither_yes_nor_no() -> None:
    value, fault = read_boolean("perhaps")
    assert value is None and fault is not None and fault.code == "boolean_unreadable"
    assert read_boolean("") == (None, None)


@pytest.mark.parametrize(
    ("word", "consent"), [("sí", "granted"), ("no", "denied"), ("Unsubscribed", "withdrawn"), ("", None)]
)
def test_consent(word: str, consent: str | None) -> None:
    assert read_consent(word) == (consent, None)


@pytest.mark.parametrize(
    ("typed", "address", "note"),
    [
        ("Ana.Ruiz@ACME.com ", "ana.ruiz@acme.com", None),
        ("Ana Ruiz <ana@acme.com>", "ana@acme.com", None),
        ("mailto:ana@acme.com", "ana@acme.com", None),
        ("ana@acme.com; bea@acme.com", "ana@acme.com", "email_first_of_several"),
        ("ana@españa.es", "ana@españa.es", None),
        ("n/a", None, None),
        ("ana@", None, "email_unreadable"),
        ("ana@acme", None, "email_unreadable"),
        ("a..b@acme.com", None, "email_unreadable"),
        ("x" * 65 + "@acme.com", None, "email_unreadable"),
        ("ana@acme.com\0", None, "email_unreadable"),
    ],
)
def test_email(typed: str, address: str | None, note: str | None) -> None:
    value, fault = read_email(typed)
    assert value == address and (fault.code if fault else None) == note


@pytest.mark.parametrize(
    ("typed", "number", "note"),
    [
        ("600 12 34 56", "+34600123456", None),
        ("+1 (570) 809-7197", "+15708097197", None),
        ("0034 600123456", "+34600123456", None),
        ("+1 570 809 7197 ext. 12", "+15708097197;ext=12", None),
        ("ask Sara", "ask Sara", "phone_as_typed"),
        ("12", "12", "phone_as_typed"),
        ("-", None, None),
        ("9" * 100, None, "text_too_long"),
    ],
)
def test_phone(typed: str, number: str | None, note: str | None) -> None:
    value, fault = read_phone(typed, "ES")
    assert value == number and (fault.code if fault else None) == note


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("https://www.Acme.com/contact?x=1", "acme.com"),
        ("CameraUpdate.com", "cameraupdate.com"),
        ("ana@acme.es", "acme.es"),
    ],
)
def test_domain(typed: str, domain: str) -> None:
    assert read_domain(typed) == (domain, None)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_nothing_makes_them_fall(text: str) -> None:
    for read in (read_email, read_phone, read_domain, read_boolean, read_consent):
        read(text)
