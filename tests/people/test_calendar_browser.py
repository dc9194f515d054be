"""The editor of a calendar in a browser: the picture follows the keys, faults stand beside their field, nothing is lost."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Dialog, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from people.models import User, WorkingCalendar

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(
    page: Page,
    live_server: LiveServer,
    client: Client,
    rita: User,
    office: WorkingCalendar,
    settings: Settings,
) -> Page:
    settings.MFA_REQUIRED_ROLES = []
    client.force_login(rita)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])  # type: ignore[list-item]
    page.goto(f"{live_server.url}/people/calendars/{office.pk}/edit/")
    return page


def test_the_picture_and_the_faults_follow_the_keys(editor: Page) -> None:
    editor.locator("#id_sat").fill("10-12, morning")
    expect(editor.locator("#fault-sat")).to_contain_text("morning")
    editor.locator("#id_sat").fill("10-12")
    expect(editor.locator("#fault-sat")).to_be_empty()
    expect(editor.locator("#preview figcaption").first).to_contain_text(re.compile("Saturday: 10:00-12:00"))
    expect(editor.locator("#id_sat")).to_be_focused()


def test_what_a_part_looks_up_leaves_the_form_unsaved(editor: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    editor.on("dialog", answer)
    editor.locator("#id_sat").fill("10-12")
    expect(editor.locator("#preview figcaption").first).to_contain_text(re.compile("Saturday: 10:00-12:00"))
    editor.goto(editor.url.replace("edit/", ""))
    assert asked == ["beforeunload"]


def test_a_picked_day_and_the_holidays_of_a_region_join_the_list(editor: Page) -> None:
    editor.locator("#id_country").select_option("PT")
    expect(editor.locator("#id_region")).to_contain_text("Lisboa")
    editor.locator("#id_country").select_option("ES")
    expect(editor.locator("#id_region")).to_contain_text("Madrid")
    editor.locator("#id_region").select_option("MD")
    editor.locator("#fill").click()
    expect(editor.locator("#id_holidays")).to_have_value(re.compile("12-25"))

    editor.locator("#id_sun").fill("9-10")
    editor.locator("#id_on").fill("2026-12-24")
    editor.locator("#id_kind").select_option("date_overrides")
    editor.locator("#id_text").fill("9-14")
    editor.locator("#add").click()
    expect(editor.locator("#id_date_overrides")).to_have_value("2026-12-24 9-14")
    expect(editor.locator("#id_sun")).to_have_value("9-10")


def test_from_the_changes_back_to_editing_and_on_to_publishing(editor: Page, office: WorkingCalendar) -> None:
    editor.locator("#id_mon").fill("8-14")
    editor.locator("#copy").click()
    expect(editor.locator("#id_fri")).to_have_value("8-14")
    editor.locator("#look").click()
    expect(editor.locator(".calendar-changes")).to_contain_text("Friday: 08:00-14:00")
    editor.get_by_role("button", name="Back to editing").click()
    expect(editor.locator("#id_fri")).to_have_value("8-14")

    editor.locator("#look").click()
    editor.get_by_label("The running clocks too").check()
    editor.get_by_role("button", name="Publish").click()
    expect(editor.locator("h1")).to_have_text("Office")
    newest = office.versions.first()
    assert newest and newest.number == 2 and newest.moves_running
