"""A score's whole way by keyboard: a rule is written and counted, previewed, published; leads cross, are accepted or sent back;
Marketing disputes, RevOps rules, and the lead stands in the queue again."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from alignment.demo.cast import Company
from alignment.demo.company import build
from leads.models import BackTest, Handoff, Lead, Rescoring, ScoringVersion
from leads.tasks import rescore, run_back_tests
from people import seeding
from people.models import User
from people.moment import now
from tests.test_main_job import BACKEND, sender

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[[User, str], Page]


@pytest.fixture
def company(db: None) -> Company:
    """The demo's year with fewer leads."""
    seeding.sow()
    return build(now(), leads=300)


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


def enter(page: Page, button: str) -> None:
    """Press Enter on it, and yes where it asks."""
    found = page.locator(button).first
    asks = found.evaluate("node => !!node.closest('[data-confirm]')")
    with page.expect_navigation():
        found.focus()
        page.keyboard.press("Enter")
        if asks:
            # a key pressed before the question has opened would fall on the page below
            yes = page.locator("#confirm [data-confirm-yes]")
            yes.wait_for()
            yes.press("Enter")


def row_of(page: Page, name: str) -> Any:
    return page.locator("tr[data-row]").filter(has_text=name)


def stand_on(page: Page, name: str) -> None:
    """Down the list with j until the row of this name is the one that keys speak to."""
    row = row_of(page, name)
    expect(row).to_have_count(1)
    for _ in range(page.locator("tr[data-row]").count() + 1):
        page.keyboard.press("j")
        if row.evaluate("node => node.contains(document.activeElement)"):
            return
    pytest.fail(f"j never reached {name}")


def test_from_a_rule_to_a_ruling(company: Company, opened: Open) -> None:
    revops, sales, marketing = company["revops"], company["sales"], company["marketing_manager"]
    version = _written(opened, revops)
    _published(opened, revops, version)
    _crossed()
    _accepted(opened, sales, "Nora Web")
    rejected = _sent_back(opened, sales, "Omar Red")
    _disputed(opened, marketing, "Omar Red")
    _ruled(opened, revops)
    assert rejected.offers.count() == 2 and Handoff.objects.waiting().filter(pk=rejected.pk).exists()
    assert row_of(opened(company["sales_manager"], "/handoffs/"), "Omar Red").count() == 1


def _written(opened: Open, revops: User) -> ScoringVersion:
    """The next version is a copy of the live one; a rule is added that says how many leads it holds for."""
    page = opened(revops, reverse("leads:scoring"))
    enter(page, f"form[action='{reverse('leads:scoring-draft-create')}'] button")
    draft = ScoringVersion.objects.get(state="draft")
    enter(page, f"a[href*='{reverse('leads:scoring-rule-create', args=[draft.pk])}?axis=fit']")
    keys = page.keyboard
    page.locator("[name=name_en]").focus()
    keys.type("Works at a partner")
    keys.press("Tab")
    keys.type("Trabaja en un socio")
    page.locator("[name=points]").focus()
    keys.type("45")
    page.locator(".criteria-row [data-part=field]").focus()
    page.locator("*:focus").select_option("company")
    keys.press("Tab")
    page.locator("*:focus").select_option("is")
    keys.press("Tab")
    keys.type("Partners")
    expect(page.locator("[data-count]")).to_contain_text(re.compile(r"0 of 3\d\d"))
    enter(page, "#rule .btn-primary")
    expect(page.locator("#fit")).to_contain_text("Works at a partner")
    return draft


def _published(opened: Open, revops: User, version: ScoringVersion) -> None:
    """What would change is shown first; every lead is scored anew then."""
    address = reverse("leads:scoring-preview", args=[version.pk])
    page = opened(revops, address)
    run_back_tests()
    assert BackTest.objects.get(version=version).done_at
    page = opened(revops, address)
    expect(page.locator(".preview-answer")).to_be_visible()
    enter(page, ".btn-primary")
    rescore()
    version.refresh_from_db()
    assert version.state == "live" and Rescoring.objects.get(version=version).is_finished
    assert not Lead.objects.filter(score__isnull=False).exclude(score__version=version).exists()


def _crossed() -> None:
    """Two people of a partner are told of: their fit and one visit make them MQLs."""
    standard, at = sender("standard"), now() - timedelta(seconds=2)
    for key, name in (("p-1", "Nora Web"), ("p-2", "Omar Red")):
        mail = f"{key}@example.com"
        standard.take(standard.lead(key, at=at, name=name, email=mail, company="Partners"))
    stages = Lead.objects.filter(company_name="Partners").values_list("stage", flat=True)
    assert list(stages) == ["handed_off"] * 2


def _accepted(opened: Open, sales: User, name: str) -> None:
    page = opened(sales, "/handoffs/?state=waiting")
    stand_on(page, name)
    with page.expect_navigation():
        page.keyboard.press("a")
    expect(row_of(page, name)).to_have_count(0)
    lead = Lead.objects.get(name=name)
    assert (lead.stage, lead.owner) == ("accepted", sales)


def _sent_back(opened: Open, sales: User, name: str) -> Handoff:
    """r, the number of the reason, and the second step."""
    page = opened(sales, "/handoffs/?state=waiting")
    stand_on(page, name)
    page.keyboard.press("r")
    pick = page.locator("[data-pick][href*='FIT-01']")
    pick.wait_for()
    page.keyboard.press(pick.get_attribute("data-pick") or "")
    note = page.locator("dialog [name=note]")
    note.fill("Two people in a garage")
    with page.expect_navigation():
        note.press("Control+Enter")
    handoff = Handoff.objects.get(lead__name=name)
    assert handoff.verdict and (handoff.verdict.kind, handoff.verdict.reason_id) == ("rejected", "FIT-01")
    return handoff


def _disputed(opened: Open, marketing: User, name: str) -> None:
    page = opened(marketing, reverse("handoffs:came-back") + "?tab=rejected")
    stand_on(page, name)
    page.keyboard.press("r")
    argument = page.locator("dialog textarea")
    argument.fill("They have ninety people")
    with page.expect_navigation():
        page.locator("dialog .card-form .btn").press("Enter")
    expect(row_of(opened(marketing, reverse("handoffs:came-back") + "?tab=disputed"), name)).to_have_count(1)


def _ruled(opened: Open, revops: User) -> None:
    page = opened(revops, reverse("handoffs:arbitration"))
    panel = page.locator("[data-row]").filter(has_text="They have ninety people")
    panel.locator("[data-key=a]").press("Enter")
    overturned = page.locator("dialog[open] [value=overturned]")
    overturned.wait_for()  # a key pressed before the sheet has opened would fall on the page below
    overturned.press("Space")
    expect(overturned).to_be_checked()
    page.locator("dialog textarea").fill("The register says ninety")
    with page.expect_navigation():
        page.locator("dialog .card-form .btn").press("Enter")
