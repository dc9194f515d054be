"""Who takes a lead, and why the others were passed over: without a database."""

from datetime import timedelta

import pytest

from leads.routing.choosing import Rota, Seller, Wanted, choose, plain
from leads.routing.tongues import tongue
from leads.routing.turns import Turn
from tests.conftest import MONDAY_NINE

SARA, SAMUEL = 1, 2


class Present:
    def __init__(self, absent: set[int] = frozenset(), asleep: set[int] = frozenset()) -> None:  # type: ignore[assignment]
        self.absent, self.asleep = absent, asleep

    def is_absent(self, person: int, at: object) -> bool:
        return person in self.absent

    def is_working(self, person: int, at: object) -> bool:
        return person not in self.asleep


def ask(rota: Rota, sara: Seller, wanted: Wanted = Wanted(), present: Present = Present()) -> tuple[int | None, dict[str, list[int]]]:  # noqa: B008  # fmt: skip
    sellers = {
        SARA: sara,
        SAMUEL: Seller(SAMUEL, skills=frozenset({"erp"}), languages=frozenset({"es", "en"})),
    }
    choice = choose(rota, wanted, sellers, present, MONDAY_NINE)
    return choice.person, choice.passed


def rota(**said: object) -> Rota:
    return Rota("turns", {SARA: Turn(), SAMUEL: Turn()}, **said)  # type: ignore[arg-type]


def test_whose_turn_it_is() -> None:
    assert ask(rota(), Seller(SARA)) == (SARA, {})


@pytest.mark.parametrize(
    ("asked", "seller", "wanted", "reason"),
    [
        ({"skills": frozenset({"erp"})}, Seller(SARA), Wanted(), "skills"),
        ({"by_language": True}, Seller(SARA, languages=frozenset({"es"})), Wanted("en"), "language"),
        (
            {"by_territory": True},
            Seller(SARA, territories=plain(["Madrid"])),
            Wanted(places=plain(["Spain", "Galicia"])),
            "territory",
        ),
        ({}, Seller(SARA, most_open=3, open=3), Wanted(), "open_cap"),
        ({}, Seller(SARA, most_daily=1, today=1), Wanted(), "day_cap"),
        ({}, Seller(SARA), Wanted(had=frozenset({SARA})), "had_it"),
    ],
)
def test_who_is_passed_over(asked: dict[str, object], seller: Seller, wanted: Wanted, reason: str) -> None:
    assert ask(rota(**asked), seller, wanted) == (SAMUEL, {reason: [SARA]})


def test_who_is_away_or_off_work() -> None:
    assert ask(rota(), Seller(SARA), present=Present(absent={SARA})) == (SAMUEL, {"absent": [SARA]})
    assert ask(rota(in_hours=True), Seller(SARA), present=Present(asleep={SARA})) == (
        SAMUEL,
        {"hours": [SARA]},
    )
    assert ask(rota(), Seller(SARA), present=Present(asleep={SARA})) == (SARA, {})


def test_an_empty_list_takes_anything_and_what_is_not_known_stops_nobody() -> None:
    strict = rota(by_language=True, by_territory=True)
    assert ask(strict, Seller(SARA), Wanted("fr", plain(["Spain"])))[0] == SARA
    choosy = Seller(SARA, languages=frozenset({"es"}), territories=plain(["Spain"]))
    assert ask(strict, choosy, Wanted())[0] == SARA


def test_nobody_can_take_it() -> None:
    away = Present(absent={SARA, SAMUEL})
    assert ask(rota(), Seller(SARA), present=away) == (None, {"absent": [SARA, SAMUEL]})


def test_a_cap_holds_within_one_batch() -> None:
    sellers = {SARA: Seller(SARA, most_open=2), SAMUEL: Seller(SAMUEL, most_daily=3)}
    turns = Rota("turns", {SARA: Turn(), SAMUEL: Turn()})
    chosen = [choose(turns, Wanted(), sellers, Present(), MONDAY_NINE).person for _lead in range(7)]
    assert chosen.count(SARA) == 2 and chosen.count(SAMUEL) == 3 and chosen[-2:] == [None, None]


def test_most_room_first() -> None:
    sellers = {SARA: Seller(SARA, most_open=10, open=4), SAMUEL: Seller(SAMUEL, most_open=8, open=0)}
    turns = Rota("capacity", {SARA: Turn(), SAMUEL: Turn()})
    at = MONDAY_NINE + timedelta(hours=1)
    chosen = [choose(turns, Wanted(), sellers, Present(), at).person for _lead in range(6)]
    assert chosen.count(SAMUEL) == 4 and chosen.count(SARA) == 2


@pytest.mark.parametrize("word", ["es", "ES-es", "Spanish", "español", "Castellano", "es_MX"])
def test_a_language_by_any_name(word: str) -> None:
    assert tongue(word) == "es"


def test_a_language_we_do_not_know_is_its_own_word() -> None:
    assert tongue(" Klingon ") == "klingon" and tongue("") == ""
