"""What a file of stays comes down to: rows that are right, and cells that are not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from onderdak.kernel.text import Text
from onderdak.register.nights.files.cells import DocumentKind
from onderdak.register.nights.files.registration import Registration


class StayRow(NamedTuple):
    """One stay as the provider wrote it; the line is that of his own file."""

    line: int
    reference: str
    name: str
    residence: str
    document_kind: DocumentKind
    arrival: date
    departure: date | None
    expected_departure: date | None
    room: str
    bed: str
    registration: Registration
    brp_municipality: str
    registered_since: date | None
    work_municipality: str = ""


@dataclass(frozen=True, slots=True)
class CellError:
    """One cell that cannot be taken over, by line and by the file's own column."""

    line: int
    column: str
    value: str
    message: Text


@dataclass(frozen=True, slots=True)
class StaysFile:
    """A file that was read: every good row, every bad cell, and how it was read."""

    rows: list[StayRow]
    errors: list[CellError]
    columns: Mapping[str, str]
    ignored_columns: list[str]
    notes: list[Text]
    row_count: int
    header_line: int
    remembered: Mapping[str, str] = field(default_factory=dict)
    is_part: bool = False
