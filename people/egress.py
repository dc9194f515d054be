"""The one door through which anything leaves the house by HTTP: only to public addresses, checked where we connect.

Python's own `is_private` lets too much through, so the deny list is ours. The name is resolved once, every address it
has is checked, and the connection goes to a checked address with the right SNI and Host: a name that changes its mind
between check and connect changes nothing. No redirects, no proxies, ports 80 and 443, 64 kB of reply, one time cap.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

PORTS = {"http": 80, "https": 443}
REPLY_BYTES = 64 * 1024
SECONDS = 10.0
MAX_URL = 2_000

DENIED_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",
        "240.0.0.0/4",
    )
]  # fmt: skip
PUBLIC_6 = ipaddress.IPv6Network("2000::/3")
DENIED_6 = [
    ipaddress.IPv6Network(network)
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
]
A_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*")
A_NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(ValueError):
    """An address we don't connect to; `code`: url, scheme, credentials, host, port or address."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


class Unreachable(OSError):
    """The other house did not answer: name, connection, TLS or time."""


@dataclass(frozen=True)
class Target:
    scheme: str
    host: str
    port: int
    path: str


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes


def target(url: str) -> Target:
    """Read a URL strictly, as no two programs could read it differently; Refused otherwise."""
    if len(url) > MAX_URL or not url.isprintable() or any(char in url for char in "\\ #"):
        raise Refused("url")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise Refused("url") from None
    if parts.scheme not in PORTS:
        raise Refused("scheme", parts.scheme)
    if "@" in parts.netloc:
        raise Refused("credentials")
    if not parts.path.isascii() or not parts.query.isascii():
        raise Refused("url")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, _host(host), port or PORTS[parts.scheme], path)


def _host(host: str) -> str:
    """An address or an ASCII name; shorthand of addresses (127.1, 0x7f.1, 2130706433) is refused."""
    if ":" in host:
        return str(_literal(host))
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Refused("host", host[:80]) from None
    if A_NUMBER.fullmatch(name.rsplit(".", 1)[-1]):
        return str(_literal(name))
    if not A_NAME.fullmatch(name) or len(name) > 253:
        raise Refused("host", host[:80])
    return name


def _literal(text: str) -> Address:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        raise Refused("host", text[:80]) from None
    if getattr(address, "scope_id", None):
        raise Refused("host", text[:80])
    return address


def is_allowed(address: Address) -> bool:
    if loopback_allowed() and address.is_loopback:
        return True
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in DENIED_4)
    return address in PUBLIC_6 and not any(address in network for network in DENIED_6)


def loopback_allowed() -> bool:
    """Only ever on in tests."""
    return bool(getattr(settings, "EGRESS_ALLOW_LOOPBACK", False))


def resolve(goal: Target) -> list[str]:
    """The addresses of a target, each of them allowed; Refused if a single one is not."""
    try:
        found = socket.getaddrinfo(goal.host, goal.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("The name does not resolve.") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for text in addresses:
        if not is_allowed(_literal(text)):
            raise Refused("address", text)
    if goal.port != PORTS[goal.scheme] and not all(_literal(text).is_loopback for text in addresses):
        raise Refused("port", str(goal.port))
    return addresses


def check(url: str) -> Target:
    """Asked when an address is saved, and again at every connection."""
    goal = target(url)
    resolve(goal)
    return goal


def post(url: str, body: bytes, headers: Mapping[str, str], seconds: float = SECONDS) -> Reply:
    """One POST, and what came back, redirects included as they are."""
    return request("POST", url, body, headers, seconds)


def request(
    method: str, url: str, body: bytes, headers: Mapping[str, str], seconds: float = SECONDS
) -> Reply:
    """Refused for an address we don't connect to, Unreachable for one that doesn't answer in time."""
    goal = target(url)
    line = _Line(resolve(goal)[0], seconds)
    connection = line.connection(goal)
    try:
        connection.request(
            method, goal.path, body=body, headers=dict(headers) | {"Accept-Encoding": "identity"}
        )
        response = connection.getresponse()
        flat = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, flat, response.read(REPLY_BYTES))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from None
    finally:
        line.close()
        connection.close()


class _Line:
    """The wire to a checked address, cut when the time is over, however slowly the other side drips."""

    def __init__(self, address: str, seconds: float) -> None:
        self.address, self.seconds = address, seconds
        self.twin: socket.socket | None = None
        self.watch = threading.Timer(seconds, self.cut)
        self.watch.daemon = True

    def connection(self, goal: Target) -> http.client.HTTPConnection:
        """SNI, certificate and Host are the name's; the socket goes where this line goes."""
        if goal.scheme == "http":
            made = http.client.HTTPConnection(goal.host, goal.port, timeout=self.seconds)
        else:
            trust = ssl.create_default_context()
            made = http.client.HTTPSConnection(goal.host, goal.port, timeout=self.seconds, context=trust)
        made._create_connection = self.dial  # type: ignore[attr-defined]
        return made

    def dial(self, goal: tuple[str, int], timeout: float, source: object = None) -> socket.socket:
        wire = socket.create_connection((self.address, goal[1]), timeout)
        # TLS takes the socket over; its twin still reaches the same wire
        self.twin = wire.dup()
        self.watch.start()
        return wire

    def cut(self) -> None:
        try:
            if self.twin:
                self.twin.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def close(self) -> None:
        self.watch.cancel()
        if self.twin:
            self.twin.close()
