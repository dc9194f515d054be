"""S3 through the front door: an answer in time that arrives after the breach was declared. The breach stays visible and is
excused, one correction goes to whom the breach went, and the numbers follow."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from dashboards import rollups
from dashboards.models import ClockDay
from leads.models import Handoff
from people.models import Notification, User
from people.moment import now
from sla.models import Breach, Clock
from tests.conftest import ClientOf
from tests.integrations.conftest import StandardSender
from tests.leads.test_api_leads import post

pytestmark = pytest.mark.usefixtures("running")
LATER = timedelta(days=21)


@pytest.fixture
def handoff(standard: StandardSender, sara: User, silvia: User) -> Handoff:
    """Handed off through the hook, and broken as far as anybody knew."""
    event = {"kind": "demo_request", "occurred_at": now().isoformat()}
    standard.take(standard.lead("F-1", at=now(), email="ana@example.com", country="Spain", event=event))
    Clock.objects.sweep(now() + LATER)
    return Handoff.objects.get()


def after(handoff: Handoff) -> str:
    return (handoff.opened_at + timedelta(milliseconds=2)).isoformat()


def by_hook(standard: StandardSender, client_of: ClientOf, sara: User, handoff: Handoff) -> None:
    call = {"kind": "call", "occurred_at": after(handoff), "id": "call-1"}
    standard.take(standard.lead("F-1", at=now(), email="ana@example.com", event=call))


def by_api(standard: StandardSender, client_of: ClientOf, sara: User, handoff: Handoff) -> None:
    call = {"lead": handoff.lead_id, "kind": "call", "key": "c1", "occurred_at": after(handoff)}
    assert post(client_of(sara), call, "/api/v1/events/").status_code == 201


@pytest.mark.parametrize("door", [by_hook, by_api])
def test_s3_it_is_excused_once_and_counts_as_met(
    handoff: Handoff,
    standard: StandardSender,
    client_of: ClientOf,
    sara: User,
    silvia: User,
    door: Callable[..., None],
) -> None:
    told = Notification.objects.filter(kind="sla-breach").values_list("user", flat=True)
    breach = Breach.objects.get(clock__commitment__kind="first_touch")
    for _again in range(2):
        door(standard, client_of, sara, handoff)
    breach.refresh_from_db()
    assert breach.excuse.cause == "answered_in_time" and breach.clock.outcome == "met"
    corrected = list(Notification.objects.filter(kind="sla-correction").values_list("user", flat=True))
    assert corrected and len(corrected) == len(set(corrected)) and set(corrected) <= set(told)
    rollups.freshen()
    day = ClockDay.objects.get(kind="first_touch", met=1)
    assert (day.late, day.open_late, day.excused) == (0, 0, 1)
    assert Clock.objects.differences() == [] and rollups.differences() == []
    assert (
        breach.clock.get_absolute_url().encode()
        in client_of(silvia).get("/sla/breaches/?state=excused").content
    )
