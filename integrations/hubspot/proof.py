"""HubSpot v3: base64 HMAC-SHA256 over method, public address, raw body and timestamp in milliseconds. Pure.

Source: HubSpot's guide “Validating requests”, signature v3.
"""

import base64
import hashlib
import hmac
import re
import secrets as randomness
from collections.abc import Sequence
from datetime import datetime

from integrations.proving import Incoming, Unproved, any_matches, bytes_of, header, within_window

STAMP, SIGNATURE = "x-hubspot-request-timestamp", "x-hubspot-signature-v3"
MILLISECONDS = re.compile(r"[0-9]{1,15}", re.ASCII)
# HubSpot signs the address with these escapes decoded, and no others
DECODED = {f"%{ord(sign):02X}": sign for sign in ":/?@!$'()*,;"}
_ESCAPES = re.compile("|".join(DECODED), re.IGNORECASE)


def prove(message: Incoming, secrets: Sequence[str], at: datetime | None) -> None:
    """Raise Unproved unless one of these secrets signed this; without `at` its age isn't asked (a second look)."""
    stamp, given = header(message, STAMP), header(message, SIGNATURE)
    if at is not None:
        within_window(stamp, at, MILLISECONDS, per_second=1000)
    expected = [_signature(secret, message.method, message.uri, message.body, stamp) for secret in secrets]
    if not any_matches(expected, [bytes_of(given)]):
        raise Unproved("signature_wrong")


def identity(message: Incoming) -> str:
    """HubSpot names events and not deliveries: a body sent again is the same one, a mixed batch is told by its events."""
    return f"body:{hashlib.sha256(message.body).hexdigest()}"


def sign(secret: str, ident: str, method: str, uri: str, body: bytes, at: datetime) -> dict[str, str]:
    """The headers HubSpot would add; the test bench uses them. `ident` has no place in this scheme."""
    stamp = str(int(at.timestamp() * 1000))
    return {STAMP: stamp, SIGNATURE: _signature(secret, method, uri, body, stamp).decode()}


def draw_secret() -> str:
    """Of the same shape as an app's client secret; a real one is copied from HubSpot."""
    return randomness.token_hex(16)


def canonical(uri: str) -> str:
    return _ESCAPES.sub(lambda found: DECODED[found[0].upper()], uri)


def _signature(secret: str, method: str, uri: str, body: bytes, stamp: str) -> bytes:
    signed = b"".join([method.encode(), canonical(uri).encode(), body, bytes_of(stamp)])
    return base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest())
