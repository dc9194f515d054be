"""S3: a month keeps what was said of it when it was closed; what arrives later restates it beside that."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, transaction

from dashboards import closing, rollups
from dashboards.asking import Asked, Window
from dashboards.kpis import registry
from dashboards.kpis.compliance import SlaCompliance
from dashboards.models import ClosedClocks, ClosedMonth, ClosedNumber
from leads.models import When
from leads.models.landing.arrivals import Told
from leads.models.settling.settling import tell
from people.models import User
from sla.models import Breach, Clock
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

pytestmark = pytest.mark.usefixtures("running")
MARCH = date(2026, 3, 1)
DAY = timedelta(days=1)
CLOSED = datetime(2026, 4, 4, 6, 0, tzinfo=UTC)


def asked(user: User, **cuts: Any) -> Asked:
    return Asked(user, Window(MARCH, date(2026, 3, 31)), date(2026, 4, 10)).cut(**cuts)


def restated(user: User, **cuts: Any) -> float | None:
    rollups.freshen()
    return SlaCompliance().read(asked(user, **cuts)).value


@pytest.fixture
def late(make_lead: Made, sara: User) -> Any:
    """A lead of March whose promises were both broken, as far as anybody knew."""
    lead = make_lead(country="Spain", events=["demo_request"], source="web", live=True)
    Clock.objects.sweep(MONDAY_NINE + 3 * DAY)
    return lead


def test_a_month_closes_after_its_days_of_grace(late: Any) -> None:
    assert closing.close_months(datetime(2026, 4, 3, 21, 0, tzinfo=UTC)) == []
    assert closing.close_months(CLOSED) == [MARCH]
    assert closing.close_months(CLOSED) == [] == closing.close_months(CLOSED + 9 * DAY)
    assert ClosedMonth.objects.get().closed_at == CLOSED


def test_s3_what_was_said_stays_beside_what_is_known_now(late: Any, rita: User) -> None:
    closing.close_months(CLOSED)
    answer = Told(late.pk, "call", When(MONDAY_NINE + HOUR), "call-1")
    tell([answer], "test", CLOSED + DAY)
    assert Breach.objects.filter(excuse__isnull=False).count() == 1
    assert closing.said_then(asked(rita))[MARCH].reading.value == 0
    assert closing.said_then(asked(rita))[MARCH].closed_at == CLOSED
    assert restated(rita) == 0.5 and restated(rita, kind="first_touch") == 1
    assert closing.said_by(asked(rita), "kind")["first_touch"].value == 0


def test_only_months_that_lie_whole_in_the_window(late: Any, rita: User) -> None:
    closing.close_months(CLOSED)
    part = asked(rita).over(Window(date(2026, 3, 2), date(2026, 4, 30)))
    assert closing.said_then(part) == {}
    assert closing.said_then(part.over(Window(MARCH, date(2026, 3, 30)))) == {}


def test_it_is_said_within_the_readers_sight_and_cuts(late: Any, rita: User, olga: User) -> None:
    closing.close_months(CLOSED)
    assert closing.said_then(asked(olga)) == {}
    assert closing.said_then(asked(rita, source="fair")) == {}
    assert closing.said_then(asked(rita, source="web"))[MARCH].reading.denominator == 2


def test_months_that_nobody_closed_close_in_order(late: Any) -> None:
    assert closing.close_months(datetime(2026, 6, 4, 6, 0, tzinfo=UTC)) == [
        MARCH,
        date(2026, 4, 1),
        date(2026, 5, 1),
    ]
    assert ClosedClocks.objects.filter(day=MARCH).count() == ClosedClocks.objects.count() > 0


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_what_was_said_is_not_edited(late: Any, verb: str) -> None:
    closing.close_months(CLOSED)
    for rows in (ClosedClocks.objects.all(), ClosedMonth.objects.all()):
        with pytest.raises(Error), transaction.atomic():
            rows.update(id=-1) if verb == "update" else rows._raw_delete(rows.db)


def test_every_number_of_the_month_is_kept_with_its_day(late: Any, rita: User, sara: User) -> None:
    closing.close_months(CLOSED)
    handoff = late.handoffs.get()
    handoff.accept(by=sara, at=CLOSED + DAY)
    rollups.freshen()
    (said,) = closing.numbers_then(asked(rita), "lead_acceptance_rate")
    assert (said.value, said.parts["pending"], said.closed.closed_at) == (None, 1, CLOSED)
    assert registry["lead_acceptance_rate"].read(asked(rita)).value == 1
    assert closing.numbers_then(asked(sara), "lead_acceptance_rate") == []
    assert closing.numbers_then(asked(rita, source="web"), "lead_acceptance_rate") == []
    assert ClosedNumber.objects.count() == len(registry)
