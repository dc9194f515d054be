"""The editor of criteria in a browser: built, moved, undone and saved by keyboard; faults at their row; the count alive."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from leads.models import Lead
from people.models import User, WorkingCalendar
from people.moment import now
from sla.models import Agreement, AgreementVersion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def draft(office: WorkingCalendar, silvia: User, marta: User) -> AgreementVersion:
    team = silvia.team
    leads = [Lead(recorded_at=now(), country="ES", employees=size, team=team) for size in (10, 200, 900)]
    Lead.objects.bulk_create([*leads, Lead(recorded_at=now(), country="PT", employees=40, team=team)])
    return Agreement.objects.start("Handoffs 2027", by=silvia)


def enter(page: Page, live_server: Any, client: Client, marta: User, draft: AgreementVersion) -> Page:
    client.force_login(marta)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{live_server.url}/sla/agreements/{draft.pk}/terms/")
    return page


@pytest.fixture
def editor(page: Page, live_server: Any, client: Client, marta: User, draft: AgreementVersion) -> Page:
    enter(page, live_server, client, marta, draft).locator(".criteria-row").wait_for()
    return page


def tree(page: Page) -> Any:
    return json.loads(page.locator("textarea[name=scope]").input_value())


def here(page: Page) -> Any:
    return page.locator("*:focus")


def test_built_by_keyboard_and_saved(editor: Page, draft: AgreementVersion) -> None:
    keys = editor.keyboard
    editor.locator(".criteria-row [data-part=field]").focus()
    here(editor).select_option("country")
    keys.press("Tab")
    here(editor).select_option("in")
    keys.press("Tab")
    keys.type("es")
    keys.press("Enter")
    keys.type("pt")
    keys.press("Enter")
    keys.press("Control+Enter")
    here(editor).select_option("employees")
    keys.press("Tab")
    here(editor).select_option(">=")
    keys.press("Tab")
    keys.type("100")
    keys.press("Enter")
    here(editor).select_option("employees")
    keys.press("Tab")
    here(editor).select_option("<")
    keys.press("Tab")
    keys.type("20")
    country = {"field": "country", "op": "in", "value": ["es", "pt"]}
    sizes = [{"field": "employees", "op": ">=", "value": 100}, {"field": "employees", "op": "<", "value": 20}]
    assert tree(editor) == {"all": [country, {"any": sizes}]}
    expect(editor.locator("[data-count]")).to_contain_text("3 of 4")
    expect(editor.locator("[data-count] p[lang=en]")).to_contain_text(
        "employees is at least 100 or employees"
    )
    keys.press("Alt+ArrowUp")
    assert tree(editor) == {"all": [country, {"any": sizes[::-1]}]}
    keys.press("Alt+ArrowLeft")
    assert tree(editor) == {"all": [country, {"any": sizes[:1]}, sizes[1]]}
    keys.press("Control+Delete")
    assert tree(editor) == {"all": [country, {"any": sizes[:1]}]}
    keys.press("Shift+Tab")
    here(editor).press("Control+z")
    assert tree(editor) == {"all": [country, {"any": sizes[:1]}, sizes[1]]}
    editor.locator(".form-foot .btn-primary").click()
    expect(editor).to_have_url(re.compile(rf"/sla/agreements/{draft.pk}/$"))
    draft.refresh_from_db()
    assert draft.scope == {"all": [country, {"any": sizes[:1]}, sizes[1]]}


def test_a_fault_stands_at_its_row_and_a_tree_comes_back_as_it_was(editor: Page) -> None:
    whole: dict[str, Any] = {
        "all": [
            {"field": "stage", "op": "in", "value": ["mql", "sql"]},
            {
                "not": {
                    "any": [
                        {"field": "captured_at", "op": "after", "value": "2026-01-31"},
                        {"not": {"all": []}},
                    ]
                }
            },
            {"not": {"field": "employees", "op": "between", "value": [1, 2.5]}},
            {
                "events": ["call", "*touch"],
                "measure": "recency_days",
                "op": "<",
                "value": 3,
                "within_days": 9,
            },
        ]
    }
    text = editor.locator("textarea[name=scope]")
    editor.locator(".criteria-text summary").click()
    text.fill(json.dumps(whole))
    text.blur()
    editor.locator("[data-part=days]").fill("8")
    whole["all"][3]["within_days"] = 8
    assert tree(editor) == whole
    whole["all"][2] = {"not": {"field": "employees", "op": ">", "value": "many"}}
    text.fill(json.dumps(whole))
    text.blur()
    row = editor.locator(".criteria-row", has=editor.locator(".row-error"))
    expect(row.locator(".row-error")).to_have_text("Write a number here.")
    expect(row.locator("[aria-invalid=true]")).to_have_attribute("data-part", "value")
    text.fill("{")
    text.blur()
    expect(editor.locator(".criteria .notice")).to_contain_text("can't be shown as conditions")


def test_without_scripts_there_are_rows(
    chromium: Browser, live_server: Any, client: Client, marta: User, draft: AgreementVersion
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = enter(context.new_page(), live_server, client, marta, draft)
    expect(page.locator(".criteria-text")).to_be_hidden()
    page.locator("[name=scope-0-what]").select_option("field:country")
    page.locator("[name=scope-0-op]").select_option("is")
    page.locator("[name=scope-0-value]").fill("PT")
    page.locator(".form-foot .btn-primary").click()
    draft.refresh_from_db()
    assert draft.scope == {"field": "country", "op": "is", "value": "PT"}
    context.close()
