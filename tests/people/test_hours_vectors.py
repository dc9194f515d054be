"""Facts from other projects' test suites (tests/data/business_hours.json), each by its id."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from people.hours import Hours, Rules

FACTS = json.loads((Path(__file__).parents[1] / "data" / "business_hours.json").read_text())
MARGIN = timedelta(days=60)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def known(case: dict[str, Any]) -> Hours:
    given = case["given"]
    days: list[date] = [moment(given[key]).date() for key in ("at", "start", "end") if key in given]
    rules = Rules.parse(FACTS["calendars"][case["calendar"]])
    return Hours.of(rules, min(days) - MARGIN, max(days) + MARGIN)


def answer(case: dict[str, Any]) -> object:
    hours, given = known(case), case["given"]
    pauses = [(moment(begins), moment(ends)) for begins, ends in given.get("pauses", [])]
    match case["ask"]:
        case "add":
            return hours.due(moment(given["start"]), given["seconds"], pauses)
        case "subtract":
            return hours.subtract(moment(given["start"]), given["seconds"])
        case "elapsed":
            return hours.elapsed(moment(given["start"]), moment(given["end"]), pauses)
        case ask:
            return getattr(hours, ask)(moment(given["at"]))


def expected(case: dict[str, Any]) -> object:
    match case["answer"]:
        case str(text):
            return moment(text)
        case [opens, closes]:
            return moment(opens), moment(closes)
        case plain:
            return plain


@pytest.mark.parametrize("case", FACTS["cases"], ids=lambda case: case["id"])
def test_the_calendar_gives_the_known_answer(case: dict[str, Any]) -> None:
    assert answer(case) == expected(case)


def test_none_is_missing() -> None:
    assert len({case["id"] for case in FACTS["cases"]}) == 115
