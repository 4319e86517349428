"""A picture is drawn anew: whatever a file holds besides its points does not stay."""

from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image
from tests.pictures import (
    BLUE,
    RED,
    a_bomb,
    a_moving_photo,
    a_photo,
    a_telling_photo,
    opened,
)

from onderdak.foundation.documents.contract import (
    MOST_BYTES,
    PhotoRefused,
    Reason,
    drawn_anew,
)
from onderdak.kernel.errors import Invalid


def near(point: object, colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(point, colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_full_and_a_small_jpeg(kind: str) -> None:
    drawn = drawn_anew(a_photo((2400, 1200), kind=kind))
    full, small = opened(drawn.full), opened(drawn.small)
    assert (full.format, full.size) == ("JPEG", (1600, 800))
    assert (small.format, small.size) == ("JPEG", (320, 160))
    assert near(full.getpixel((10, 10)), RED)
    assert near(full.getpixel((1590, 790)), BLUE)


def test_a_small_photo_is_not_blown_up() -> None:
    drawn = drawn_anew(a_photo((40, 30)))
    assert opened(drawn.full).size == (40, 30)
    assert opened(drawn.small).size == (40, 30)


def test_where_and_with_what_it_was_taken_is_gone_and_it_stands_upright() -> None:
    telling = a_telling_photo()
    assert opened(telling).getexif().get_ifd(0x8825)  # the file does tell
    assert b"bed by the window" in telling
    assert b"xmpmeta" in telling
    for kept in (drawn := drawn_anew(telling)).full, drawn.small:
        picture = opened(kept)
        assert not picture.getexif()
        assert picture.height > picture.width
        assert near(picture.getpixel((5, 5)), RED)
        assert near(picture.getpixel((5, picture.height - 5)), BLUE)
        assert set(picture.info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
        }
        for trace in (b"Exif", b"bed by", b"Camera", b"xmp", b"resident"):
            assert trace not in kept


def test_a_program_behind_the_picture_is_gone() -> None:
    hostile = b"<script>alert(1)</script>PK\x03\x04%PDF-1.7"
    photo = a_photo()
    assert opened(photo + hostile)  # shown as a picture by any browser
    drawn = drawn_anew(photo + hostile)
    for kept in drawn.full, drawn.small:
        assert b"<script>" not in kept
        assert b"%PDF" not in kept
        assert kept.endswith(b"\xff\xd9")


def test_what_is_seen_through_becomes_white() -> None:
    drawn = drawn_anew(a_photo((20, 20), kind="PNG", transparency=RED))
    assert near(opened(drawn.full).getpixel((2, 2)), (255, 255, 255))


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
def test_of_what_moves_the_first_view_is_kept(kind: str) -> None:
    picture = opened(drawn_anew(a_moving_photo(kind)).full)
    assert picture.format == "JPEG"
    assert getattr(picture, "n_frames", 1) == 1
    assert near(picture.getpixel((30, 20)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK"])
def test_every_kind_of_colour_can_be_drawn(mode: str) -> None:
    file = BytesIO()
    coloured = opened(a_photo((32, 32))).convert(mode)
    coloured.save(file, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(drawn_anew(file.getvalue()).full).mode == "RGB"


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"no picture",
        b"\xff\xd8\xff\xe0",
        b"\xff\xd8\xff\xe0" + b"\0" * 400,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7 and more",
        a_photo(kind="GIF"),
        a_photo(kind="TIFF"),
        a_photo(kind="BMP"),
        a_photo(kind="ICO"),
        a_photo()[:-600],
        a_photo(kind="PNG")[:-40],
        a_photo(kind="WEBP")[:100],
    ],
    ids=range(13),
)
def test_what_is_no_whole_photo_is_refused(file: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        drawn_anew(file)
    assert "photo that can be read" in str(refused.value)


def test_a_small_file_with_too_many_points_is_refused_unopened() -> None:
    assert len(a_bomb()) < 5_000
    for bomb in a_bomb(), a_bomb(8_000, 4_001), a_bomb(2**31 - 1, 2**31 - 1):
        with pytest.raises(Invalid) as refused:
            drawn_anew(bomb)
        assert "megapixels" in str(refused.value)


def test_a_file_that_is_too_heavy_is_refused() -> None:
    photo = a_photo()
    padded = photo + b"\0" * (MOST_BYTES - len(photo))
    assert drawn_anew(padded).full
    with pytest.raises(Invalid) as refused:
        drawn_anew(padded + b"\0")
    assert "larger than 16 MB" in str(refused.value)


def test_broken_exif_does_not_spoil_the_photo() -> None:
    broken = a_photo(exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\xee" * 40)
    assert opened(drawn_anew(broken).full).size == (800, 600)


def test_any_damage_is_either_drawn_or_refused() -> None:
    """No damaged file may end in anything but a picture or a refusal that is told."""
    for whole in a_telling_photo(), a_photo(kind="PNG"), a_photo(kind="WEBP"):
        for place in range(0, len(whole), max(1, len(whole) // 60)):
            damaged = whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :]
            with suppress(Invalid):
                assert opened(drawn_anew(damaged).full).format == "JPEG"


def of_a_telephone(size: tuple[int, int], **how: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, BLUE).save(written, "JPEG", quality=60, **how)
    return written.getvalue()


@pytest.mark.parametrize("size", [(8064, 6048), (8160, 6144)])
def test_a_photo_of_a_telephone_of_fifty_megapixels_is_taken(
    size: tuple[int, int],
) -> None:
    drawn = opened(drawn_anew(of_a_telephone(size)).full)
    assert max(drawn.size) == 1600
    assert near(drawn.convert("RGB").getpixel((800, 600)), BLUE)


def test_what_must_stand_in_the_memory_whole_is_refused_with_a_reason() -> None:
    size = (8064, 6048)
    for file in (of_a_telephone(size, progressive=True), a_bomb()):
        with pytest.raises(PhotoRefused) as refused:
            drawn_anew(file)
        assert refused.value.reason is Reason.POINTS
    with pytest.raises(PhotoRefused) as refused:
        drawn_anew(b"#!/bin/sh")
    assert refused.value.reason is Reason.UNREADABLE
