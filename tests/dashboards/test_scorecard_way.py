"""A card is proposed, signed by both teams, marks closed months as they were said, and gives way to the next one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from dashboards import closing, rollups
from dashboards.models import ClosedNumber, Scorecard, ScorecardLine
from dashboards.scorecard.course import course
from dashboards.scorecard.marking import CAP, Colour
from leads.models import RejectionReason
from people.models import User
from sla.guards import Refused
from tests.conftest import MONDAY_NINE
from tests.leads.conftest import HOUR, Made

ClientOf = Callable[[User], Client]
APRIL = datetime(2026, 4, 10, 9, tzinfo=MONDAY_NINE.tzinfo)


def line(kpi: str = "lead_acceptance_rate", weight: float = 1, **more: Any) -> ScorecardLine:
    return ScorecardLine(kpi=kpi, weight=weight, **{"part": "together", "red": 0.2, "green": 0.7} | more)


def agreed(
    rita: User, marta: User, silvia: User, *lines: ScorecardLine, at: datetime = MONDAY_NINE
) -> Scorecard:
    card = Scorecard.objects.propose(lines, by=rita, at=at)
    card.sign(by=marta, at=at)
    card.sign(by=silvia, at=at)
    return card


@pytest.fixture
def march(running: None, make_lead: Made, sara: User) -> None:
    """A month in which Sales accepts one of two, closed in April."""
    reason = RejectionReason.objects.get(pk="QUAL-01")
    for n in range(2):
        lead = make_lead(country="Spain", events=["demo_request"], at=MONDAY_NINE + n * HOUR, live=True)
        if n:
            lead.handoffs.get().reject(by=sara, at=MONDAY_NINE + 3 * HOUR, reason=reason)
        else:
            lead.handoffs.get().accept(by=sara, at=MONDAY_NINE + 3 * HOUR)
    rollups.freshen()
    closing.close_months(APRIL)


@pytest.mark.usefixtures("march")
def test_a_closed_month_is_marked_as_it_was_said(rita: User, marta: User, silvia: User) -> None:
    agreed(rita, marta, silvia, line(), line("internal_nps", 1, red=0, green=50))
    month = next(one for one in course(APRIL) if one.is_closed and f"{one.window.since:%m}" == "03")
    kept = ClosedNumber.objects.get(kpi="lead_acceptance_rate", closed__month="2026-03-01")
    assert kept.value == 0.5 and month.total is not None
    assert round(month.marks[0][1].points or 0) == 60 and month.colours == {
        "lead_acceptance_rate": Colour.AMBER
    }
    assert (round(month.total.least), round(month.total.most), month.total.told) == (30, 80, 0.5)


@pytest.mark.usefixtures("march")
def test_red_and_critical_holds_the_whole_down(rita: User, marta: User, silvia: User) -> None:
    critical = line("handoff_completeness", 1, red=1.5, green=2.0, is_critical=True)
    agreed(rita, marta, silvia, line(weight=9, red=0.1, green=0.4), critical)
    month = next(one for one in course(APRIL) if f"{one.window.since:%m}" == "03")
    assert month.total is not None and month.total.value == CAP
    assert month.total.capped_by == ("handoff_completeness",)


def test_only_managers_sign_and_both_must(rita: User, marta: User, silvia: User, sara: User) -> None:
    card = Scorecard.objects.propose([line()], by=rita, at=MONDAY_NINE)
    with pytest.raises(Refused):
        card.sign(by=sara, at=MONDAY_NINE)
    card.sign(by=marta, at=MONDAY_NINE)
    assert course(APRIL) == [] and not Scorecard.objects.agreed()
    card.sign(by=silvia, at=MONDAY_NINE)
    assert [one.pk for one in Scorecard.objects.agreed()] == [card.pk]


def test_the_next_card_counts_once_it_is_agreed(rita: User, marta: User, silvia: User) -> None:
    first = agreed(rita, marta, silvia, line())
    forgotten = Scorecard.objects.propose([line()], by=rita, at=APRIL)
    second = Scorecard.objects.propose([line("dispute_rate", red=0.5, green=0.1)], by=rita, at=APRIL)
    forgotten.refresh_from_db()
    first.refresh_from_db()
    assert forgotten.ended_at == APRIL and first.ended_at is None
    second.sign(by=marta, at=APRIL)
    second.sign(by=silvia, at=APRIL + timedelta(days=1))
    first.refresh_from_db()
    assert first.ended_at == APRIL + timedelta(days=1)
    late = course(APRIL + timedelta(days=60))
    assert late[-1].card == second


def test_what_was_proposed_is_not_edited(rita: User) -> None:
    card = Scorecard.objects.propose([line()], by=rita, at=MONDAY_NINE)
    for change in (
        lambda: card.lines.update(weight=7),
        lambda: card.lines.all().delete(),
        lambda: Scorecard.objects.filter(pk=card.pk).update(recorded_at=APRIL),
        lambda: Scorecard.objects.filter(pk=card.pk).delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


def lines_of(*rows: dict[str, str]) -> dict[str, str]:
    told = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for n, row in enumerate(rows):
        told |= {f"form-{n}-{name}": value for name, value in row.items()}
    return told


ACCEPTANCE = {"kpi": "lead_acceptance_rate", "part": "together", "weight": "3", "red": "40", "green": "60"}
RESPONSE = {
    "kpi": "response_time",
    "part": "sla",
    "weight": "1",
    "red": "8",
    "green": "4",
    "is_critical": "on",
}


@pytest.mark.usefixtures("march")
def test_the_way_through_the_pages(trusted: ClientOf, rita: User, marta: User, silvia: User) -> None:
    page, client = reverse("dashboards:scorecard"), trusted(rita)
    assert "No scorecard yet" in client.get(page).content.decode()
    assert client.get(reverse("dashboards:scorecard-create")).status_code == 200
    client.post(reverse("dashboards:scorecard-create"), lines_of(ACCEPTANCE, RESPONSE, {"kpi": ""}))
    card = Scorecard.objects.get()
    assert list(card.lines.values_list("kpi", "red", "green", "is_critical")) == [
        ("lead_acceptance_rate", 0.4, 0.6, False),
        ("response_time", 8 * 3600, 4 * 3600, True),
    ]
    assert "Proposed, not signed" in client.get(page).content.decode()
    with time_machine.travel(APRIL, tick=False):
        for manager in (marta, silvia):
            trusted(manager).post(reverse("dashboards:scorecard-signature-create", args=[card.pk]))
        for language in ("en", "es"):
            User.objects.filter(pk=rita.pk).update(language=language)
            shown = trusted(rita).get(page)
            assert shown.status_code == 200 and shown.context["month"].is_closed
            for row in shown.context["rows"]:
                if row.url:
                    assert trusted(rita).get(row.url).context["count"] == row.told.n


@pytest.mark.parametrize(
    "rows",
    [
        [{"kpi": ""}],
        [ACCEPTANCE, ACCEPTANCE],
        [ACCEPTANCE | {"green": "40"}],
        [ACCEPTANCE | {"green": "20"}],
        [RESPONSE | {"green": "9"}],
        [ACCEPTANCE | {"weight": "-1"}],
        [ACCEPTANCE | {"red": ""}],
        [ACCEPTANCE | {"kpi": "__class__"}],
        [ACCEPTANCE | {"red": "nan"}],
    ],
)
def test_a_card_that_cannot_be(trusted: ClientOf, rita: User, rows: list[dict[str, str]]) -> None:
    answer = trusted(rita).post(reverse("dashboards:scorecard-create"), lines_of(*rows))
    assert answer.status_code == 422 and not Scorecard.objects.exists()
    assert trusted(rita).post(reverse("dashboards:scorecard-create"), {}).status_code == 422
