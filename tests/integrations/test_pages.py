"""The pages of the outer wall: who may enter, what they say, and what their buttons do."""

from collections.abc import Callable

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrations.demo import fill
from integrations.masking import masked
from integrations.models import Connection, InboxDelivery, State
from leads.models import Lead
from people.models import User
from people.moment import now
from tests.integrations.conftest import HubSpotSender, StandardSender

Signed = Callable[[User], Client]
LISTS = (
    "integrations:connection-list",
    "integrations:delivery-list",
    "integrations:quarantine-list",
    "integrations:connection-create",
)


@pytest.fixture
def browser(rita: User, trusted: Signed) -> Client:
    return trusted(rita)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_lists_while_empty(browser: Client, name: str, language: str) -> None:
    assert browser.get(reverse(name), headers={"accept-language": language}).status_code == 200


def test_others_stay_outside(
    standard: StandardSender, sara: User, elena: User, client_of: Signed, trusted: Signed
) -> None:
    for client in (client_of(sara), trusted(elena)):
        for name in LISTS:
            assert client.get(reverse(name)).status_code == 403
        assert (
            client.post(reverse("integrations:sample-create", args=[standard.connection.pk])).status_code
            == 403
        )


def test_a_new_connection_shows_its_secret_once(browser: Client) -> None:
    form = {"kind": "standard", "name": "Web", "system": "web", "portal_id": "", "secret": ""}
    page = browser.post(reverse("integrations:connection-create"), form).content.decode()
    made = Connection.objects.get()
    assert made.secret in page and made.url in page and made.secret.startswith("whsec_")
    assert made.secret not in browser.get(made.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "hubspot"}, {"secret": "whsec_short"}, {"portal_id": "12a"}, {"system": "with space"}, {"name": ""}, {"kind": "pigeon"}],
)  # fmt: skip
def test_a_connection_that_can_not_be(browser: Client, wrong: dict[str, str]) -> None:
    form = {"kind": "standard", "name": "Web", "system": "web", "portal_id": "", "secret": ""} | wrong
    answer = browser.post(reverse("integrations:connection-create"), form)
    assert answer.status_code == 422 and not Connection.objects.exists()


def test_changing_the_secret(browser: Client, standard: StandardSender) -> None:
    url = reverse("integrations:secret-create", args=[standard.connection.pk])
    assert browser.get(url).status_code == 200
    page = browser.post(url, {"secret": ""}).content.decode()
    standard.connection.refresh_from_db()
    assert standard.connection.secret in page and standard.connection.secret != standard.secret
    assert standard.post({}).status_code == 202


def test_switching_off_and_on(browser: Client, standard: StandardSender) -> None:
    url = reverse("integrations:activation-update", args=[standard.connection.pk])
    for value, status in (("0", 404), ("1", 202)):
        assert browser.post(url, {"is_active": value}).status_code == 302
        assert standard.post({}).status_code == status
    assert browser.get(url).status_code == 405


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("kind", ["standard", "hubspot"])
def test_the_bench_leaves_nothing(
    browser: Client, standard: StandardSender, hubspot: HubSpotSender, kind: str
) -> None:
    connection = {"standard": standard, "hubspot": hubspot}[kind].connection
    body = browser.get(connection.get_absolute_url()).context["form"].initial["body"]
    url = reverse("integrations:sample-create", args=[connection.pk])
    page = browser.post(url, {"body": body})
    tried = page.context["tried"]
    assert (
        tried.is_good
        and tried.leads[0]["email"] == "sample@example.com"
        and "sample@example.com" in page.content.decode()
    )
    assert not InboxDelivery.objects.exists() and not Lead.objects.exists()
    assert browser.post(url, {"body": body, "is_forged": "on"}).context["tried"].status == 401
    assert browser.post(url, {"body": "{"}).context["tried"].state == State.QUARANTINED


def test_the_inbox_and_one_message(browser: Client, standard: StandardSender) -> None:
    standard.take(standard.lead("F-1", name="Ana Gil", email="ana@example.com", phone="+34600123456"))
    (_first, odd) = standard.take(b"{")
    page = browser.get(reverse("integrations:delivery-list"), {"state": "quarantined", "connection": "forms"})
    assert [row.pk for row, _why in page.context["rows"]] == [odd.pk]
    shown = browser.get(_first.get_absolute_url()).content.decode()
    assert (
        "Ana Gil" not in shown and "ana@" not in shown and "600123456" not in shown and "example.com" in shown
    )
    assert browser.post(reverse("integrations:replay-create", args=[odd.pk])).status_code == 302
    odd.refresh_from_db()
    assert odd.state == State.PENDING


def test_replaying_a_group(browser: Client, standard: StandardSender) -> None:
    for body in (b"{", b"[", b"{}{}"):
        standard.take(body)
    page = browser.get(reverse("integrations:quarantine-list"))
    ((group, _why),) = page.context["groups"]
    asked = {
        "connection": group["connection_id"],
        "reason": group["reason"],
        "fault_group": group["fault_group"],
    }
    browser.post(reverse("integrations:quarantine-replay"), asked)
    assert InboxDelivery.objects.filter(state=State.PENDING).count() == group["count"] == 3


def test_a_page_costs_the_same_however_long_the_list(browser: Client, standard: StandardSender) -> None:
    def cost() -> int:
        with CaptureQueriesContext(database) as queries:
            browser.get(reverse("integrations:delivery-list"))
        return len(queries)

    standard.take(standard.lead("F-0"))
    few = cost()
    for n in range(30):
        standard.post(standard.lead(f"F-{n}"))
    InboxDelivery.objects.drain(now())
    assert cost() == few


def test_the_demo_is_filled_once(organisation: object) -> None:
    first = fill(now())
    assert fill(now()) == first and Connection.objects.count() == 2
    assert first["standard"]["secret"].startswith("whsec_") and first["hubspot"]["url"].startswith("http")


def test_masking_keeps_what_is_wrong_in_sight() -> None:
    shown = masked(
        b'{"propertyName": "firstname", "propertyValue": "Ana", "occurredAt": 1782371969536, "x": "call +34 600 123 456"}'
    )
    assert "Ana" not in shown and "600" not in shown and "1782371969536" in shown
    assert masked(b"\xff{ ana@example.com") == "\ufffd{ \u2022\u2022\u2022@example.com"
