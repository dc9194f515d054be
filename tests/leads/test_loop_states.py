"""The written machine: every state knows what each role may do, and nothing else is done."""

from datetime import timedelta

import pytest

from leads.handing import (
    NEXT,
    ROLES,
    TAKE_BACK,
    State,
    Verb,
    lacking,
    may_dispute,
    may_take_back,
    state_of,
    verbs,
)
from people.models import Role
from tests.conftest import MONDAY_NINE


def test_every_state_can_be_left_or_is_an_end() -> None:
    left = {state for state, _verb in NEXT}
    assert set(State) - left == {State.UPHELD}
    assert {NEXT[pair] for pair in NEXT} == set(State)


def test_every_verb_leads_somewhere_and_known_roles_do_it() -> None:
    assert {verb for _state, verb in NEXT} == set(Verb) == set(ROLES)
    assert frozenset().union(*ROLES.values()) <= set(Role.values)


@pytest.mark.parametrize(
    ("state", "role", "may"),
    [
        ("waiting", "sales", {"accept", "reject", "return", "recycle"}),
        ("waiting", "marketing", set()),
        ("waiting", "revops", set()),
        ("returned", "marketing", {"answer"}),
        ("returned", "sales", {"take_back"}),
        ("rejected", "marketing_manager", {"dispute"}),
        ("disputed", "revops", {"uphold", "overturn"}),
        ("disputed", "marketing", set()),
        ("accepted", "sales_manager", {"qualify", "disqualify", "recycle", "take_back"}),
        ("upheld", "marketing", set()),
        ("expired", "sales", set()),
    ],
)
def test_what_a_role_may_do(state: str, role: str, may: set[str]) -> None:
    assert verbs(State(state), role) == may


def test_nobody_outside_the_two_teams_and_revops_does_anything() -> None:
    for role in (Role.EXECUTIVE, Role.FACILITATOR, Role.PRIVACY):
        assert not any(verbs(state, role) for state in State)


def test_the_state_is_told_by_the_last_answer_and_what_followed() -> None:
    assert state_of("") is State.WAITING
    assert state_of("rejected") is State.REJECTED
    assert state_of("rejected", is_disputed=True) is State.DISPUTED
    assert state_of("rejected", is_disputed=True, ruling="upheld") is State.UPHELD
    assert state_of("accepted", is_recycled=True) is State.RECYCLED
    # a rejection whose reason says when it comes back is a rejection
    assert state_of("rejected", is_recycled=True) is State.REJECTED


def test_days_and_minutes() -> None:
    window = timedelta(days=14)
    last = MONDAY_NINE + window
    assert may_dispute(MONDAY_NINE, last, window)
    assert not may_dispute(MONDAY_NINE, last + timedelta(seconds=1), window)
    assert may_take_back(MONDAY_NINE, MONDAY_NINE + TAKE_BACK)
    assert not may_take_back(MONDAY_NINE, MONDAY_NINE + TAKE_BACK + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("evidence", "note", "attempts", "duplicate", "lacks"),
    [
        ("none", "", 0, False, ""),
        ("note", " ", 9, True, "note"),
        ("note", "why", 0, False, ""),
        ("attempts", "why", 2, True, "attempts"),
        ("attempts", "", 3, False, ""),
        ("duplicate", "why", 9, False, "duplicate"),
        ("duplicate", "", 0, True, ""),
    ],
)
def test_evidence(evidence: str, note: str, attempts: int, duplicate: bool, lacks: str) -> None:
    assert lacking(evidence, note, attempts, 3, duplicate) == lacks
