"""Files that call themselves photos: good ones, and what people make of them."""

import struct
import zlib
from io import BytesIO

from PIL import Image

GPS = {1: "N", 2: (51.0, 58.0, 48.0), 3: "E", 4: (5.0, 54.0, 39.0)}
RED, BLUE = (200, 30, 30), (30, 30, 200)


def a_photo(
    size: tuple[int, int] = (800, 600), *, kind: str = "JPEG", **written: object
) -> bytes:
    """A photo: red on the left, blue on the right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    file = BytesIO()
    picture.save(file, kind, **written)
    return file.getvalue()


def a_telling_photo() -> bytes:
    """A photo that lies on its side and tells where it was taken, and by what."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    exif[0x010F] = "Camera of a resident"
    exif.get_ifd(0x8825).update(GPS)
    return a_photo(exif=exif, comment=b"bed by the window", xmp=b"<x:xmpmeta/>")


def a_moving_photo(kind: str) -> bytes:
    """An animation: the first view is red, the second blue."""
    first, second = (Image.new("RGB", (60, 40), colour) for colour in (RED, BLUE))
    file = BytesIO()
    first.save(file, kind, save_all=True, append_images=[second], duration=100)
    return file.getvalue()


def a_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that would take gigabytes when opened."""

    def part(name: bytes, content: bytes) -> bytes:
        check = struct.pack("!L", zlib.crc32(name + content))
        return struct.pack("!L", len(content)) + name + content + check

    head = struct.pack("!LLBBBBB", width, height, 8, 2, 0, 0, 0)
    points = zlib.compress(b"\0" * 1_000_000)
    parts = part(b"IHDR", head) + part(b"IDAT", points) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def opened(file: bytes) -> Image.Image:
    """A picture, read to its last point."""
    picture = Image.open(BytesIO(file))
    picture.load()
    return picture
