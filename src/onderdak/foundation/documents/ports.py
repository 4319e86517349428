"""What this room asks of a system outside: whether a file is known to do harm."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from onderdak.kernel.errors import OnderdakError


class Outcome(StrEnum):
    """What a scanner can say of a file."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_CONNECTED = "not_connected"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a file, and the name of what was found in it."""

    outcome: Outcome
    found: str = ""


class NoVerdict(OnderdakError):
    """A scanner is connected, but it did not answer or could not judge the file."""


class FileScanner(Protocol):
    """A scanner for viruses; `onderdak.connections.clamav` is one."""

    def scan(self, file: bytes) -> Verdict:
        """Judge a file by its content.

        Raises:
            NoVerdict: the scanner is there, but gave no judgement.
        """


class NoScanner:
    """Stands where no scanner is connected, and says so."""

    def scan(self, file: bytes) -> Verdict:
        """Judge nothing."""
        return Verdict(Outcome.NOT_CONNECTED)
