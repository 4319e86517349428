"""What a file would do, written down for as long as somebody looks at it.

A plan holds the rows of a provider's file, names and all, and its wrong cells: it lies
beside the file, encrypted in the same way, and goes when the file goes.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onderdak.kernel.text import Text
from onderdak.register.nights.bulk.work import without_collecting
from onderdak.register.nights.domain.declared import DeclaredStay
from onderdak.register.nights.domain.previewed import Fate, Fault, PreviewRow
from onderdak.register.nights.handing_in import FileOutcome
from onderdak.register.nights.kept_rows import read_rows, write_rows

Packed = list[Any]
LEAVING = (Fate.ENDS, Fate.WITHDRAWN)
_FATES = {fate.value: fate for fate in Fate}
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Plan:
    """A preview that was kept."""

    rows: list[PreviewRow]
    columns: Mapping[str, str]
    ignored_columns: tuple[str, ...]
    notes: list[Text]
    remembered: Mapping[str, str]
    guests_before: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What must be known to confirm and record, without unpacking every row."""

    bad: frozenset[int]
    renamed: frozenset[int]
    leaving: int
    guests_before: int


def write_plan(outcome: FileOutcome, read: Sequence[DeclaredStay]) -> bytes:
    """Pack a preview, and the rows as they were read: recording goes on from there."""
    with without_collecting():
        rows = [_pack(row) for row in outcome.rows]
    packed = {
        "rows": rows,
        "columns": dict(outcome.columns),
        "ignored": list(outcome.ignored_columns),
        "notes": [pack_text(note) for note in outcome.notes],
        "remembered": dict(outcome.remembered),
        "guests": outcome.guests_before,
    }
    parts = [_squeeze(_summary(outcome)), _squeeze(packed), write_rows(read)]
    return b"".join(len(part).to_bytes(_LENGTH) + part for part in parts)


def _part(content: bytes, number: int) -> bytes:
    begin = 0
    for _ in range(number):
        begin += _LENGTH + int.from_bytes(content[begin : begin + _LENGTH])
    length = int.from_bytes(content[begin : begin + _LENGTH])
    return content[begin + _LENGTH : begin + _LENGTH + length]


def _squeeze(packed: object) -> bytes:
    return zlib.compress(json.dumps(packed, ensure_ascii=False).encode(), level=1)


def _summary(outcome: FileOutcome) -> dict[str, Any]:
    return {
        "bad": [row.line for row in outcome.rows if row.fate is Fate.BAD],
        "renamed": [row.line for row in outcome.rows if row.fate is Fate.RENAMED],
        "leaving": len({row.reference for row in outcome.rows if row.fate in LEAVING}),
        "guests": outcome.guests_before,
    }


def read_summary(content: bytes) -> Summary:
    """Unpack only what must be known to confirm and record."""
    packed = json.loads(zlib.decompress(_part(content, 0)))
    return Summary(
        frozenset(packed["bad"]),
        frozenset(packed["renamed"]),
        packed["leaving"],
        packed["guests"],
    )


def read_plan(content: bytes) -> Plan:
    """Unpack what `write_plan` packed."""
    packed = json.loads(zlib.decompress(_part(content, 1)))
    with without_collecting():
        rows = [_unpack(row) for row in packed["rows"]]
    return Plan(
        rows=rows,
        columns=packed["columns"],
        ignored_columns=tuple(packed["ignored"]),
        notes=[unpack_text(note) for note in packed["notes"]],
        remembered=packed["remembered"],
        guests_before=packed["guests"],
    )


def read_kept_rows(content: bytes) -> list[DeclaredStay]:
    """The rows as they were read from the file."""
    return read_rows(_part(content, 2))


def pack_text(sentence: Text) -> dict[str, Any]:
    """A sentence as JSON: still to be translated, with what fills it."""
    return {
        "says": sentence.msgid,
        "with": {key: _pack_value(value) for key, value in sentence.params.items()},
    }


def unpack_text(packed: Mapping[str, Any]) -> Text:
    """A sentence from JSON."""
    return Text(
        packed["says"],
        {key: _unpack_value(value) for key, value in packed["with"].items()},
    )


def _pack_value(value: object) -> object:
    if isinstance(value, Text):
        return pack_text(value)
    return value if isinstance(value, int | float | str) else str(value)


def _unpack_value(value: object) -> object:
    return unpack_text(value) if isinstance(value, dict) else value


def _pack(row: PreviewRow) -> Packed:
    return [
        row.line,
        row.reference,
        row.fate,
        *map(_day, (row.arrival, row.departure, row.was_arrival, row.was_departure)),
        int(row.other_place),
        int(row.other_identity),
        [[f.column, f.value, pack_text(f.message)] for f in row.faults],
    ]


def _unpack(packed: Packed) -> PreviewRow:
    line, reference, fate, came, left, was_came, was_left, place, other, faults = packed
    return PreviewRow(
        line=line,
        reference=reference,
        fate=_FATES[fate],
        arrival=_date(came),
        departure=_date(left),
        was_arrival=_date(was_came),
        was_departure=_date(was_left),
        other_place=bool(place),
        other_identity=bool(other),
        faults=tuple(Fault(c, v, unpack_text(message)) for c, v, message in faults),
    )


def _day(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _date(ordinal: int | None) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
