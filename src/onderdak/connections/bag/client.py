"""Reads a delivery of the BAG as a stream: memory stays the same, however large it is.

The XML comes from outside. Entities are not resolved, no network is used, and a file
with a document type of its own is refused: the register has none.
"""

import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, Final, cast
from zipfile import BadZipFile

from lxml import etree

from onderdak.connections.bag import mapping, names
from onderdak.connections.bag.shapes import Measured, Raw, measured
from onderdak.connections.bag.unpacking import (
    Counted,
    allowance_for,
    damaged,
    members,
)
from onderdak.foundation.places.contract.register import Batch, Fault, Kind
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text

_BATCH: Final = 5_000
_TAGS: Final = (names.INFO, names.STAND, names.RELATIONS_INFO, names.RELATION)
_ROOTS: Final = (names.ROOT, names.RELATIONS_ROOT)
_ZIP: Final = b"PK\x03\x04"
_XML: Final = (b"<", b"\xef\xbb\xbf<")


@dataclass(frozen=True, slots=True)
class BagDelivery:
    """A delivery on disk: a zip of zips, one zip, or one XML file."""

    file: Path
    whole: bool

    def batches(self) -> Iterator[Batch]:
        """Read it, a batch at a time; see `Delivery`."""
        allowance = allowance_for(self.file)
        with self.file.open("rb") as opened:
            if not self.whole:
                size = self.file.stat().st_size
                only = Counted(opened, size, allowance, 0.0, 1.0)
                yield from _batches_of(self.file.name, only)
                return
            with closing(members(opened, allowance)) as found:
                for name, stream in found:
                    yield from _batches_of(name, stream)


def open_delivery(file: Path) -> BagDelivery:
    """Look at what a file is; see `OpenDelivery`."""
    try:
        with file.open("rb") as opened:
            begin = opened.read(4)
    except OSError as error:
        raise Invalid(
            text("The file %(name)s cannot be read.", name=file.name),
            why=text("The system says: %(slip)s.", slip=error.strerror or "?"),
        ) from error
    if begin.startswith(_ZIP):
        return BagDelivery(file, whole=True)
    if begin.startswith(_XML):
        return BagDelivery(file, whole=False)
    raise _no_bag(file.name)


@dataclass(slots=True)
class _Reading:
    """What is read of one file, until the batch is full."""

    file: str
    stream: Counted
    as_of: date | None = None
    municipalities: tuple[str, ...] = ()
    batch: Batch | None = None
    # What waits for its shape: the plain fields, or the number of what holds no more.
    plains: list[mapping.Plain | str] = field(default_factory=list)
    shapes: list[Raw | None] = field(default_factory=list)

    def head(self, element: etree._Element) -> None:
        """Of which day and which municipalities the file is."""
        found = element.findtext(names.AS_OF) or ""
        try:
            self.as_of = date.fromisoformat(found[:10])
        except ValueError:
            raise _no_bag(self.file) from None
        self.municipalities = tuple(
            f"GM{each.text}" for each in element.iterfind(names.OF_MUNICIPALITY)
        )

    def begin(self, kind: Kind) -> Batch:
        """The batch for an object of this kind."""
        if self.batch is None:
            if self.as_of is None:
                raise _no_bag(self.file)
            self.batch = Batch(kind, self.file, self.as_of, self.municipalities)
        return self.batch

    def is_full(self, kind: Kind) -> bool:
        """Whether an object of this kind begins a new batch."""
        batch = self.batch
        return batch is not None and (batch.kind != kind or batch.read >= _BATCH)

    def add_relation(self, element: etree._Element) -> None:
        """Take a relation in."""
        batch = self.begin(Kind.RELATION)
        batch.read += 1
        if row := mapping.relation_of(element, batch.as_of):
            batch.current += 1
            batch.rows.append(row)

    def add(self, kind: Kind, element: etree._Element) -> None:
        """Take an occurrence in: all of it when it holds now, else only its shape."""
        batch = self.begin(kind)
        batch.read += 1
        current = not mapping.has_ended(element)
        batch.current += current
        shaped = kind in mapping.WITH_SHAPE
        if not (current or shaped):
            return
        try:
            self.shapes.append(mapping.shape_of(element) if shaped else None)
            self.plains.append(
                mapping.plain_of(kind, element) if current else mapping.id_of(element)
            )
        except mapping.Unusable as slip:
            del self.shapes[len(self.plains) :]
            self._fault(mapping.id_of(element), _missing(slip), current=current)

    def _fault(self, number: str, why: Text, *, current: bool) -> None:
        batch = cast(Batch, self.batch)
        batch.faults.append(Fault(self.file, number, why, current))

    def finished(self) -> Iterator[Batch]:
        """The batch, with the shapes of its objects measured; empty begins the next."""
        batch = self.batch
        if batch is None:
            return
        found = iter(measured([shape for shape in self.shapes if shape]))
        for plain, raw in zip(self.plains, self.shapes, strict=True):
            self._finish(batch, plain, next(found) if raw else None)
        batch.share = self.stream.allowance.share
        self.batch, self.plains, self.shapes = None, [], []
        yield batch

    def _finish(
        self, batch: Batch, plain: mapping.Plain | str, shape: Measured | Text | None
    ) -> None:
        if isinstance(shape, Text):
            number = plain if isinstance(plain, str) else str(plain[0])
            self._fault(number, shape, current=not isinstance(plain, str))
        elif not isinstance(plain, str):
            try:
                batch.rows.append(mapping.row_of(batch.kind, plain, shape))
            except mapping.Unusable as slip:
                self._fault(plain[0], _missing(slip), current=True)


