"""The life of a handoff, written down: its states, what each role may do in each of them, and where that leads. Pure.

A handoff stands in one state, told by its last offer. Whoever does what its state doesn't know changes nothing: where
the same was done before, that stands; else it comes too late. A rule (no role) lets an offer expire and offers it again.
"""

from datetime import datetime, timedelta
from enum import StrEnum

TAKE_BACK = timedelta(minutes=5)
"""So long whoever answered may take the answer back, while nothing has followed from it."""


class State(StrEnum):
    WAITING = "waiting"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DISPUTED = "disputed"
    UPHELD = "upheld"
    RECYCLED = "recycled"
    EXPIRED = "expired"


class Verb(StrEnum):
    ACCEPT = "accept"
    REJECT = "reject"
    RETURN = "return"
    RECYCLE = "recycle"
    TAKE_BACK = "take_back"
    QUALIFY = "qualify"
    DISQUALIFY = "disqualify"
    ANSWER = "answer"
    DISPUTE = "dispute"
    UPHOLD = "uphold"
    OVERTURN = "overturn"
    EXPIRE = "expire"
    REOFFER = "reoffer"


SALES = frozenset({"sales", "sales_manager"})
MARKETING = frozenset({"marketing", "marketing_manager"})
REVOPS = frozenset({"revops"})
NOBODY: frozenset[str] = frozenset()

ROLES: dict[Verb, frozenset[str]] = {
    **dict.fromkeys((Verb.ACCEPT, Verb.REJECT, Verb.RETURN, Verb.RECYCLE, Verb.TAKE_BACK), SALES),
    **dict.fromkeys((Verb.QUALIFY, Verb.DISQUALIFY), SALES),
    Verb.ANSWER: MARKETING | REVOPS,
    Verb.DISPUTE: MARKETING,
    **dict.fromkeys((Verb.UPHOLD, Verb.OVERTURN), REVOPS),
    # only rules do these
    **dict.fromkeys((Verb.EXPIRE, Verb.REOFFER), NOBODY),
}
"""Who may do it, to a lead within their sight."""

NEXT: dict[tuple[State, Verb], State] = {
    (State.WAITING, Verb.ACCEPT): State.ACCEPTED,
    (State.WAITING, Verb.REJECT): State.REJECTED,
    (State.WAITING, Verb.RETURN): State.RETURNED,
    (State.WAITING, Verb.RECYCLE): State.RECYCLED,
    (State.WAITING, Verb.EXPIRE): State.EXPIRED,
    (State.EXPIRED, Verb.REOFFER): State.WAITING,
    (State.RETURNED, Verb.ANSWER): State.WAITING,
    (State.REJECTED, Verb.DISPUTE): State.DISPUTED,
    (State.DISPUTED, Verb.UPHOLD): State.UPHELD,
    (State.DISPUTED, Verb.OVERTURN): State.WAITING,
    # what becomes of a lead that was accepted: its stage moves, the answer stands
    (State.ACCEPTED, Verb.QUALIFY): State.ACCEPTED,
    (State.ACCEPTED, Verb.DISQUALIFY): State.ACCEPTED,
    (State.ACCEPTED, Verb.RECYCLE): State.RECYCLED,
    **{
        (state, Verb.TAKE_BACK): State.WAITING
        for state in (State.ACCEPTED, State.REJECTED, State.RETURNED, State.RECYCLED)
    },
}
"""Where a verb leads; a pair that isn't here is refused."""


class TooLate(Exception):
    """The handoff stands where this can't be done (any more); `state` says where."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


class Unproved(ValueError):
    """A rejection lacks the evidence that its reason asks for; `lacks` names it: reason, note, attempts, duplicate."""

    def __init__(self, lacks: str) -> None:
        super().__init__(lacks)
        self.lacks = lacks


def state_of(answer: str, is_disputed: bool = False, ruling: str = "", is_recycled: bool = False) -> State:
    """From the answer to the last offer ("" while it waits), and what followed from it."""
    if not answer:
        return State.WAITING
    if is_recycled and answer == State.ACCEPTED:
        return State.RECYCLED
    if answer == State.REJECTED and is_disputed:
        return State.UPHELD if ruling else State.DISPUTED
    return State(answer)


def verbs(state: State, role: str) -> frozenset[Verb]:
    """What somebody in this role may do now."""
    return frozenset(verb for (at, verb) in NEXT if at == state and role in ROLES[verb])


def may_dispute(decided_at: datetime, at: datetime, window: timedelta) -> bool:
    """`window`: so long the company lets Marketing dispute a rejection."""
    return at <= decided_at + window


def may_take_back(decided_at: datetime, at: datetime) -> bool:
    return decided_at <= at <= decided_at + TAKE_BACK


def lacking(evidence: str, note: str, attempts: int, least: int, has_duplicate: bool) -> str:
    """The evidence that is asked for and wasn't given; "" where all is there."""
    given = {"note": bool(note.strip()), "attempts": attempts >= least, "duplicate": has_duplicate}
    return "" if given.get(evidence, True) else evidence
