"""The frame in a browser: keys, palette, theme, charts and drawer, with the policy in force."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from people.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the page complains of while a test works in it."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda line: heard.append(line.text) if line.type == "error" else None)
    return heard


@pytest.fixture
def pieces(
    page: Page, faults: list[str], live_server: LiveServer, client: Client, rita: User, settings: Settings
) -> Page:
    settings.MFA_REQUIRED_ROLES = []
    client.force_login(rita)
    page.context.add_cookies(
        [
            {
                "name": "sessionid",
                "value": client.cookies["sessionid"].value,
                "url": live_server.url,
            }
        ]
    )
    page.goto(f"{live_server.url}/people/pieces/")
    expect(page.locator(".chart-area svg").first).to_be_visible()
    return page


def test_keys_walk_open_and_help(pieces: Page, faults: list[str]) -> None:
    pieces.keyboard.press("j")
    pieces.keyboard.press("j")
    expect(pieces.locator(".is-here .row-link")).to_have_text("Pablo Iriarte")
    pieces.keyboard.press("?")
    expect(pieces.locator("#keys")).to_be_visible()
    pieces.keyboard.press("Escape")
    expect(pieces.locator("#keys")).to_be_hidden()
    pieces.keyboard.press("/")
    expect(pieces.locator("[data-seek]")).to_be_focused()
    assert faults == []


def test_palette_goes_where_it_was_told(pieces: Page) -> None:
    pieces.keyboard.press("Control+k")
    pieces.keyboard.type("home")
    expect(pieces.locator('.palette-item[aria-selected="true"]')).to_contain_text("Home")
    pieces.keyboard.press("Enter")
    expect(pieces.locator("h1")).to_contain_text("Hello")


def test_chart_turns_into_a_table_and_a_point_opens_its_rows(pieces: Page) -> None:
    pieces.locator("[data-chart-table]").first.click()
    expect(pieces.locator(".chart-table tbody tr").first).to_contain_text("2026-W30")
    # without a mouse the number in the table is the way to its rows
    expect(pieces.locator(".chart-table td a").first).to_have_attribute("href", re.compile("week=2026-W30"))
    pieces.locator("[data-chart-table]").first.click()
    pieces.locator(".scatterlayer .points path").nth(3).click(force=True)
    pieces.wait_for_url("**week=2026-W33")


def test_a_chart_is_saved_as_a_picture_by_keyboard(pieces: Page, faults: list[str]) -> None:
    pieces.locator("[data-chart-picture]").first.focus()
    with pieces.expect_download() as waiting:
        pieces.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".png")
    head = waiting.value.path().read_bytes()[:24]
    # signature, then width and height: 1100 x 560, twice as fine
    assert head[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(head[16:20]) == 2200
    assert faults == []


def test_label_that_looks_like_a_link_stays_a_label(pieces: Page) -> None:
    expect(pieces.locator(".chart-area").nth(1)).to_contain_text("<a href='//evil'>x</a>")
    expect(pieces.locator(".chart-area a")).to_have_count(0)


def test_chart_names_the_months_in_the_readers_language(
    pieces: Page, faults: list[str], live_server: LiveServer
) -> None:
    pieces.context.add_cookies([{"name": "django_language", "value": "es", "url": live_server.url}])
    pieces.reload()
    expect(pieces.locator(".chart-area").nth(2)).to_contain_text("jul 2026")
    assert faults == []


def test_theme_and_folded_rail_hold(pieces: Page) -> None:
    for wish in ("light", "dark"):
        pieces.locator("[data-theme-next]").click()
        expect(pieces.locator("html")).to_have_attribute("data-bs-theme", wish)
    pieces.locator("[data-rail-fold]").click()
    pieces.reload()
    expect(pieces.locator("html")).to_have_attribute("data-rail", "folded")


def test_phone_has_a_drawer_and_nothing_runs_over_the_edge(pieces: Page) -> None:
    pieces.set_viewport_size({"width": 390, "height": 800})
    expect(pieces.locator("#rail")).to_be_hidden()
    pieces.locator("[data-drawer-open]").click()
    expect(pieces.locator("#rail")).to_be_visible()
    pieces.keyboard.press("Escape")
    expect(pieces.locator("#rail")).to_be_hidden()
    assert pieces.evaluate("document.documentElement.scrollWidth") <= 390
