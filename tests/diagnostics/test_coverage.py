"""Coverage names who is missing and which team is heard less."""

from dataclasses import replace

from diagnostics.coverage import Quota, Seat, State, imbalance, quotas

MARKETER = Seat("marketing", in_workshop=True, to_interview=True)
SELLER = replace(MARKETER, side="sales")
OPERATIONS = Seat("revops", to_interview=True)
IT = Seat("it", to_interview=True)
FULL = [
    replace(MARKETER, is_director=True),
    MARKETER,
    MARKETER,
    replace(SELLER, is_director=True),
    SELLER,
    SELLER,
    OPERATIONS,
    IT,
]


def quota(seats: list[Seat], key: str, side: str) -> Quota:
    return next(found for found in quotas(seats) if (found.key, found.side) == (key, side))


def test_nobody_yet_means_every_quota_is_short() -> None:
    assert {found.state for found in quotas([])} == {State.SHORT}


def test_a_full_round_meets_every_quota() -> None:
    assert {found.state for found in quotas(FULL)} == {State.MET}


def test_a_fourth_in_the_workshop_is_too_many() -> None:
    assert quota([*FULL, MARKETER], "workshop", "marketing").state == State.OVER


def test_who_refuses_leaves_a_gap() -> None:
    without_it = [*FULL[:-1], replace(IT, has_refused=True)]
    assert quota(without_it, "area", "it").missing == 1


def test_the_team_heard_less_is_named() -> None:
    assert imbalance(FULL) is None
    assert imbalance([*FULL, MARKETER, MARKETER]) == ("sales", 2)
