"""The lists of handoffs ask for themselves again: a row that looks the same stays, and the page stays the page."""

import re

import pytest

from leads.models import Handoff, RejectionReason
from people.models import User
from people.moment import now
from tests.conftest import ClientOf
from tests.leads.conftest import HOUR, Made

pytestmark = pytest.mark.usefixtures("running")
QUEUE = "/handoffs/"
PRINTS = re.compile(r'data-live-key="(\d+)" data-print="([^"]*)"')


@pytest.fixture
def handoffs(make_lead: Made) -> list[Handoff]:
    leads = [make_lead(name=f"n{n}", country="Spain", events=["demo_request"], live=True) for n in range(3)]
    return [lead.handoffs.get() for lead in leads]


def test_a_row_has_the_same_print_until_something_changes(
    handoffs: list[Handoff], client_of: ClientOf, sara: User, silvia: User
) -> None:
    client = client_of(silvia)
    first, again = (dict(PRINTS.findall(client.get(QUEUE).content.decode())) for _twice in range(2))
    assert first == again and len(first) == 3
    handoffs[0].lead.score.delete()
    changed = dict(PRINTS.findall(client.get(QUEUE).content.decode()))
    assert [pk for pk in first if changed[pk] != first[pk]] == [str(handoffs[0].pk)]


def test_the_second_page_asks_for_itself(client_of: ClientOf, sara: User, mario: User) -> None:
    after = "after=WzEsMV0"
    for reader, address in ((sara, f"{QUEUE}?state=all&{after}"), (mario, f"{QUEUE}came-back/?{after}")):
        page = client_of(reader).get(address).content.decode()
        (asked,) = re.findall(r'data-live hx-get="([^"]*)"', page)
        assert asked.endswith(after)


def test_what_came_back_stands_by_when_it_was_said(
    handoffs: list[Handoff], client_of: ClientOf, sara: User, mario: User
) -> None:
    reason = RejectionReason.objects.get(pk="SPAM")
    at = now()
    for handoff, hours in zip(handoffs, (2, 1, 3), strict=True):
        handoff.reject(by=sara, at=at - hours * HOUR, reason=reason)
    rows = client_of(mario).get("/handoffs/came-back/?tab=rejected").context["rows"]
    assert [turn.handoff for turn in rows] == [handoffs[1], handoffs[0], handoffs[2]]


def test_nothing_to_take_off_where_nothing_was_asked(
    handoffs: list[Handoff], client_of: ClientOf, sara: User, mario: User
) -> None:
    assert "chip-clear" not in client_of(sara).get(QUEUE).content.decode()
    assert "chip-clear" in client_of(sara).get(f"{QUEUE}?whose=mine").content.decode()
    assert "chip-clear" in client_of(mario).get(f"{QUEUE}?state=waiting").content.decode()
