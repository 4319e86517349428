"""Asks clamd to look at a file: its command INSTREAM, over TCP or a Unix socket.

The commands are those of `man clamd`: a `z` before them, and a zero byte at the end of
each command and each answer. A file goes in chunks, each after its length in four
bytes; a length of zero is the end.
"""

import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from onderdak.foundation.documents.contract import NoVerdict, Outcome, Verdict
from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.text import text

_USUAL_PORT: Final = 3310
_CHUNK: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
# Seconds without a byte; a file of some megabytes is judged well within it.
_PATIENCE: Final = 15.0

Address = Path | tuple[str, int]


@dataclass(frozen=True, slots=True)
class ClamAv:
    """A clamd, asked anew for each file: it closes the connection after an answer."""

    address: Address
    patience: float = _PATIENCE

    def scan(self, file: bytes) -> Verdict:
        """Judge a file by its content.

        Raises:
            NoVerdict: clamd is not there, is silent, or says that it cannot.
        """
        answer = self._asked("INSTREAM", lambda line: _send(line, file))
        verdict = answer.removeprefix("stream: ")
        if verdict == "OK":
            return Verdict(Outcome.CLEAN)
        if verdict.endswith(" FOUND"):
            return Verdict(Outcome.INFECTED, verdict.removesuffix(" FOUND"))
        raise NoVerdict(f"clamd says: {answer[:200]!r}")

    def version(self) -> str:
        """What clamd calls itself and its list of viruses.

        Raises:
            NoVerdict: clamd is not there or is silent.
        """
        return self._asked("VERSION", lambda line: None)

    def _asked(self, command: str, add: Callable[[socket.socket], None]) -> str:
        try:
            with _connected(self.address, self.patience) as line:
                line.sendall(f"z{command}\0".encode())
                # Of a file that it finds too large clamd says so, and hangs up.
                with suppress(BrokenPipeError, ConnectionResetError):
                    add(line)
                return _answer(line)
        except OSError as slip:
            raise NoVerdict(f"clamd does not answer: {slip}") from slip


def clamav_at(address: str) -> ClamAv | None:
    """The clamd at an address, `host:port` or the path of a socket; None without one.

    Raises:
        ConfigurationError: this is no address.
    """
    if not address:
        return None
    if address.startswith("/"):
        return ClamAv(Path(address))
    try:
        parts = urlsplit(f"//{address}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.path or parts.username is not None:
        raise ConfigurationError(
            text("ONDERDAK_CLAMAV is no address of a virus scanner."),
            next_step=text("Write it as host:port, or as the path of a socket."),
        )
    return ClamAv((host, port or _USUAL_PORT))


def _connected(address: Address, patience: float) -> socket.socket:
    if isinstance(address, tuple):
        return socket.create_connection(address, timeout=patience)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(patience)
    try:
        line.connect(str(address))
    except OSError:
        line.close()
        raise
    return line


def _send(line: socket.socket, file: bytes) -> None:
    for start in range(0, len(file), _CHUNK):
        chunk = file[start : start + _CHUNK]
        line.sendall(struct.pack("!L", len(chunk)) + chunk)
    line.sendall(struct.pack("!L", 0))


def _answer(line: socket.socket) -> str:
    read = b""
    while b"\0" not in read and len(read) < _LONGEST_ANSWER:
        more = line.recv(_LONGEST_ANSWER)
        if not more:
            break
        read += more
    return read.split(b"\0")[0].decode(errors="replace").strip()
