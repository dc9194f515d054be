"""The ledger of spend: rows are added, never changed, and the last word of each counts."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, transaction

from dashboards.models import Spend
from people.models import Organisation, User
from tests.conftest import MONDAY_NINE

MARCH = date(2026, 3, 1)


def spent(amount: int, **more: object) -> Spend:
    return Spend(month=MARCH, source="web", amount=Decimal(amount), **({"currency": "EUR"} | more))


@pytest.fixture
def ledger(organisation: Organisation, marta: User) -> list[Spend]:
    rows = [spent(900), spent(50, currency="USD"), spent(7000, purpose="program")]
    return Spend.objects.record(rows, by=marta, at=MONDAY_NINE)


def test_what_is_in_another_currency_is_not_guessed(ledger: list[Spend]) -> None:
    channels = Spend.objects.standing().for_channels().order_by("pk")
    assert [row.amount_base for row in channels] == [Decimal(900), None]
    assert Spend.objects.for_program().get().by is not None


def test_a_correction_takes_the_place_of_its_row(ledger: list[Spend], rita: User) -> None:
    said = ledger[0].correct(rita, MONDAY_NINE, Decimal(850), label="Fair")
    assert ledger[0].correct(rita, MONDAY_NINE, Decimal(1)) == said, "the first correction stands"
    standing = Spend.objects.standing().for_channels().of_months(MARCH, MARCH)
    assert set(standing.values_list("amount", "label")) == {(Decimal(850), "Fair"), (Decimal(50), "")}
    said.correct(rita, MONDAY_NINE, Decimal(0))
    assert Spend.objects.count() == 5 and Spend.objects.standing().count() == 3


@pytest.mark.parametrize("change", [{"amount": 1}, {"label": "x"}, {"source": "fair"}])
def test_a_row_is_never_edited(ledger: list[Spend], change: dict[str, object]) -> None:
    with pytest.raises(Error), transaction.atomic():
        Spend.objects.update(**change)
    with pytest.raises(Error), transaction.atomic():
        Spend.objects.all()._raw_delete("default")


def test_whoever_wrote_a_row_may_be_forgotten(ledger: list[Spend]) -> None:
    assert Spend.objects.update(by=None) == 3


@pytest.mark.parametrize("wrong", [{"amount": -1}, {"month": date(2026, 3, 2)}, {"purpose": "party"}])
def test_what_cannot_be_is_refused(organisation: Organisation, wrong: dict[str, object]) -> None:
    row = spent(1)
    for name, value in wrong.items():
        setattr(row, name, value)
    row.recorded_at = MONDAY_NINE
    with pytest.raises(Error), transaction.atomic():
        row.save()