def _batches_of(name: str, stream: Counted) -> Iterator[Batch]:
    reading = _Reading(name, stream)
    try:
        for element in _elements(name, stream):
            yield from _taken(reading, element)
        yield from reading.finished()
    except etree.XMLSyntaxError as error:
        raise Invalid(
            text("%(name)s is damaged XML: %(slip)s.", name=name, slip=error.msg),
            next_step=text("Fetch the delivery again from its source."),
        ) from error
    except (EOFError, OSError, BadZipFile, zlib.error) as error:
        raise damaged() from error


def _taken(reading: _Reading, element: etree._Element) -> Iterator[Batch]:
    if element.tag == names.STAND:
        found = element[0][0] if len(element) and len(element[0]) else None
        kind = names.KINDS.get(str(found.tag)) if found is not None else None
        if found is not None and kind is not None:
            if reading.is_full(kind):
                yield from reading.finished()
            reading.add(kind, found)
    elif element.tag == names.RELATION:
        reading.add_relation(element)
    else:
        reading.head(element)


def _elements(name: str, stream: Counted) -> Iterator[etree._Element]:
    """The elements that matter, one at a time; what was read is let go."""
    events = etree.iterparse(
        cast(IO[bytes], stream),
        events=("end",),
        tag=_TAGS,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    checked = False
    for _, element in events:
        if not checked:
            _check(name, element)
            checked = True
        yield element
        _let_go(element)
    if not checked and events.root.tag not in _ROOTS:
        raise _no_bag(name)


def _check(name: str, element: etree._Element) -> None:
    tree = element.getroottree()
    if tree.docinfo.doctype or tree.docinfo.internalDTD is not None:
        raise Invalid(
            text("%(name)s is refused: it declares entities of its own.", name=name),
            why=text("Files of the BAG do not; such a file can be made to do harm."),
        )
    if tree.getroot().tag not in _ROOTS:
        raise _no_bag(name)


def _let_go(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _missing(slip: mapping.Unusable) -> Text:
    return text("Its %(part)s is missing or cannot be meant.", part=str(slip))


def _no_bag(name: str) -> Invalid:
    return Invalid(
        text("%(name)s is no extract of the BAG.", name=name),
        why=text("Extracts of BAG 2.0 (schemas of 1 June 2020) can be read."),
        next_step=text("Give the zip as the land registry delivers it."),
    )
