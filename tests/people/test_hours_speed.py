"""Ten years are built and asked within a time nobody notices; never an endless loop."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from people.hours import Hours, Rules
from tests.quickest import quickest

RULES = Rules.parse(
    {
        "timezone": "Europe/Madrid",
        "hours": {
            day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")
        },
    }
)
TEN_YEARS = Hours.of(RULES, date(2026, 1, 1), date(2035, 12, 31))
START = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)
YEARS_OF_WORK = 9 * 250 * 8 * 3_600


def best(work: Callable[[], object], times: int) -> float:
    """Processor seconds of one call in the quickest round: what the code costs, not what its neighbours took."""

    def round_of_calls() -> None:
        for _ in range(times):
            work()

    return quickest(round_of_calls, rounds=20) / times


def test_ten_years_are_built_quickly() -> None:
    assert best(lambda: Hours.of(RULES, date(2026, 1, 1), date(2035, 12, 31)), times=1) < 0.150


def test_due_is_found_quickly() -> None:
    assert best(lambda: TEN_YEARS.due(START, 4 * 3_600), times=200) < 20e-6


def test_a_target_of_years_is_found_quickly() -> None:
    assert best(lambda: TEN_YEARS.due(START, YEARS_OF_WORK), times=200) < 20e-6
