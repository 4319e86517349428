"""A Locatieserver to test against: the same questions over real HTTP, few addresses."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from onderdak.connections.pdok.client import Locatieserver

_KNOWN: Final = {"suggest": {"q", "fq", "fl", "rows"}, "lookup": {"id", "fl"}}


class _Visit(BaseHTTPRequestHandler):
    """One question: as the real one it refuses what it does not know."""

    documents: Sequence[Mapping[str, Any]] = ()
    broken: bytes | None = None

    def do_GET(self) -> None:
        """Answer a question."""
        parts = urlsplit(self.path)
        what = parts.path.rpartition("/")[2]
        asked = parse_qs(parts.query)
        if self.broken is not None:
            self._send(200, self.broken)
        elif not set(asked) <= _KNOWN.get(what, set()):
            self._send(400, b'{"error": {"msg": "unknown parameter"}}')
        else:
            found = [each for each in self.documents if _fits(each, what, asked)]
            shown = [_only(each, asked["fl"][0].split()) for each in found]
            self._send(200, json.dumps({"response": {"docs": shown}}).encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)


def _fits(document: Mapping[str, Any], what: str, asked: dict[str, list[str]]) -> bool:
    if what == "lookup":
        return bool(document["id"] == asked["id"][0])
    words = asked["q"][0].lower()
    filters = dict(each.split(":", 1) for each in asked.get("fq", []))
    return words in str(document["weergavenaam"]).lower() and all(
        document.get(name) == value for name, value in filters.items()
    )


def _only(document: Mapping[str, Any], fields: list[str]) -> dict[str, Any]:
    return {name: document[name] for name in fields if name in document}


@contextmanager
def fake_locatieserver(
    documents: Sequence[Mapping[str, Any]] = (), *, broken: bytes | None = None
) -> Iterator[Locatieserver]:
    """A search that runs while the block does, and a client that asks it.

    Args:
        documents: its addresses, in the form of the real one.
        broken: what it says instead, whatever is asked.
    """
    visit = type("Visit", (_Visit,), {"documents": documents, "broken": broken})
    server = ThreadingHTTPServer(("127.0.0.1", 0), visit)
    worker = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    worker.start()
    try:
        port = server.server_address[1]
        yield Locatieserver(f"http://127.0.0.1:{port}/search/v3_1", patience=5)
    finally:
        server.shutdown()
        server.server_close()
        worker.join()
