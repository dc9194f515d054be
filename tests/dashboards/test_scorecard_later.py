"""A month that is over and not closed yet stands on the card, and a cohort that still grew is told once it has had its time."""

from datetime import date, datetime

import pytest

from dashboards import rollups
from dashboards.models import ClosedMonth, ClosedNumber
from dashboards.scorecard.course import Month, course
from people.models import User
from tests.conftest import MONDAY_NINE
from tests.dashboards.test_scorecard_way import agreed, line, march
from tests.leads.conftest import Made

__all__ = ["march"]
IN_GRACE = datetime(2026, 5, 2, 9, tzinfo=MONDAY_NINE.tzinfo)
CONVERSION = "captured_to_opportunity"


def months(at: datetime) -> dict[str, Month]:
    return {f"{one.window.since:%m}": one for one in course(at)}


@pytest.mark.usefixtures("march")
def test_a_month_in_its_grace_is_told(rita: User, marta: User, silvia: User) -> None:
    agreed(rita, marta, silvia, line())
    found = months(IN_GRACE)
    assert [(name, one.is_closed) for name, one in found.items()][-3:] == [
        ("03", True),
        ("04", False),
        ("05", False),
    ]
    assert found["04"].window.until == date(2026, 4, 30) and found["05"].window.until == date(2026, 5, 2)


@pytest.mark.usefixtures("running")
def test_what_grew_when_the_month_was_closed_is_told_later(
    make_lead: Made, rita: User, marta: User, silvia: User
) -> None:
    lead = make_lead(stages={"captured": MONDAY_NINE})
    rollups.freshen()
    agreed(rita, marta, silvia, line(CONVERSION, red=0.0, green=0.5), line("win_rate"))
    closed = ClosedMonth.objects.create(month=date(2026, 3, 1), closed_at=IN_GRACE)
    for kpi, trust in ((CONVERSION, "immature"), ("win_rate", "few")):
        ClosedNumber.objects.create(closed=closed, kpi=kpi, value=0.9, n=7, trust=trust)
    (later, told), *_rest = [(one.is_later, one.value) for _line, _mark, one in months(IN_GRACE)["03"].marks]
    assert later and told == 0.0 and lead.pk
    _line, mark, kept = months(IN_GRACE)["03"].marks[1]
    assert not kept.is_later and kept.value == 0.9 and mark.points == 100
