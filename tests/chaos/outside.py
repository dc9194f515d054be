"""The world outside the site: a program that receives its notices, and one that posts leads to its hook."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field


@dataclass
class Receiver:
    """Takes webhooks and writes down which key came for which step of which clock."""

    came: list[tuple[str, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        came = self.came

        class Door(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                data = told["data"]
                came.append((self.headers["webhook-id"], data.get("clock", 0), data.get("percent", 0)))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, args=[0.05], daemon=True).start()


@dataclass
class Source:
    """Posts one lead after the other, each under its own id until it is taken; knows which ones were."""

    url: str
    secret: str
    pause: float = 0.2
    taken: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    attempts: int = 0

    def __post_init__(self) -> None:
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self._post_all, daemon=True)
        self.thread.start()

    def end(self) -> None:
        self.ending.set()
        self.thread.join(120)

    def _post_all(self) -> None:
        while not self.ending.is_set():
            ident = f"lead-{len(self.taken)}"
            while not self._post(ident):
                self.ending.wait(self.pause)
            self.taken.append(ident)
            self.ending.wait(self.pause)

    def _post(self, ident: str) -> bool:
        """A refusal that is not 503 would be a fault of the site; it is kept for the verdict."""
        self.attempts += 1
        body = json.dumps(
            {
                "type": "lead.created",
                "timestamp": "2026-03-02T09:00:00Z",
                "data": {"id": ident, "name": ident},
            }
        ).encode()
        request = urllib.request.Request(self.url, body, self._signed(ident, body), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:
                return bool(answer.status == 202)
        except urllib.error.HTTPError as answer:
            if answer.code != 503:
                self.refused.append(f"{ident}: {answer.code}")
        except OSError:
            pass
        return False

    def _signed(self, ident: str, body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        proof = hmac.new(key, f"{ident}.{stamp}.".encode() + body, hashlib.sha256).digest()
        return {
            "Content-Type": "application/json",
            "webhook-id": ident,
            "webhook-timestamp": stamp,
            "webhook-signature": f"v1,{base64.b64encode(proof).decode()}",
        }
