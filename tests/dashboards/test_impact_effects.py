"""What an effect claims: like against like, no more than its intervals allow, nothing of too few."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.evidence import Amounts, Price, Shares, Times
from dashboards.impact.effects import Effect, beside, effect
from dashboards.impact.verdicts import Verdict, adjusted_chances, verdict
from dashboards.statistics import newcombe
from dashboards.statistics.mixing import Share


def shares(**kinds: tuple[int, int]) -> Shares:
    return Shares({kind: Share(*told) for kind, told in kinds.items()})


def times(*told: float, waiting: int = 0) -> Times:
    over = [True] * len(told) + [False] * waiting
    return Times(np.array([*told, *[max(told)] * waiting], dtype=float), np.array(over, dtype=bool))


def test_a_share_of_one_kind_is_newcombe() -> None:
    told = effect(shares(all=(40, 100)), shares(all=(60, 100)))
    assert told.by == pytest.approx(0.2) and told.interval == newcombe(60, 100, 40, 100)
    assert told.alike is None and told.chance is not None and told.chance < 0.01


def test_another_mix_is_not_taken_for_better_work() -> None:
    """Every source stays as it was; only more of the good one came: Simpson's total rises, nothing improved."""
    before = shares(fair=(80, 100), web=(90, 900))
    after = shares(fair=(720, 900), web=(10, 100))
    told = effect(before, after)
    assert told.by is not None and told.by > 0.5
    assert told.alike == pytest.approx(0.0) and told.told == told.alike
    assert verdict(told, told.chance, "up", is_young=False) is Verdict.NOT_SHOWN


def test_where_kinds_hardly_meet_the_plain_difference_is_told() -> None:
    told = effect(shares(fair=(50, 100), web=(1, 2)), shares(paid=(70, 100), web=(1, 2)))
    assert told.alike is None and told.told == told.by


@given(
    st.lists(st.tuples(st.integers(1, 200), st.integers(1, 200)), min_size=2, max_size=5),
    st.integers(5, 95),
)
def test_nothing_moves_where_each_kind_stays(sizes: list[tuple[int, int]], percent: int) -> None:
    rate = percent / 100
    before = Shares({n: Share(round(rate * one * 100), one * 100) for n, (one, _two) in enumerate(sizes)})
    after = Shares({n: Share(round(rate * two * 100), two * 100) for n, (_one, two) in enumerate(sizes)})
    told = effect(before, after)
    assert told.told == pytest.approx(0, abs=0.006)


def test_those_who_still_wait_stay_inside() -> None:
    quick = [10.0 + n % 5 for n in range(60)]
    slow = [50.0 + n % 9 for n in range(60)]
    told = effect(times(*slow, waiting=10), times(*quick, waiting=10))
    assert told.by is not None and told.by < -30 and told.chance is not None and told.chance < 0.001
    assert verdict(told, told.chance, "down", is_young=False) is Verdict.IMPROVED


def test_no_middle_where_most_still_wait() -> None:
    told = effect(times(1, 2, 3, waiting=40), times(1, 2, 3, waiting=2))
    assert told.by is None and verdict(told, 0.0, "down", is_young=False) is not Verdict.IMPROVED


def test_one_giant_deal_shows_nothing() -> None:
    plain = np.zeros(300)
    plain[:30] = 1000.0
    giant = plain.copy()
    giant[299] = 1_000_000.0
    told = effect(Amounts(plain), Amounts(giant))
    assert told.by is not None and told.by < 100
    assert verdict(told, told.chance, "up", is_young=False) is Verdict.NOT_SHOWN


def test_the_price_of_a_lead_varies_as_leads_do() -> None:
    told = effect(Price(10_000, 100), Price(10_000, 200))
    assert told.by == pytest.approx(-50) and told.interval is not None and told.interval[1] < 0
    few = effect(Price(1_000, 10), Price(1_000, 12))
    assert verdict(few, few.chance, "down", is_young=False) is Verdict.TOO_FEW


def test_what_the_rest_did_too_is_taken_off() -> None:
    pilot = effect(shares(all=(400, 1000)), shares(all=(600, 1000)))
    rest = effect(shares(all=(400, 1000)), shares(all=(590, 1000)))
    told = beside(pilot, rest)
    assert told.by == pytest.approx(0.01) and told.interval is not None
    assert told.interval[0] < 0 < told.interval[1]


def test_eight_questions_pay_for_each_other() -> None:
    asked = [Effect(0.1, (0.01, 0.2), 0.02, (100, 100)), None, Effect(0.1, (0.0, 0.2), 0.04, (100, 100))]
    assert adjusted_chances(asked) == [0.04, None, 0.04]


def test_too_early_too_few_and_nothing() -> None:
    told = Effect(0.5, (0.4, 0.6), 0.0001, (100, 100))
    assert verdict(told, 0.0001, "up", is_young=True) is Verdict.TOO_EARLY
    assert verdict(told, 0.0001, "up", is_young=False) is Verdict.IMPROVED
    assert verdict(told, 0.0001, "down", is_young=False) is Verdict.WORSE
    assert verdict(Effect(0.5, None, 0.0, (10, 100)), 0.0, "up", is_young=False) is Verdict.TOO_FEW
    assert verdict(Effect(None, cases=(0, 10)), None, "up", is_young=False) is Verdict.NO_DATA
    assert verdict(None, None, "up", is_young=False) is Verdict.NO_DATA


def test_a_small_effect_says_how_many_it_takes() -> None:
    told = effect(shares(all=(40, 100)), shares(all=(45, 100)))
    assert told.needed is not None and 1400 < told.needed < 1700
    slow = effect(
        times(*[float(n % 50) for n in range(100)]), times(*[float(n % 50) + 2 for n in range(100)])
    )
    assert slow.needed is not None and slow.needed > 100


def test_one_middle_alone_is_an_answer() -> None:
    """Before, most were never reached; after, all were: there is no difference of medians, and no doubt either."""
    told = effect(times(10, 20, 30, waiting=60), times(*[float(n % 7) for n in range(60)]))
    assert told.by is None and told.sign == -1 and told.chance is not None
    assert verdict(told, told.chance, "down", is_young=False) is Verdict.IMPROVED
    back = effect(times(*[float(n % 7) for n in range(60)]), times(10, 20, 30, waiting=60))
    assert back.sign == 1 and verdict(back, back.chance, "down", is_young=False) is Verdict.WORSE
