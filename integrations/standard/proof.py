"""Standard Webhooks: base64 HMAC-SHA256 over `id.timestamp.body`, several signatures while a secret is changed. Pure.

Source: the Standard Webhooks specification, symmetric signatures `v1`.
"""

import base64
import hashlib
import hmac
import re
import secrets as randomness
from collections.abc import Sequence
from datetime import datetime

from integrations.proving import Incoming, Unproved, any_matches, bytes_of, header, within_window

PREFIX = "whsec_"
LONGEST_ID = 255
SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


def prove(message: Incoming, secrets: Sequence[str], at: datetime | None) -> None:
    """Raise Unproved unless one of these secrets signed this; without `at` its age isn't asked (a second look)."""
    ident, stamp = header(message, "webhook-id"), header(message, "webhook-timestamp")
    if len(ident) > LONGEST_ID:
        raise Unproved("header_missing")
    if at is not None:
        within_window(stamp, at, SECONDS, per_second=1)
    parts = header(message, "webhook-signature").split(" ")
    given = [bytes_of(part[3:]) for part in parts if part.startswith("v1,")]
    if not any_matches([_signature(secret, ident, stamp, message.body) for secret in secrets], given):
        raise Unproved("signature_wrong")


def identity(message: Incoming) -> str:
    """What tells a delivery from others: the sender keeps the id of a message that it sends again."""
    return f"id:{message.headers['webhook-id']}"


def sign(secret: str, ident: str, method: str, uri: str, body: bytes, at: datetime) -> dict[str, str]:
    """The headers a sender would add; the test bench is one."""
    stamp = str(int(at.timestamp()))
    signature = _signature(secret, ident, stamp, body).decode()
    return {"webhook-id": ident, "webhook-timestamp": stamp, "webhook-signature": f"v1,{signature}"}


def draw_secret() -> str:
    return PREFIX + base64.b64encode(randomness.token_bytes(32)).decode()


def _signature(secret: str, ident: str, stamp: str, body: bytes) -> bytes:
    key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    signed = b".".join([bytes_of(ident), bytes_of(stamp), body])
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
