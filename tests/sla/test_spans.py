"""Working time as it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sla.spans import HOUR, Unreadable, read_span, write_span

EIGHT_HOURS = 8 * HOUR


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("4 h", 4 * HOUR),
        ("4h", 4 * HOUR),
        ("30 min", 1800),
        ("1 d 2 h", 10 * HOUR),
        ("1d, 2h and 5 min", 10 * HOUR + 300),
        ("2 días y 30 minutos", 16 * HOUR + 1800),
        ("1,5 horas", 5400),
        ("1.5 h", 5400),
        ("2 h 30", 9000),
        ("4", 4 * HOUR),
        (" 1 HOUR ", HOUR),
    ],
)
def test_it_is_read(text: str, seconds: int) -> None:
    assert read_span(text, EIGHT_HOURS) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "h",
        "-1 h",
        "0 h",
        "4 h 4 h",
        "1 min 2 h",
        "4 weeks",
        "9" * 50,
        "1e9 h",
        "\u0664 x",
        "4 h;",
        "0.00001 h",
    ],
)
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_span(text, EIGHT_HOURS)


@given(st.integers(1, 3_000_000).map(lambda minutes: minutes * 60))
def test_what_is_written_is_read_back(seconds: int) -> None:
    assert read_span(write_span(seconds)) == seconds
