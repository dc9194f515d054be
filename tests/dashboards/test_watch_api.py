"""/api/v1/watches/ and /api/v1/deviations/: what is watched, which weeks were news, and saying why with a key that writes."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from dashboards.models import Deviation, Watch
from people.models import ApiKey, Scope, User
from people.moment import now
from tests.conftest import MONDAY_NINE

WATCHES, DEVIATIONS = "/api/v1/watches/", "/api/v1/deviations/"


@pytest.fixture
def watch(rita: User) -> Watch:
    return Watch.objects.create(kpi="lead_acceptance_rate", low=0.4, by=rita, created_at=MONDAY_NINE)


@pytest.fixture
def found(watch: Watch) -> list[Deviation]:
    return [
        Deviation.objects.create(
            watch=watch, week=date(2026, 3, day), kind="below", value=0.2, n=40, low=0.4, found_at=MONDAY_NINE
        )
        for day in (2, 9, 16)
    ]


def keyed(user: User, *scopes: Scope) -> dict[str, str]:
    _key, secret = ApiKey.objects.issue(user, "Reports", list(scopes), now())
    return {"Authorization": f"Bearer {secret}"}


def test_what_is_watched(client_of: Any, marta: User, sara: User, watch: Watch) -> None:
    (told,) = client_of(marta).get(WATCHES, {"state": "active"}).json()["results"]
    assert (told["kpi"], told["low"], told["ended_at"]) == ("lead_acceptance_rate", 0.4, None)
    one = client_of(marta).get(f"{WATCHES}{watch.pk}/").json()
    assert (one["mean"], one["weeks"]) == (None, [])
    watch.end(MONDAY_NINE)
    assert client_of(marta).get(WATCHES, {"state": "active"}).json()["results"] == []
    assert client_of(sara).get(WATCHES).json()["results"] == []
    assert client_of(sara).get(f"{WATCHES}{watch.pk}/").status_code == 404


@pytest.mark.usefixtures("found")
def test_pages_of_news(client: Client, marta: User, watch: Watch) -> None:
    key = keyed(marta, Scope.READ)
    seen: list[str] = []
    url = f"{DEVIATIONS}?limit=2&watch={watch.pk}&kind=below&explained=false"
    while url:
        page = client.get(url, headers=key).json()
        seen += [one["week"] for one in page["results"]]
        url = page["next"]
    assert seen == ["2026-03-16", "2026-03-09", "2026-03-02"]


@pytest.mark.usefixtures("watch")
def test_a_cause_is_said_once(client: Client, rita: User, silvia: User, found: list[Deviation]) -> None:
    url = f"{DEVIATIONS}{found[0].pk}/cause/"
    body = {"data": {"words": "  The form was down. "}, "content_type": "application/json"}
    assert client.post(url, headers=keyed(rita, Scope.READ), **body).status_code == 403  # type: ignore[arg-type]
    key = keyed(rita, Scope.WRITE)
    first = client.post(url, headers=key, **body)  # type: ignore[arg-type]
    assert first.status_code == 201 and first.json()["words"] == "The form was down."
    again = client.post(url, {"words": "Holidays"}, content_type="application/json", headers=key)
    assert (again.status_code, again.json()["words"]) == (200, "The form was down.")
    told = client.get(f"{DEVIATIONS}{found[0].pk}/", headers=keyed(rita, Scope.READ)).json()
    assert told["cause"]["by"] == str(rita) and "/dashboards/rows/" in told["rows"]
    assert client.get(url, headers=keyed(rita, Scope.READ)).status_code == 405


def test_who_may_say_why(
    client_of: Any, marta: User, felix: User, sara: User, found: list[Deviation]
) -> None:
    said = {"data": {"words": "x"}, "content_type": "application/json"}
    for reader in (felix, sara):
        assert client_of(reader).post(f"{DEVIATIONS}{found[0].pk}/cause/", **said).status_code == 403
    assert client_of(marta).post(f"{DEVIATIONS}{found[0].pk}/cause/", **said).status_code == 201


@pytest.mark.parametrize(
    "body", [{}, {"words": ""}, {"words": "\x07 "}, {"words": "x" * 501}, {"words": "x", "by": 1}, []]
)
def test_a_cause_that_cannot_be(client_of: Any, marta: User, found: list[Deviation], body: Any) -> None:
    url = f"{DEVIATIONS}{found[0].pk}/cause/"
    answer = client_of(marta).post(url, body, content_type="application/json")
    assert answer.status_code == 400 and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=x",
        "cursor=zzz",
        "cursor=W10",
        "watch=x",
        "watch=1e400",
        "kind=moon",
        "kpi=%00",
        "moon=1",
    ],
)
@pytest.mark.usefixtures("found")
def test_nonsense_is_named(client_of: Any, marta: User, query: str) -> None:
    answer = client_of(marta).get(f"{DEVIATIONS}?{query}")
    assert answer.status_code == 400 and list(answer.json()["errors"]) == [query.partition("=")[0]]


@pytest.mark.parametrize("pk", ["0", "999999999999999999", "9999999999999999999", "x"])
def test_what_is_not_there(client_of: Any, marta: User, pk: str) -> None:
    for url in (f"{WATCHES}{pk}/", f"{DEVIATIONS}{pk}/"):
        assert client_of(marta).get(url).status_code == 404


@pytest.mark.usefixtures("found")
def test_a_list_costs_the_same_however_long(
    client_of: Any, marta: User, django_assert_max_num_queries: Any
) -> None:
    reader = client_of(marta)
    reader.get(DEVIATIONS)
    with django_assert_max_num_queries(8):
        assert len(reader.get(DEVIATIONS).json()["results"]) == 3
