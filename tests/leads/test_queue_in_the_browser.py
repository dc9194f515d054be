"""The queue under the fingers: a sheet closed by mistake loses nothing, and the list that refreshes keeps one's place."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from leads.models import Handoff, Verdict
from people.models import User
from tests.leads.conftest import Made

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("running"),
]


@pytest.fixture
def queue(
    page: Page, live_server: LiveServer, client: Client, sara: User, make_lead: Made, settings: Settings
) -> Page:
    settings.MFA_REQUIRED_ROLES = []
    for number in range(3):
        make_lead(name=f"Ana {number}", country="Spain", events=["demo_request"], live=True)
    client.force_login(sara)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(f"{live_server.url}/handoffs/")
    return page


def test_a_sheet_closed_by_mistake_gives_back_what_was_typed(queue: Page) -> None:
    queue.keyboard.press("j")
    queue.keyboard.press("t")
    queue.locator("dialog textarea").fill("Which phone?")
    queue.keyboard.press("Escape")
    expect(queue.locator("dialog[open]")).to_have_count(0)
    queue.keyboard.press("t")
    expect(queue.locator("dialog[open] textarea")).to_have_value("Which phone?")
    queue.keyboard.press("Control+Enter")
    expect(queue.locator("#toasts")).to_contain_text("Returned")
    assert Verdict.objects.get().note == "Which phone?"


def test_a_refresh_keeps_the_place_and_takes_what_went(queue: Page, samuel: User) -> None:
    queue.keyboard.press("j")
    queue.keyboard.press("j")
    here = queue.locator(".is-here .row-link")
    kept = here.inner_text()
    gone = Handoff.objects.waiting().exclude(lead__name=kept)[0]
    gone.accept(by=samuel, at=gone.opened_at)
    queue.evaluate("document.body.dispatchEvent(new Event('clock-out'))")
    expect(queue.locator("tbody [data-row]")).to_have_count(2)
    expect(here).to_have_text(kept)
    expect(here).to_be_focused()
    expect(queue.locator(".pager-words")).to_have_text("2 in all")
