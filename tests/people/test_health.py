"""The site says whether it lives, can work, and what limps."""

import pytest
from django.conf import LazySettings
from django.db import DatabaseError
from django.test import Client

from people import readiness
from people.models import ApiKey, Heartbeat, User
from people.moment import now
from people.tasks import beat_heart


def test_alive_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: object, db: None
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get("/healthz").status_code == 200


def test_ready_names_what_limps(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        readiness, "_questions", {"oldest overdue": lambda at: readiness.Finding(61.0, is_well=False)}
    )
    told = client.get("/readyz").json()
    assert told == {
        "ready": True,
        "degraded": ["beat", "oldest overdue", "watch", "worker"],
        "values": {"oldest overdue": 61.0},
    }

    beat_heart()
    Heartbeat.objects.beat("watch", now())
    assert client.get("/readyz").json()["degraded"] == ["oldest overdue"]


def test_a_question_that_fails_is_not_well(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "_questions", {"odd": lambda at: 1 / 0})
    assert "odd" in client.get("/readyz").json()["degraded"]


def test_a_dead_broker_is_degraded_and_a_dead_database_is_not_ready(
    client: Client, db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "unix:///nowhere/valkey.sock"
    assert "broker" in client.get("/readyz").json()["degraded"]

    def broken(*_args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("alignment.health.now", broken)
    assert client.get("/readyz").status_code == 503


def test_metrics_are_for_the_machine_and_revops(client: Client, rita: User, sara: User) -> None:
    outside = Client(REMOTE_ADDR="203.0.113.9")
    assert outside.get("/metrics").status_code == 401
    assert client.get("/metrics").status_code == 200
    for user, status in ((sara, 401), (rita, 200)):
        _key, secret = ApiKey.objects.issue(user, "Prometheus", ["read"], now())
        headers = {"Authorization": f"Bearer {secret}"}
        assert outside.get("/metrics", headers=headers).status_code == status
