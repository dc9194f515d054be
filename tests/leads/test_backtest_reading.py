"""The same leads under two rules: every part counted, by group too, and each number opens as many leads."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import Q
from pytest_django import DjangoAssertNumQueries

from leads.backtest.outcomes import Tally
from leads.backtest.reading import MOST_GROUPS, PARTS, part_of, parted, parted_by
from leads.models import Lead
from tests.conftest import MONDAY_NINE

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BIG, SPANISH = Q(employees__gte=50), Q(country="Spain")


@pytest.fixture
def told(make_lead: Callable[..., Lead]) -> None:
    """Two for each part; one of each two won, of source web; the other rejected, of source fair."""
    for employees in (10, 90):
        for country in ("Spain", "France"):
            known = {"employees": employees, "country": country}
            won = {"accepted": MONDAY_NINE, "won": MONDAY_NINE + DAY}
            make_lead(**known, source="web", stages=won)
            make_lead(**known, source="fair", stages={"rejected": MONDAY_NINE})


def test_every_lead_is_in_one_part(told: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        found = parted(Lead.objects.standing(), BIG, SPANISH)
    assert all(found[part] == Tally(leads=2, answered=2, accepted=1, won=1) for part in PARTS)
    assert found.whole.leads == 8 and found.first.leads == found.second.leads == 4
    assert found.either.leads == 6 and found["both"].acceptance == 0.5


def test_groups_have_their_own_parts(told: None, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        fair, web = parted_by(Lead.objects.standing(), BIG, SPANISH, "source")
    assert (fair.value, web.value) == ("fair", "web")
    assert web["both"] == Tally(1, 1, 1, 1) and fair["second"] == Tally(1, 1, 0, 0)
    assert web.lift(web["both"]) == 1 and fair.lift(fair["both"]) is None


def test_a_number_opens_as_many_leads(told: None) -> None:
    leads = Lead.objects.standing()
    found = parted(leads, BIG, SPANISH)
    for part in PARTS:
        for reached in ("leads", "answered", "accepted", "won"):
            rows = part_of(leads, BIG, SPANISH, part, reached)
            assert rows.count() == getattr(found[part], reached)


def test_a_rule_that_knows_nothing_of_a_lead_does_not_hold_for_it(make_lead: Callable[..., Lead]) -> None:
    make_lead(country="Spain")
    found = parted(Lead.objects.standing(), BIG, SPANISH)
    assert found["second"].leads == 1 and found.whole.leads == 1
    assert part_of(Lead.objects.standing(), BIG, SPANISH, "second").count() == 1


def test_very_many_groups_end_in_the_rest(make_lead: Callable[..., Lead]) -> None:
    for number in range(MOST_GROUPS + 3):
        make_lead(source=f"s{number}", employees=90)
    groups = parted_by(Lead.objects.standing(), BIG, SPANISH, "source")
    assert len(groups) == MOST_GROUPS + 1
    assert groups[-1].value is None and groups[-1]["first"].leads == 3
