"""The door for machines: prove, keep, answer. What a message means is read later, so that nothing here can stumble on it."""

import logging
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import Error as DatabaseTrouble
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from integrations.models import Connection, InboxDelivery, RejectedDelivery
from integrations.models.connection import Met
from integrations.proving import Incoming, Unproved
from people.doors import open_door

logger = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = "5"


@csrf_exempt
@open_door
def receive(request: HttpRequest, key: str) -> HttpResponse:
    """202 once the raw body is committed, for a duplicate and for what can't be read too."""
    if request.method != "POST":
        return problem(405, "method_not_allowed", {"Allow": "POST"})
    try:
        return _take(request, key)
    except (RequestDataTooBig, UnreadablePostError) as error:
        return problem(413 if isinstance(error, RequestDataTooBig) else 400, "body_unreadable")
    except DatabaseTrouble as error:
        logger.error("hook_not_kept", extra={"error": type(error).__name__})
        return problem(503, "try_again", {"Retry-After": RETRY_AFTER_SECONDS})


def _take(request: HttpRequest, key: str) -> HttpResponse:
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    if not announced.isdecimal() or int(announced) > settings.HOOK_MAX_BYTES:
        return problem(413, "body_too_large")
    met = Connection.objects.recognise(key)
    if met is None:
        return problem(404, "connection_unknown")
    message = incoming(request)
    if len(message.body) > settings.HOOK_MAX_BYTES:
        return problem(413, "body_too_large")
    if refusal := _refusal(met, message):
        RejectedDelivery.objects.reject(met.connection, message, refusal, met.now)
        return problem(401, refusal)
    InboxDelivery.objects.receive(met.connection, message, met.now)
    return HttpResponse(status=202)


def incoming(request: HttpRequest) -> Incoming:
    """The request as its sender signed it: the public address, not the one behind a proxy."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Incoming(
        request.method or "", settings.PUBLIC_URL + request.get_full_path(), headers, request.body
    )


def _refusal(met: Met, message: Incoming) -> str:
    """Why the origin isn't proved; empty when it is. Whatever a proof stumbles over, it isn't proved."""
    try:
        met.connection.prove(message, met.now)
    except Unproved as unproved:
        return unproved.code
    except Exception:
        return "proof_unreadable"
    return ""


def problem(status: int, code: str, headers: dict[str, str] | None = None) -> HttpResponse:
    document = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "code": code}
    return JsonResponse(document, status=status, content_type="application/problem+json", headers=headers)
