"""What machines ask about the site: is it alive, can it work, how much does it do."""

from functools import cache
from typing import Any

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from people import readiness
from people.doors import open_door
from people.models import ApiKey, Heartbeat, Scope, User
from people.moment import now

PROCESSES = ("worker", "beat", "watch")
LOOPBACK = ("127.0.0.1", "::1")


@open_door
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@open_door
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when this process reaches the database and its tables are current; what limps is listed as degraded."""
    try:
        at = now()
        if not _is_migrated():
            return JsonResponse({"ready": False, "degraded": ["migrations"]}, status=503)
        heard = Heartbeat.objects.heard(at)
        findings = readiness.findings(at)
    except DatabaseError:
        return JsonResponse({"ready": False, "degraded": ["database"]}, status=503)
    degraded = [name for name in PROCESSES if name not in heard]
    degraded += [name for name, finding in findings.items() if not finding.is_well]
    if not _broker_answers():
        degraded.append("broker")
    values: dict[str, Any] = {name: finding.value for name, finding in findings.items()}
    return JsonResponse({"ready": True, "degraded": sorted(degraded), "values": values})


def _is_migrated() -> bool:
    """Asked until it is so; tables don't go back."""
    try:
        return _migrated()
    except LookupError:
        return False


@cache
def _migrated() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError("migrations are pending")
    return True


def _broker_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5
        ) as broker:
            return bool(broker.ping())
    except (redis.RedisError, OSError):
        return False


@open_door
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For the machine itself, RevOps, or a key of RevOps: counts only, and yet nobody else's business."""
    if not (_is_local(request) or _may_measure(request)):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return ExportToDjangoView(request)


def _is_local(request: HttpRequest) -> bool:
    return request.META.get("REMOTE_ADDR") in LOOPBACK and "X-Forwarded-For" not in request.headers


def _may_measure(request: HttpRequest) -> bool:
    user = request.user
    if isinstance(user, User) and user.is_revops:
        return True
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    key = ApiKey.objects.recognise(secret.strip(), at=now()) if scheme.lower() == "bearer" else None
    return bool(key and key.user.is_revops and key.allows(Scope.READ))


urlpatterns = [
    path("healthz", alive, name="healthz"),
    path("readyz", ready, name="readyz"),
    path("metrics", metrics, name="metrics"),
]
