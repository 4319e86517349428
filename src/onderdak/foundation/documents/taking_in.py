"""A photo on its way in: not too heavy, not known to do harm, and drawn anew.

Without a scanner a photo is taken in as well: nothing of the file is kept. With one
that is silent it is not, because somebody wanted every file looked at.
"""

import logging

from onderdak.foundation.documents.pictures import (
    MOST_BYTES,
    DrawnPicture,
    PhotoRefused,
    Reason,
    drawn_anew,
    too_heavy,
)
from onderdak.foundation.documents.ports import (
    FileScanner,
    NoScanner,
    NoVerdict,
    Outcome,
    Verdict,
)
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text

log = logging.getLogger("onderdak.documents")

_SCANNERS: list[FileScanner] = [NoScanner()]


def scan_with(scanner: FileScanner) -> None:
    """Have every file looked at by this scanner from now on."""
    _SCANNERS[:] = [scanner]


def photo_taken_in(file: bytes) -> DrawnPicture:
    """What is kept of a file that somebody hands in as a photo.

    Raises:
        Invalid: too heavy, known to do harm, or no photo.
        Conflict: the scanner gave no judgement; later it may.
    """
    if len(file) > MOST_BYTES:
        raise too_heavy()
    scanned(file)
    return drawn_anew(file)


def scanned(file: bytes) -> Verdict:
    """What the scanner says of a file that may be kept: clean, or not connected.

    Whoever keeps a file as it came looks at the verdict: without a scanner, nobody
    looked.

    Raises:
        Invalid: the file is known to do harm.
        Conflict: the scanner gave no judgement; later it may.
    """
    try:
        verdict = _SCANNERS[0].scan(file)
    except NoVerdict as silence:
        log.warning("no judgement of a file: %s", silence)
        raise _not_now() from silence
    if verdict.outcome is Outcome.INFECTED:
        log.warning("a file was refused: %s", verdict.found)
        raise _harmful()
    return verdict


def _not_now() -> Conflict:
    return Conflict(
        text("Files cannot be checked for viruses at the moment."),
        text("The file may be fine, but it was not kept."),
        next_step=text("Try again later."),
    )


def _harmful() -> PhotoRefused:
    return PhotoRefused(
        Reason.HARMFUL,
        text("The virus scanner refuses this file. It was not kept."),
        next_step=text("Choose another file."),
    )
