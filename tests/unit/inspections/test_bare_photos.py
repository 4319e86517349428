"""A file is kept as it was sent only where it is a picture and nothing besides."""

import pytest

from onderdak.supervision.inspections.domain.bare import is_bare_jpeg
from tests.pictures import a_photo, a_telling_photo

BARE = a_photo((80, 60))


@pytest.mark.parametrize(
    "file", [BARE, a_photo((80, 60), progressive=True), a_photo((80, 60), quality=30)]
)
def test_a_plain_jpeg_is_bare(file: bytes) -> None:
    assert is_bare_jpeg(file)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"\xff\xd8",
        BARE[:-1],
        BARE[:-2],
        BARE[: len(BARE) // 2],
        BARE + b"more behind the picture",
        BARE[:2] + b"\xff\xe1\x00\x08Exif\x00\x00" + BARE[2:],
        BARE[:2] + b"\xff\xfe\x00\x06note" + BARE[2:],
        BARE[:2] + b"\xff\xe0\x00\x08other!" + BARE[2:],
        BARE[:2] + b"\xff\xdb\xff\xff" + BARE[2:],
        BARE[:2] + b"\xff\xdb\x00\x01" + BARE[2:],
        BARE[:2] + b"x" + BARE[2:],
        a_telling_photo(),
        a_photo((80, 60), kind="PNG"),
        a_photo((80, 60), kind="WEBP"),
    ],
)
def test_what_holds_more_or_less_is_not(file: bytes) -> None:
    assert not is_bare_jpeg(file)
