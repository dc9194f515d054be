"""Errors of the API as problem documents (RFC 9457), whatever went wrong."""

import logging
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.signals import got_request_exception
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import exception_handler, set_rollback

logger = logging.getLogger(__name__)
CONTENT_TYPE = "application/problem+json"


def document(status: int, detail: str = "", code: str = "", errors: Any = None) -> dict[str, Any]:
    """The problem's members; `code` is stable and for programs, `detail` is for people."""
    problem: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if code:
        problem["code"] = code
    if detail:
        problem["detail"] = detail
    if errors is not None:
        problem["errors"] = errors
    return problem


def as_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    if isinstance(error, DjangoValidationError):
        error = exceptions.ValidationError(as_serializer_error(error))
    response = exception_handler(error, context)
    if response is None:
        return _unforeseen(error, context)
    if isinstance(error, exceptions.ValidationError):
        response.data = document(400, code="invalid", errors=error.detail)
    else:
        detail = response.data.get("detail", "") if isinstance(response.data, dict) else ""
        response.data = document(response.status_code, str(detail), getattr(detail, "code", ""))
    response.content_type = CONTENT_TYPE
    return response


def _unforeseen(error: Exception, context: dict[str, Any]) -> Response:
    """Our own fault: logged, said plainly, without the inside of the house."""
    logger.error("api_failed", exc_info=error)
    got_request_exception.send(sender=type(context.get("view")), request=context.get("request"))
    set_rollback()
    return Response(document(500, code="error"), status=500, content_type=CONTENT_TYPE)
