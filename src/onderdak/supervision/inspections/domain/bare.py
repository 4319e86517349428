"""Whether a file holds a JPEG picture and nothing besides.

A camera writes more into a photo than the picture: where it was taken, by which device,
a second view. A photo of a visit is kept as it was sent only where there is none of it.
"""

from collections.abc import Iterator
from typing import Final

_BEGIN: Final = b"\xff\xd8"
_END: Final = 0xD9
_SCAN: Final = 0xDA
_APP0: Final = 0xE0
_PLAIN_APP0: Final = 16  # JFIF without a small picture in it
# Tables, the frame, the restart interval: what drawing the picture needs.
_NEEDED: Final = frozenset({0xDB, 0xC4, 0xDD, 0xC0, 0xC1, 0xC2})


class _NoJpeg(ValueError):
    """The file is not built as a JPEG."""


def is_bare_jpeg(file: bytes) -> bool:
    """Whether all that the file says is needed to draw the picture."""
    try:
        return all(_is_needed(*each) for each in _segments(file))
    except (_NoJpeg, IndexError):
        return False


def _is_needed(marker: int, content: bytes) -> bool:
    if marker == _APP0:
        return content.startswith(b"JFIF\x00") and len(content) == _PLAIN_APP0 - 2
    return marker in _NEEDED or marker == _SCAN


def _segments(file: bytes) -> Iterator[tuple[int, bytes]]:
    if not file.startswith(_BEGIN):
        raise _NoJpeg
    at = len(_BEGIN)
    while True:
        if file[at] != 0xFF:
            raise _NoJpeg
        marker = file[at + 1]
        if marker == _END:
            if at + 2 != len(file):
                raise _NoJpeg  # something lies behind the picture
            return
        length = int.from_bytes(file[at + 2 : at + 4])
        if length < 2 or at + 2 + length > len(file):
            raise _NoJpeg
        yield marker, file[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == _SCAN:
            at = _behind_scan(file, at)


def _behind_scan(file: bytes, at: int) -> int:
    """Where the drawn lines end: at a marker that is no restart and no written 0xFF."""
    while True:
        at = file.find(b"\xff", at)
        if at < 0 or at + 1 == len(file):
            raise _NoJpeg
        if file[at + 1] != 0x00 and not 0xD0 <= file[at + 1] <= 0xD7:
            return at
        at += 2
