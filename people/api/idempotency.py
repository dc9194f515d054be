"""`Idempotency-Key`: the same request again gets the same answer again, and does nothing again."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from people.models import IdempotencyKey, User
from people.moment import now

from .refusals import Unprocessable

Handler = Callable[..., Response]
MAX_LENGTH = 255


def idempotent(handler: Handler) -> Handler:
    """Around a view's method that writes: `@idempotent def create(self, request, ...)`.

    The answer is stored in the transaction of the write, so either both stand or neither; a twin that comes while the
    first still works waits for it. A refusal is not stored: the caller may mend the request and ask again.
    """

    @wraps(handler)
    def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return handler(view, request, *args, **kwargs)
        _check(key)
        with transaction.atomic():
            asked = {
                "key": key,
                "request": f"{request.method} {request.path}"[:300],
                "body_hash": _hash(request),
            }
            row = IdempotencyKey.objects.claim(_doer(request), at=now(), **asked)
            return _keep(row, handler(view, request, *args, **kwargs)) if row else _repeat(request, asked)

    return once


def _doer(request: Request) -> User:
    """Writes are for people that are known; the permission has seen to it."""
    assert isinstance(request.user, User)
    return request.user


def _check(key: str) -> None:
    if len(key) > MAX_LENGTH or not (key.isascii() and key.isprintable()):
        raise ValidationError({"Idempotency-Key": [_("Give at most 255 printable ASCII characters.")]})


def _hash(request: Request) -> str:
    return hashlib.sha256(json.dumps(request.data, sort_keys=True, default=str).encode()).hexdigest()


def _keep(row: IdempotencyKey, response: Response) -> Response:
    row.status = response.status_code
    row.response = json.loads(JSONRenderer().render(response.data) or b"null")
    row.save(update_fields=["status", "response"])
    return response


def _repeat(request: Request, asked: dict[str, str]) -> Response:
    row = IdempotencyKey.objects.get(user=_doer(request), key=asked["key"])
    if (row.request, row.body_hash) != (asked["request"], asked["body_hash"]):
        raise Unprocessable(_("This key was used for another request."))
    return Response(row.response, status=row.status, headers={"Idempotency-Replayed": "true"})
