"""Notes are saved while typing and quoted by keyboard; a rating moves its point, with no script or style inline."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from diagnostics.models import Interview, Note, Quote, Recommendation
from people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_page(page: Page, live_server: Any, client: Client, felix: User) -> Any:
    client.force_login(felix)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.on("pageerror", lambda error: pytest.fail(str(error)))

    def go(path: str) -> Page:
        page.goto(f"{live_server.url}{path}")
        return page

    return go


def test_notes_are_kept_while_typing(open_page: Any, interview: Interview) -> None:
    page = open_page(interview.get_absolute_url())
    page.locator("#sheet-1 textarea").type("They never call")
    expect(page.locator("#sheet-1 .note-state")).to_contain_text("Saved")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#sheet-2 textarea")).to_be_focused()
    page.reload()
    expect(page.locator("#sheet-1 textarea")).to_have_value("They never call")
    assert Note.objects.written().count() == 1


def test_what_is_selected_becomes_a_quote(open_page: Any, interview: Interview) -> None:
    page = open_page(interview.get_absolute_url())
    page.locator("#sheet-1 textarea").type("They never call")
    expect(page.locator("#sheet-1 .note-state")).to_contain_text("Saved")
    page.locator("#sheet-1 textarea").select_text()
    page.keyboard.press("Alt+KeyQ")
    page.keyboard.press("Space")
    page.locator("#quote-form button").click()
    expect(page.locator("#quotes .quote")).to_have_count(1)
    quote = Quote.objects.get()
    assert quote.text == "They never call" and quote.note.question is not None and quote.themes.count() == 1


def test_a_rating_moves_its_point(open_page: Any, slas: Recommendation) -> None:
    page = open_page(f"/diagnostics/{slas.assessment_id}/priorities/")
    point = page.locator(f"#point-{slas.pk}")
    point.click()
    page.locator("#opened select[name=impact]").first.select_option("1")
    expect(page.locator("#opened .priority")).to_have_text("Low")
    expect(page.locator(f".matrix tr:nth-child(5) #point-{slas.pk}")).to_be_visible()
    slas.refresh_from_db()
    assert slas.impact == 1
