"""An agreement's whole way in the browser: drafted, replayed on a year of leads, signed by both, in force, broken, read."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from alignment.demo.cast import Company
from alignment.demo.company import build
from people import seeding
from people.models import User
from people.moment import now
from sla.models import AgreementVersion, Breach, Clock
from tests.test_main_job import BACKEND, tell_standard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[[User, str], Page]
HOUR = 3600


@pytest.fixture
def company(db: None) -> Company:
    """The demo's year with fewer leads."""
    seeding.sow()
    return build(now(), leads=400)


@pytest.fixture
def opened(page: Page, live_server: Any, client: Client) -> Open:
    """The page at this address as this person sees it; a fault of its scripts fails the test."""
    page.on("pageerror", lambda error: pytest.fail(str(error)))

    def go(user: User, path: str) -> Page:
        # an answer that is still on its way would bring the cookie of whoever asked before
        page.wait_for_load_state("networkidle")
        client.force_login(user, backend=BACKEND)
        cookie = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        page.goto(f"{live_server.url}{path}")
        return page

    return go


def press(page: Page, step: str) -> None:
    """The button of this step on an agreement's page, and yes where it asks."""
    form = page.locator(f"form[action$='/{step}/']").first
    asks = form.get_attribute("data-confirm")
    with page.expect_navigation():
        form.locator("button").click()
        if asks:
            page.locator("#confirm [data-confirm-yes]").click()


def test_from_draft_to_breach(company: Company, opened: Open) -> None:
    sales, marketing = company["sales_manager"], company["marketing_manager"]
    in_force = AgreementVersion.objects.get()
    draft = _drafted(opened, sales, in_force)
    _replayed(opened, sales, draft)
    _signed(opened, sales, marketing, draft)
    _broken_and_read(opened, sales, draft)


def _drafted(opened: Open, by: User, in_force: AgreementVersion) -> AgreementVersion:
    """The next version as a copy, its time to accept cut by half."""
    press(opened(by, in_force.get_absolute_url()), "draft")
    draft = AgreementVersion.objects.get(number=2)
    page = opened(by, draft.get_absolute_url())
    accept = draft.commitments.get(kind="acceptance")
    page.locator(f"a[href='{reverse('sla:commitment-update', args=[accept.pk])}']").click()
    page.locator("[name=target]").fill("2 h")
    page.locator("#promise .btn-primary").click()
    expect(page.locator(".promises tr").filter(has_text="2 h").first).to_be_visible()
    assert draft.commitments.get(kind="acceptance").target_seconds == 2 * HOUR
    return draft


def _replayed(opened: Open, by: User, draft: AgreementVersion) -> None:
    """What it would have meant; the slider answers without a new page."""
    page = opened(by, f"/leads/replay/?version={draft.pk}&period=365d")
    answer = page.locator("#replay-answer")
    expect(answer).to_contain_text("%", timeout=20_000)
    page.locator("#replay-target").fill("16")
    page.wait_for_url("**target=16**", timeout=20_000)
    expect(answer).to_contain_text("16 h")


def _signed(opened: Open, sales: User, marketing: User, draft: AgreementVersion) -> None:
    press(opened(sales, draft.get_absolute_url()), "review")
    for manager in (marketing, sales):
        press(opened(manager, draft.get_absolute_url()), "signature")
    page = opened(sales, f"{draft.get_absolute_url()}foresight/")
    press(page, "force")
    expect(page.locator(".stepper, .steps").first).to_be_visible()
    draft.refresh_from_db()
    assert draft.state == "in_force" and draft.document
    expect(page.locator("body")).to_contain_text(draft.document.hash[:12])


def _broken_and_read(opened: Open, by: User, version: AgreementVersion) -> None:
    """A lead nobody takes: seen on the list, acknowledged with one key, and the page says why it was due then."""
    tell_standard(now() - timedelta(seconds=2))
    clock = Clock.objects.get(commitment__version=version, commitment__kind="acceptance")
    assert clock.due_at
    Clock.objects.sweep(clock.due_at + timedelta(seconds=1), limit=5000)
    breach = Breach.objects.get(clock=clock)
    row = opened(by, "/sla/breaches/").locator("tr[data-row]").filter(has_text="Nora Web")
    row.locator("[data-key=a]").click()
    expect(row.locator("[data-key=a]")).to_have_count(0)
    assert breach.acknowledgement.by == by
    page = opened(by, clock.get_absolute_url())
    expect(page.locator("p.why")).to_contain_text("2 h")
