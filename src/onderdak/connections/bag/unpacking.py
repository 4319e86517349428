"""Walks through a delivery, a zip of zips, and refuses one that swells.

Nothing is unpacked beside the file: members are read as streams, and a zip within a zip
goes through a temporary file when it is large. What comes out of a file may be many
times its size, but not without end.
"""

import zipfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from io import RawIOBase
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Final, Protocol

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text

# XML of the BAG becomes 15 to 90 times as small; deflate can do 1,000 times.
_SWELLS: Final = 250
_ALWAYS_ALLOWED: Final = 64 * 1024 * 1024
_DEEPEST: Final = 3
_MOST_MEMBERS: Final = 20_000
_IN_MEMORY: Final = 32 * 1024 * 1024
_CHUNK: Final = 1024 * 1024
_LEFT_ALONE: Final = ("Inactief", "InOnderzoek", "NietBag", "Leveringsdocument")
_LEFT_ALONE_INSIDE: Final = ("IA", "IO", "NB")  # 0221IAVBO..., as in those three
# What says where a town lies comes first, then what is needed by what follows.
_ORDER: Final = ("GEM-WPL", "WPL", "OPR", "NUM", "PND", "VBO", "LIG", "STA")


class Readable(Protocol):
    """Anything that gives its bytes in order."""

    def read(self, size: int = -1, /) -> bytes:
        """Give at most so many bytes."""


@dataclass(slots=True)
class Allowance:
    """How many bytes may still come out of a delivery, and how far it is read."""

    left: int
    share: float = 0.0

    def take(self, count: int) -> None:
        """Count bytes.

        Raises:
            Invalid: more came out than can be meant.
        """
        self.left -= count
        if self.left < 0:
            raise _swollen()


@dataclass
class Counted(RawIOBase):
    """A stream that counts what is read, for progress and against swelling."""

    stream: Readable
    size: int
    allowance: Allowance
    begin: float
    end: float
    done: int = field(default=0, init=False)

    def read(self, size: int = -1, /) -> bytes:
        """Give the next bytes."""
        data = self.stream.read(size if size > 0 else _CHUNK)
        self.done += len(data)
        self.allowance.take(len(data))
        part = min(1.0, self.done / self.size) if self.size else 1.0
        self.allowance.share = self.begin + part * (self.end - self.begin)
        return data


def allowance_for(file: Path) -> Allowance:
    """What may come out of a file of this size."""
    return Allowance(max(_ALWAYS_ALLOWED, file.stat().st_size * _SWELLS))


def members(
    archive: IO[bytes], allowance: Allowance, *, begin: float = 0.0, end: float = 1.0
) -> Generator[tuple[str, Counted], None, None]:
    """The XML files in a zip, also those in zips within it.

    Raises:
        Invalid: it is damaged, locked, too deep, or swells.
    """
    yield from _members(archive, allowance, begin, end, depth=1)


def _members(
    archive: IO[bytes], allowance: Allowance, begin: float, end: float, depth: int
) -> Iterator[tuple[str, Counted]]:
    if depth > _DEEPEST:
        raise _swollen()
    with _opened(archive) as opened:
        infos = [info for info in _of(opened) if not _is_left_alone(info.filename)]
        whole = sum(info.compress_size for info in infos) or 1
        start = begin
        for info in sorted(infos, key=_place):
            stop = start + (end - begin) * info.compress_size / whole
            with opened.open(info) as stream:
                counted = Counted(stream, info.file_size, allowance, start, stop)
                if info.filename.lower().endswith(".zip"):
                    yield from _inside(counted, allowance, start, stop, depth)
                else:
                    yield Path(info.filename).name, counted
            start = stop


def _inside(
    counted: Counted, allowance: Allowance, begin: float, end: float, depth: int
) -> Iterator[tuple[str, Counted]]:
    """A zip within a zip: its list stands at its end, so it must be whole first."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        while data := counted.read(_CHUNK):
            spool.write(data)
        spool.seek(0)
        yield from _members(spool, allowance, begin, end, depth + 1)


def _opened(archive: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise damaged() from error


def _of(opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    infos = opened.infolist()
    if len(infos) > _MOST_MEMBERS:
        raise _swollen()
    for info in infos:
        if info.flag_bits & 0x1:
            raise Invalid(
                text("%(name)s in the zip is locked with a password.", name=_name(info))
            )
        if info.file_size > info.compress_size * _SWELLS + _CHUNK:
            raise _swollen()
    return infos


def _name(info: zipfile.ZipInfo) -> str:
    return Path(info.filename).name


def _is_left_alone(name: str) -> bool:
    """Objects that are in research, inactive or no BAG are no part of what is asked."""
    last = Path(name).name
    if not last.lower().endswith((".xml", ".zip")) or "__MACOSX" in name:
        return True
    return any(word in last for word in _LEFT_ALONE) or (
        last[:4].isdigit() and last[4:6] in _LEFT_ALONE_INSIDE
    )


def _place(info: zipfile.ZipInfo) -> tuple[int, str]:
    name = _name(info)
    known = [at for at, kind in enumerate(_ORDER) if kind in name]
    return (known[0] if known else len(_ORDER), name)


def _swollen() -> Invalid:
    return Invalid(
        text("The zip is refused: far more would come out of it than can be meant."),
        next_step=text("Fetch the delivery again from its source."),
    )


def damaged() -> Invalid:
    """What is said of a file that cannot be read to its end."""
    return Invalid(
        text("The file is damaged: it cannot be read to its end."),
        next_step=text("Fetch the delivery again from its source."),
    )
