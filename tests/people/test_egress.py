"""Nothing leaves the house towards an address that is not public, whatever it is dressed as."""

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from people import egress

DENIED = """
http://127.0.0.1/ http://127.1/ http://127.0.1/ http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://0177.0.0.1/
http://017700000001/ http://0/ http://0.0.0.0/ http://[::]/ http://[::1]/ http://[0:0:0:0:0:0:0:1]/ http://localhost/
http://127.0.0.1./ http://127.255.255.254/ http://10.0.0.1/ http://10.255.255.255/ http://172.16.0.1/
http://172.31.255.255/ http://192.168.0.1/ http://192.168.1.1:80/ http://169.254.169.254/latest/meta-data/
http://169.254.0.1/ http://100.64.0.1/ http://100.100.100.200/ http://100.127.255.255/ http://168.63.129.16/
http://192.0.0.192/ http://192.0.0.1/ http://192.0.2.1/ http://198.18.0.1/ http://198.19.255.255/ http://198.51.100.1/
http://203.0.113.1/ http://224.0.0.1/ http://239.255.255.255/ http://240.0.0.1/ http://255.255.255.255/
http://192.88.99.1/ http://[::ffff:127.0.0.1]/ http://[::ffff:7f00:1]/ http://[::ffff:10.0.0.1]/ http://[::127.0.0.1]/
http://[64:ff9b::7f00:1]/ http://[64:ff9b::a9fe:a9fe]/ http://[64:ff9b:1::1]/ http://[2002:7f00:1::]/
http://[2002:a9fe:a9fe::]/ http://[2001::1]/ http://[2001:db8::1]/ http://[2001:10::1]/ http://[100::1]/
http://[fc00::1]/ http://[fd00:ec2::254]/ http://[fe80::1]/ http://[fec0::1]/ http://[ff02::1]/ http://[3fff::1]/
http://[fe80::1%25eth0]/ http://①②⑦.⓪.⓪.①/ http://１２７.０.０.１/ http://127。0。0。1/ http://0x7F.0x0.0x0.0x1/
""".split()
MISSHAPEN = [
    *"ftp://example.com/ file:///etc/passwd gopher://example.com/ dict://example.com/ //example.com/ example.com".split(),
    *"http:// http:/// https://user:secret@example.com/ http://127.0.0.1@example.com/ http://example.com:99999/".split(),
    *"http://example.com#@127.0.0.1/ http://exa_mple.com\\@127.0.0.1/ http://exam%70le.com/ http://-a.com/".split(),
    "http://example.com/a b", "http://example.com/\r\nHost: x", "http://exam\x00ple.com/", "http://example.com/\tx",
    "http://" + "a" * 300 + ".com/", "http://a..b/", "http://[::1/", "http://[zz]/", "https://1.2.3/", "javascript:1",
]  # fmt: skip


@pytest.mark.parametrize("url", DENIED)
def test_inner_addresses_are_refused(url: str) -> None:
    with pytest.raises(egress.Refused):
        egress.check(url)
    with pytest.raises(egress.Refused):
        egress.post(url, b"", {})


@pytest.mark.parametrize("url", MISSHAPEN)
def test_what_could_be_read_in_two_ways_is_refused(url: str) -> None:
    with pytest.raises(egress.Refused):
        egress.target(url)


@pytest.mark.parametrize("host", ["1.1.1.1", "8.8.8.8", "[2606:4700::1111]", "[2a00:1450::1]"])
def test_public_addresses_pass_on_the_two_ports(host: str) -> None:
    assert egress.check(f"https://{host}/hook?a=b").path == "/hook?a=b"
    with pytest.raises(egress.Refused, match="port"):
        egress.check(f"https://{host}:8443/")


def test_one_bad_address_among_good_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("1.1.1.1", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answers)
    with pytest.raises(egress.Refused, match="address"):
        egress.check("http://rebind.example/")


def test_the_name_is_asked_once_and_the_checked_address_connected(
    monkeypatch: pytest.MonkeyPatch, peer: "Peer"
) -> None:
    asked: list[str] = []

    def answer(host: str, port: int, *_args: object, **_kwargs: object) -> list[object]:
        if host[0].isdigit():
            return [(2, 1, 6, "", (host, port))]
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    assert egress.post(f"http://rebind.example:{peer.port}/", b"x", {}).status == 200
    assert asked == ["rebind.example"] and peer.hosts == [f"rebind.example:{peer.port}"]


class Peer:
    """A little house next door that answers as its test says."""

    def __init__(self) -> None:
        self.hosts: list[str] = []
        self.answer: tuple[int, dict[str, str], bytes] = (200, {}, b"ok")
        self.drip = False
        peer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                peer.hosts.append(self.headers["Host"])
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, headers, body = peer.answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    for _ in range(400 if peer.drip else 1):
                        self.wfile.write(body)
                        time.sleep(0.05 if peer.drip else 0)
                except OSError:
                    pass

            def log_message(self, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True).start()


@pytest.fixture
def peer(settings: object) -> Iterator[Peer]:
    settings.EGRESS_ALLOW_LOOPBACK = True  # type: ignore[attr-defined]
    house = Peer()
    yield house
    house.server.shutdown()


def test_a_redirect_is_not_followed(peer: Peer) -> None:
    peer.answer = (302, {"Location": "http://169.254.169.254/"}, b"")
    assert egress.post(f"http://127.0.0.1:{peer.port}/", b"", {}).status == 302 and len(peer.hosts) == 1


def test_a_long_reply_is_cut(peer: Peer) -> None:
    peer.answer = (200, {}, b"x" * 1_000_000)
    assert len(egress.post(f"http://127.0.0.1:{peer.port}/", b"", {}).body) == egress.REPLY_BYTES


def test_a_dripping_reply_ends_with_the_time(peer: Peer) -> None:
    peer.drip, started = True, time.monotonic()
    with suppress(egress.Unreachable):
        egress.post(f"http://127.0.0.1:{peer.port}/", b"", {}, seconds=0.3)
    assert time.monotonic() - started < 8


def test_header_injection_is_refused(peer: Peer) -> None:
    with pytest.raises(egress.Unreachable):
        egress.post(f"http://127.0.0.1:{peer.port}/", b"", {"X-Name": "a\r\nX-Evil: 1"})
    assert peer.hosts == []
