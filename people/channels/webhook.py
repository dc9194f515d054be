"""Webhooks out, signed as Standard Webhooks are; `webhook-id` is the same at each attempt."""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import datetime

from .message import Message
from .outside import post


def send(message: Message, at: datetime) -> None:
    delivery = message.first
    assert delivery.endpoint is not None
    content = {
        "type": delivery.kind,
        "timestamp": delivery.created_at.isoformat(),
        "data": delivery.params | {"url": message.url},
    }
    body = json.dumps(content).encode()
    post(message.to, body, signed(delivery.endpoint.secret, delivery.dedupe_key, body, at), at)


def signed(secret: str, key: str, body: bytes, at: datetime) -> dict[str, str]:
    """The three headers; the secret is `whsec_` and base64."""
    seconds = str(int(at.timestamp()))
    content = b".".join([key.encode(), seconds.encode(), body])
    proof = base64.b64encode(hmac.new(_bytes(secret), content, hashlib.sha256).digest()).decode()
    return {"webhook-id": key, "webhook-timestamp": seconds, "webhook-signature": f"v1,{proof}"}


def _bytes(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        return secret.encode()
