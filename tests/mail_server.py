"""A mail server for tests: takes, refuses or holds on to mail, by its receiver."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Postbox:
    """What came in, and how receivers are treated whose address begins so."""

    port: int = 0
    received: list[tuple[str, str]] = field(default_factory=list)
    holding: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def to(self, start: str) -> int:
        """How many mails came in for a receiver."""
        return sum(receiver.startswith(start) for receiver, _ in self.received)


class _Talk(socketserver.StreamRequestHandler):
    box: Postbox

    def handle(self) -> None:
        self._say("220 test")
        receiver = ""
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].split(":")[0].upper()
            if word == "RCPT":
                receiver = line.partition("<")[2].partition(">")[0]
                if receiver.startswith("refused"):
                    self._say("550 no such box")
                    continue
            if word == "DATA":
                self._say("354 go on")
                if not self._taken(receiver):
                    return
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _taken(self, receiver: str) -> bool:
        lines = []
        while (line := self.rfile.readline().decode()) not in (".\r\n", ""):
            lines.append(line)
        if receiver.startswith("slow") and not self.box.let_go.is_set():
            self.box.holding.set()
            self.box.let_go.wait(60)
            return False
        self.box.received.append((receiver, "".join(lines)))
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def postbox() -> Iterator[Postbox]:
    """A mail server on a free port of this machine, until the block ends."""
    box = Postbox()
    talk = type("Talk", (_Talk,), {"box": box})
    with _Server(("127.0.0.1", 0), talk) as server:
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield box
        box.let_go.set()
        server.shutdown()
