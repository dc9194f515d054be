"""The frame in a browser: keys, palette, theme, charts and drawer, with the policy in force."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pieces(page: Page, live_server, client, rita, settings) -> Page:
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
    page.faults = []  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.faults.append(str(error)))  # type: ignore[attr-defined]
    page.on(
        "console",
        lambda line: page.faults.append(line.text) if line.type == "error" else None,
    )  # type: ignore[attr-defined]
    page.goto(f"{live_server.url}/people/pieces/")
    expect(page.locator(".chart-area svg").first).to_be_visible()
    return page


def test_keys_walk_open_and_help(pieces: Page):
    pieces.keyboard.press("j")
    pieces.keyboard.press("j")
    expect(pieces.locator(".is-here .row-link")).to_have_text("Pablo Iriarte")
    pieces.keyboard.press("?")
    expect(pieces.locator("#keys")).to_be_visible()
    pieces.keyboard.press("Escape")
    expect(pieces.locator("#keys")).to_be_hidden()
    pieces.keyboard.press("/")
    expect(pieces.locator("[data-seek]")).to_be_focused()
    assert pieces.faults == []  # type: ignore[attr-defined]


def test_palette_goes_where_it_was_told(pieces: Page):
    pieces.keyboard.press("Control+k")
    pieces.keyboard.type("home")
    expect(pieces.locator('.palette-item[aria-selected="true"]')).to_contain_text("Home")
    pieces.keyboard.press("Enter")
    expect(pieces.locator("h1")).to_contain_text("Hello")


def test_chart_turns_into_a_table_and_a_point_opens_its_rows(pieces: Page):
    pieces.locator("[data-chart-table]").first.click()
    expect(pieces.locator(".chart-table tbody tr").first).to_contain_text("2026-W30")
    pieces.locator("[data-chart-table]").first.click()
    pieces.locator(".scatterlayer .points path").nth(3).click(force=True)
    pieces.wait_for_url("**week=2026-W33")


def test_label_that_looks_like_a_link_stays_a_label(pieces: Page):
    expect(pieces.locator(".chart-area").nth(1)).to_contain_text("<a href='//evil'>x</a>")
    expect(pieces.locator(".chart-area a")).to_have_count(0)


def test_chart_names_the_months_in_the_readers_language(pieces: Page, live_server):
    pieces.context.add_cookies([{"name": "django_language", "value": "es", "url": live_server.url}])
    pieces.reload()
    expect(pieces.locator(".chart-area").nth(2)).to_contain_text("jul 2026")
    assert pieces.faults == []  # type: ignore[attr-defined]


def test_theme_and_folded_rail_hold(pieces: Page):
    for wish in ("light", "dark"):
        pieces.locator("[data-theme-next]").click()
        expect(pieces.locator("html")).to_have_attribute("data-bs-theme", wish)
    pieces.locator("[data-rail-fold]").click()
    pieces.reload()
    expect(pieces.locator("html")).to_have_attribute("data-rail", "folded")


def test_phone_has_a_drawer_and_nothing_runs_over_the_edge(pieces: Page):
    pieces.set_viewport_size({"width": 390, "height": 800})
    expect(pieces.locator("#rail")).to_be_hidden()
    pieces.locator("[data-drawer-open]").click()
    expect(pieces.locator("#rail")).to_be_visible()
    pieces.keyboard.press("Escape")
    expect(pieces.locator("#rail")).to_be_hidden()
    assert pieces.evaluate("document.documentElement.scrollWidth") <= 390
