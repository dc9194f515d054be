"""The whole way: a CRM tells of a person, who becomes an MQL, is handed off and accepted in the browser, in time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from alignment.demo import promises
from alignment.demo.cast import Company, found
from integrations import demo as connections
from integrations.models import Connection
from leads.models import Lead
from people import seeding
from people.models import User
from people.moment import now
from sla.models import Breach, Clock
from tests.integrations.conftest import HubSpotSender, Sender, StandardSender

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def company(db: None) -> Company:
    """The demo's people and promises, without its leads. The words went with the test before."""
    seeding.sow()
    at = now() - timedelta(days=3)
    company = found(at)
    promises.publish_scoring(company, at)
    promises.define_mql(company, at, at + timedelta(hours=1))
    promises.sign_agreement(company, at)
    promises.route_everything(company)
    return company


def sender(kind: str) -> Any:
    secrets = connections.fill(now())
    made: dict[str, type[Sender]] = {"standard": StandardSender, "hubspot": HubSpotSender}
    return made[kind](Connection.objects.get(kind=kind), secrets[kind]["secret"])


@pytest.fixture
def queue_of(page: Page, live_server: Any, client: Client) -> Callable[[User], Page]:
    def opened(user: User) -> Page:
        # an answer that is still on its way would bring the cookie of whoever asked before
        page.wait_for_load_state("networkidle")
        client.force_login(user, backend=BACKEND)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(f"{live_server.url}/handoffs/")
        return page

    return opened


def tell_standard(at: datetime) -> None:
    standard = sender("standard")
    standard.take(standard.lead("p-1", at=at, name="Nora Web", email="nora@example.com", company="Webs"))


def tell_hubspot(at: datetime) -> None:
    hubspot = sender("hubspot")
    said = {"email": "nora@example.com", "firstname": "Nora", "lastname": "Web", "company": "Webs"}
    changes = [hubspot.change(77, name, value, at) for name, value in said.items()]
    hubspot.take([hubspot.event("contact.creation", 77, at), *changes])


@pytest.mark.parametrize("tell", [tell_standard, tell_hubspot])
def test_told_by_a_crm_and_accepted_in_the_browser(
    company: Company, queue_of: Callable[[User], Page], tell: Callable[[datetime], None]
) -> None:
    tell(now() - timedelta(seconds=2))
    assert Lead.objects.get().stage == "handed_off"
    page = queue_of(company["sales"])
    row = page.locator("tr[data-row]").filter(has_text="Nora Web")
    row.locator("[data-key=a]").click()
    expect(page.locator("tr[data-row]").filter(has_text="Nora Web")).to_have_count(0)
    lead = Lead.objects.get()
    assert (lead.owner, lead.stage) == (company["sales"], "accepted")
    assert Clock.objects.get(commitment__kind="acceptance").outcome == "met"


def test_nobody_accepts_and_it_is_said_once(company: Company, queue_of: Callable[[User], Page]) -> None:
    tell_standard(now() - timedelta(seconds=2))
    due_at = Clock.objects.get(commitment__kind="acceptance").due_at
    assert due_at
    for _ in range(5):
        Clock.objects.sweep(due_at + timedelta(seconds=1))
    assert Breach.objects.get().reached_at == due_at
    told = company["sales_manager"].notifications.filter(kind="sla-breach")
    assert told.count() == 1
    expect(queue_of(company["sales_manager"]).locator("tr[data-row]")).to_contain_text("Nora Web")
