"""A clamd to test against: the same commands over a real socket, one known virus."""

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Final

from onderdak.connections.clamav.client import ClamAv

# The harmless file on which every scanner reacts, in two halves: else a scanner
# would remove this source.
EICAR: Final = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
)
_VERSION: Final = "ClamAV 1.4.3/27800/Sat Nov 21 10:00:00 2026"
_LONGEST_STREAM: Final = 25 * 1024 * 1024


class _Visit(socketserver.StreamRequestHandler):
    """One connection: a command, and its answer."""

    longest = _LONGEST_STREAM
    fixed_answer: bytes | None = None

    def handle(self) -> None:
        """Answer as clamd does, or as the test wants."""
        command = self._until_zero()
        answer = self._answer(command)
        fixed = self.fixed_answer
        self.wfile.write(f"{answer}\0".encode() if fixed is None else fixed)

    def _answer(self, command: bytes) -> str:
        if command == b"zPING":
            return "PONG"
        if command == b"zVERSION":
            return _VERSION
        if command == b"zINSTREAM":
            return self._judged()
        return "UNKNOWN COMMAND"

    def _judged(self) -> str:
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            if len(content) + size > self.longest:
                return "INSTREAM size limit exceeded. ERROR"
            content += self.rfile.read(size)
        return "stream: Eicar-Signature FOUND" if EICAR in content else "stream: OK"

    def _until_zero(self) -> bytes:
        read = b""
        while (one := self.rfile.read(1)) not in (b"", b"\0"):
            read += one
        return read


@contextmanager
def fake_clamd(
    *,
    socket_path: Path | None = None,
    longest: int = _LONGEST_STREAM,
    answer: bytes | None = None,
) -> Iterator[ClamAv]:
    """A clamd that runs while the block does, and a client that asks it.

    Args:
        socket_path: listens on a Unix socket there, instead of on a port.
        longest: its StreamMaxLength.
        answer: what it says whatever is asked; b"" hangs up without a word.
    """
    visit = type("Visit", (_Visit,), {"longest": longest, "fixed_answer": answer})
    server: socketserver.TCPServer
    if socket_path is None:
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), visit)
    else:
        server = socketserver.ThreadingUnixStreamServer(str(socket_path), visit)
    worker = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    worker.start()
    try:
        yield ClamAv(socket_path or server.socket.getsockname(), patience=5)
    finally:
        server.shutdown()
        server.server_close()
        worker.join()
