"""How many leads a revenue target takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.replay.volume import Rate, Source, a_month, customers, leads, parts, plan


def test_the_formula_of_the_field() -> None:
    assert customers(500_000, 1, 10_000) == 50
    assert leads(50, 0.2, 0.25) == 1_000


def test_marketing_answers_for_its_share() -> None:
    assert customers(500_000, 0.4, 10_000) == 20


def test_a_deal_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError):
        customers(1, 1, 0)


def test_no_number_of_leads_makes_up_for_a_rate_of_nothing() -> None:
    assert leads(10, 0, 0.5) is None


def test_each_source_brings_its_part_at_its_own_rates() -> None:
    web = Source("web", 0.75, Rate(0.1), Rate(0.5))
    fair = Source("fair", 0.25, Rate.counted(20, 40), Rate.counted(10, 20))
    needed = {one.source.name: one.leads for one in plan(20, [fair, web])}
    assert needed == {"web": 300, "fair": 20}


def test_parts_follow_the_customers_or_else_the_leads() -> None:
    assert parts({"web": 3, "fair": 1}, {"web": 10, "fair": 10}) == {"web": 0.75, "fair": 0.25}
    assert parts({}, {"web": 10, "fair": 30}) == {"web": 0.25, "fair": 0.75}
    assert parts({}, {"web": 0}) == {"web": 0.0}


@given(st.floats(0.5, 500), st.floats(0.01, 1), st.floats(0.01, 1))
def test_the_leads_suffice_and_one_less_would_not(won: float, first: float, second: float) -> None:
    found = leads(won, first, second)
    assert found is not None
    assert found * first * second >= won * (1 - 1e-6) and (found - 1) * first * second < won


@given(st.integers(0, 10_000), st.integers(1, 36))
def test_the_months_add_up_to_enough(total: int, months: int) -> None:
    assert 0 <= a_month(total, months) * months - total < months
