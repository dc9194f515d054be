"""Thousands at once cost as many statements as one, and workers that route at the same moment stay fair."""

import threading
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from leads.models import Intake, Lead, Offer, RoutingRule, RoutingShare
from leads.models.routing.router import route
from leads.models.settling.settling import hand_over
from leads.sowing import sow
from people.models import Role, Team, User
from tests.conftest import MONDAY_NINE, person

WORKERS, TURNS, AT_ONCE = 4, 5, 3


def leads(many: int, other: str = "Spain") -> list[Lead]:
    return Lead.objects.bulk_create(
        Lead(
            recorded_at=MONDAY_NINE,
            captured_at=MONDAY_NINE,
            country="Spain" if number % 2 else other,
            email=f"{number}@x.test",
        )
        for number in range(many)
    )


def rules(team: Team, many: int = 1, method: str = "turns") -> list[RoutingRule]:
    return [
        RoutingRule.objects.create(
            position=number,
            name_en=f"r{number}",
            name_es=f"r{number}",
            team=team,
            method=method,
            criteria={"field": "country", "op": "is", "value": "Spain" if number == 1 else f"c{number}"},
        )
        for number in range(1, many + 1)
    ]


@pytest.mark.django_db
def test_many_cost_as_many_statements_as_one(
    sales: Team, sara: User, samuel: User, queue: RoutingRule
) -> None:
    first, *_more = rules(sales, 4)
    counts = []
    for many in (2, 10_000):
        batch = leads(many)
        with CaptureQueriesContext(connection) as asked, transaction.atomic():
            decisions = route(batch, MONDAY_NINE)
        counts.append(len(asked))
        owners = Counter(decision.owner_id for decision in decisions.values())
        assert owners == {sara.pk: many / 2, samuel.pk: many / 2}
        assert {decision.rule for decision in decisions.values()} == {first}
    assert counts[0] == counts[1] <= 22


@pytest.fixture
def house(transactional_db: None) -> Team:
    sow()
    team = Team.objects.create(name="Sales", kind="sales")
    for name in ("Ana", "Bea", "Ciro"):
        person(name, Role.SALES, team)
    person("Rita", Role.REVOPS)
    return team


def hand_over_together(other: str = "Spain") -> Counter[int | None]:
    """Each worker hands over its own leads, some at a time; how many each person got."""
    batches = [[lead.pk for lead in leads(TURNS * AT_ONCE, other)] for _worker in range(WORKERS)]
    faults: list[Exception] = []
    start = threading.Barrier(WORKERS)

    def work(mine: list[int]) -> None:
        try:
            start.wait()
            for turn in range(TURNS):
                hand_over(mine[turn * AT_ONCE : (turn + 1) * AT_ONCE], by=None, at=MONDAY_NINE)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(batch,)) for batch in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert faults == []
    return Counter(Offer.objects.values_list("owner", flat=True))


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_differ_by_at_most_one(house: Team) -> None:
    rules(house)
    counted = hand_over_together()
    assert sum(counted.values()) == WORKERS * TURNS * AT_ONCE and None not in counted
    assert max(counted.values()) - min(counted.values()) <= 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_keep_the_weights_within_one(house: Team) -> None:
    (weighted,) = rules(house, method="weighted")
    weights = dict(zip(User.objects.filter(team=house).order_by("pk"), (5, 3, 1), strict=True))
    for one, weight in weights.items():
        RoutingShare.objects.create(rule=weighted, person=one, weight=weight)
    counted = hand_over_together()
    total = sum(counted.values())
    assert all(abs(counted[one.pk] - total * weight / 9) < 1 for one, weight in weights.items())


@pytest.mark.django_db(transaction=True)
def test_a_cap_holds_over_two_rules_and_all_workers(house: Team) -> None:
    ana = User.objects.get(name="Ana")
    Intake.objects.create(person=ana, most_open=4)
    rules(house, 2)
    counted = hand_over_together("c2")
    assert counted[ana.pk] == 4 and sum(counted.values()) == WORKERS * TURNS * AT_ONCE
