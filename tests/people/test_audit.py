"""Each change of the configuration says who, when, why, from what to what, and never a secret."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from people.models import ApiKey, Endpoint, Team, User
from tests.conftest import MONDAY_NINE

Enter = Callable[[User], Client]


def test_a_change_is_shown_with_its_reason(rita: User, sales: Team, trusted: Enter) -> None:
    desk = trusted(rita)
    asked = {"name": "Inside Sales", "kind": "sales", "why": "Two teams became one"}
    desk.post(reverse("team-update", args=[sales.pk]), asked)

    rows = desk.get(reverse("audit-list"), {"model": "people.Team"}).context["rows"]
    change = next(row for row in rows if row["verb"] == "update")
    assert change["by"] == rita and change["why"] == "Two teams became one"
    assert ("name", "Sales", "Inside Sales") in change["changes"]


def test_secrets_are_not_in_it(rita: User, trusted: Enter) -> None:
    key, secret = ApiKey.objects.issue(rita, "CRM", ["read"], MONDAY_NINE)
    Endpoint.objects.create(
        name="out", kind="webhook", url="https://1.1.1.1/canary", user=rita, secret="whsec_canary"
    )
    User.objects.get(pk=rita.pk).set_password("canary")
    page = trusted(rita).get(reverse("audit-list")).content.decode()
    assert "CRM" in page and key.hash not in page and secret not in page and "canary" not in page


def test_a_bad_page_number_is_the_first(rita: User, trusted: Enter) -> None:
    for page in ("x", "-1", "0", "²", "9" * 30):
        assert trusted(rita).get(reverse("audit-list"), {"page": page}).status_code == 200


def test_unnoted_measures_leave_no_trace(rita: User, trusted: Enter) -> None:
    from django.apps import apps

    history = apps.get_model("people", "UserEvent")
    before = history.objects.count()
    trusted(rita).post(reverse("theme-update"), {"theme": "dark"})
    assert history.objects.count() == before
