"""A picture as it is kept: drawn anew, so that nothing of the file itself remains.

Whoever hands in a file decides what is in it: where it was taken, text, a program
behind the picture. Only its points are taken over. What is kept was written here.
"""

import struct
import threading
import warnings
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text

# The largest that telephones write at their best quality.
MOST_BYTES: Final = 16 * 1024 * 1024
_MOST_POINTS: Final = 32_000_000
# A JPEG is opened at a half, a quarter or an eighth: what is open stays small.
_MOST_POINTS_JPEG: Final = 64_000_000
_LONGEST_SIDE: Final = 1600
_LONGEST_SMALL: Final = 320
_QUALITY: Final = 82
# A camera that keeps a second view in one JPEG writes an MPO; the first view is read.
_READ: Final = ("JPEG", "PNG", "WEBP")
_SLIPS: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    OverflowError,
    struct.error,
    zlib.error,
)
_TOO_LARGE: Final = Image.DecompressionBombError
# One at a time: a picture takes far more memory open than as a file.
_ONE_AT_A_TIME: Final = threading.Lock()

# Pillow refuses by itself at twice this; below it `_checked` does.
Image.MAX_IMAGE_PIXELS = _MOST_POINTS_JPEG // 2


class Reason(StrEnum):
    """Why a file is not taken in as a photo."""

    HEAVY = "heavy"
    POINTS = "points"
    UNREADABLE = "unreadable"
    HARMFUL = "harmful"


class PhotoRefused(Invalid):
    """A file that is not taken in as a photo, with the reason as a word."""

    def __init__(self, reason: Reason, what: Text, next_step: Text) -> None:
        super().__init__(what, next_step=next_step)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture and its small copy, both as JPEG without anything besides."""

    full: bytes
    small: bytes


def drawn_anew(file: bytes) -> DrawnPicture:
    """A picture as it is kept: upright, at most 1600 points wide or high.

    Raises:
        Invalid: the file is too large, or is no JPEG, PNG or WebP that can be read.
    """
    if len(file) > MOST_BYTES:
        raise too_heavy()
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        # Pillow grumbles about what is odd in a file; what is odd is not kept.
        warnings.simplefilter("ignore")
        try:
            _checked(file).verify()
            return _drawn(_checked(file))
        except _TOO_LARGE as slip:
            raise _too_many_points() from slip
        except _SLIPS as slip:
            raise _unreadable() from slip


def _checked(file: bytes) -> Image.Image:
    """The picture by its content; what its name says of it counts for nothing."""
    opened = Image.open(BytesIO(file), formats=_READ)
    if opened.width * opened.height > _most_points(opened):
        raise Image.DecompressionBombError
    return opened


def _most_points(opened: Image.Image) -> int:
    """A progressive JPEG stands in the memory whole before it can be made smaller."""
    stepwise = isinstance(opened, JpegImageFile) and not opened.info.get("progressive")
    return _MOST_POINTS_JPEG if stepwise else _MOST_POINTS


def _drawn(opened: Image.Image) -> DrawnPicture:
    # A JPEG is opened no larger than needed; that saves most of the memory.
    opened.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
    if opened.width * opened.height > _MOST_POINTS:  # such as a very long strip
        raise Image.DecompressionBombError
    upright = ImageOps.exif_transpose(opened)
    return DrawnPicture(_jpeg(upright, _LONGEST_SIDE), _jpeg(upright, _LONGEST_SMALL))


def _jpeg(picture: Image.Image, longest: int) -> bytes:
    fitting = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    fitting.thumbnail((longest, longest))
    # A sheet of its own: a comment or XMP of the original would be written along.
    sheet = Image.new("RGB", fitting.size, "white")
    sheet.paste(fitting, mask=fitting if fitting.mode == "RGBA" else None)
    written = BytesIO()
    sheet.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return written.getvalue()


def too_heavy() -> PhotoRefused:
    """What is said of a file that is larger than is taken in."""
    return PhotoRefused(
        Reason.HEAVY,
        text("The photo is larger than %(most)s MB.", most=MOST_BYTES // 1024**2),
        next_step=text("Choose a smaller photo, or take it with a lower quality."),
    )


def _too_many_points() -> PhotoRefused:
    return PhotoRefused(
        Reason.POINTS,
        text("The photo has too many megapixels."),
        next_step=text("Choose a smaller photo, or take it with a lower quality."),
    )


def _unreadable() -> PhotoRefused:
    return PhotoRefused(
        Reason.UNREADABLE,
        text("This file is not a photo that can be read."),
        next_step=text("Choose a JPEG, PNG or WebP."),
    )
