"""The floor of the API: who may ask, strict bodies, problems, cursors, and answers given twice."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, include, path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet

from alignment import urls as site
from people.api.idempotency import idempotent
from people.models import ApiKey, Team, User
from people.moment import now


class TeamSerializer(serializers.ModelSerializer):
    class Meta:
        model = Team
        fields = ["id", "name", "kind"]


class Teams(ModelViewSet):
    queryset = Team.objects.all()
    serializer_class = TeamSerializer
    keyset_ordering = ("name",)

    @idempotent
    def create(self, request: Request, *args: object, **kwargs: object) -> Response:
        return super().create(request, *args, **kwargs)


class Broken(APIView):
    def get(self, request: Request) -> Response:
        raise RuntimeError("the inside of the house")


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/teams/", Teams.as_view({"get": "list", "post": "create"})),
    path("api/v1/broken/", Broken.as_view()),
    path("", include(site.urlpatterns)),
]
pytestmark = pytest.mark.urls(__name__)
Ask = Callable[..., Any]


@pytest.fixture
def ask(silvia: User) -> Ask:
    _key, secret = ApiKey.objects.issue(silvia, "CRM", ["read", "write"], now())

    def asked(
        body: bytes | dict[str, str] | None = None, key: str = "", url: str = "/api/v1/teams/", **query: str
    ) -> Any:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
        if body is None:
            return Client().get(url, query, headers=headers)
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client().post(url, raw, content_type="application/json", headers=headers)

    return asked


def test_strangers_get_a_problem_and_the_way_in(organisation: object) -> None:
    for headers in ({}, {"Authorization": "Bearer al_0000000000_x"}, {"Authorization": "Bearer \xff"}):
        response = Client().get("/api/v1/teams/", headers=headers)
        assert response.status_code == 401 and response["Content-Type"] == "application/problem+json"
        assert response["WWW-Authenticate"].startswith("Bearer") and response.json()["status"] == 401


def test_a_key_stays_within_its_scopes(sara: User) -> None:
    for scope, statuses in {"read": (200, 403), "hooks": (403, 403)}.items():
        _key, secret = ApiKey.objects.issue(sara, "x", [scope], now())
        headers = {"Authorization": f"Bearer {secret}"}
        got = Client().get("/api/v1/teams/", headers=headers)
        put = Client().post("/api/v1/teams/", b"{}", content_type="application/json", headers=headers)
        assert (got.status_code, put.status_code) == statuses


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": NaN}', b'{"name": Infinity}', b'{"name": -Infinity}', b'{"name": 1e400}', b'{"name": 1e200000}',
        b'{"a": 1, "a": 2}', b'{"name": "a\\u0000b"}', b'{"name": "\\ud800"}', b'{"\\u0000": 1}', b'{"name": "\x00"}',
        b'{"name": ' + b"1" * 5000 + b"}", b"[" * 1000 + b"]" * 1000, b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe",
        b"\xef\xbb\xbf{}", '{"name": "x"}'.encode("utf-16"), b"", b"{", b"null", b"[]", b'"x"', b'{"name": "x"} x', b"\x00",
        b'{"name": ["' + b"[" * 100 + b'"]}',
    ],
)  # fmt: skip
def test_what_can_be_read_in_two_ways_is_refused(body: bytes, ask: Ask) -> None:
    response = ask(body)
    assert response.status_code == 400 and response["Content-Type"] == "application/problem+json"


def test_a_long_body_and_another_kind_are_refused(ask: Ask) -> None:
    assert ask(b'{"name": "' + b"x" * 3_000_000 + b'"}').status_code == 413
    assert ask(None, url="/api/v1/teams/", limit="9999").status_code == 400


def test_faults_of_fields_are_named(ask: Ask) -> None:
    problem = ask({"name": ""}).json()
    assert set(problem["errors"]) == {"name", "kind"} and problem["status"] == 400


def test_our_own_faults_say_nothing_of_the_house(ask: Ask) -> None:
    client = Client(raise_request_exception=False)
    _key, secret = ApiKey.objects.issue(User.objects.get(), "x", ["read"], now())
    response = client.get("/api/v1/broken/", headers={"Authorization": f"Bearer {secret}"})
    assert response.status_code == 500 and "inside" not in response.content.decode()
    assert response["Content-Type"] == "application/problem+json"


def test_a_list_is_walked_by_its_cursor(ask: Ask) -> None:
    Team.objects.bulk_create(Team(name=f"T{number:03}", kind="sales") for number in range(25))
    names, url = [], "/api/v1/teams/?limit=10"
    while url:
        page = ask(url=url).json()
        names += [team["name"] for team in page["results"]]
        url = page["next"]
    assert names == sorted(Team.objects.values_list("name", flat=True))
    for cursor in ("x", "%%%", "WyJh", "W10", "WzEsMl0", "WyJcdTAwMDAiXQ", "W1tdXQ", "é"):
        assert ask(cursor=cursor).status_code == 400


def test_the_same_key_gets_the_same_answer(ask: Ask) -> None:
    body = {"name": "New", "kind": "sales"}
    first, second = ask(body, key="k1"), ask(body, key="k1")
    assert first.status_code == second.status_code == 201 and first.json() == second.json()
    assert second["Idempotency-Replayed"] == "true" and Team.objects.filter(name="New").count() == 1
    assert ask(body | {"name": "Other"}, key="k1").status_code == 422
    assert ask({"name": ""}, key="k2").status_code == 400
    assert ask({"name": "Mended", "kind": "sales"}, key="k2").status_code == 201
    assert ask(body, key="k" * 256).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_twins_at_the_same_moment_do_it_once() -> None:
    user = User.objects.create_user("t@acme.test", "x", name="T", role="sales")
    _key, secret = ApiKey.objects.issue(user, "x", ["write"], now())
    gate, statuses = threading.Barrier(8), []

    def one() -> None:
        gate.wait()
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "same"}
        body = json.dumps({"name": "Once", "kind": "sales"})
        response = Client().post("/api/v1/teams/", body, content_type="application/json", headers=headers)
        statuses.append(response.status_code)
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [201] * 8 and Team.objects.filter(name="Once").count() == 1


@override_settings()
def test_asking_too_often_is_told_when_to_come_back(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    from people.api.throttles import KeyThrottle

    monkeypatch.setattr(KeyThrottle, "THROTTLE_RATES", {"key": "3/min"})
    answers = [ask() for _ in range(5)]
    assert answers[-1].status_code == 429 and int(answers[-1]["Retry-After"]) > 0
