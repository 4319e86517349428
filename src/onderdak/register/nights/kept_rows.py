"""The rows of a file as they were read, kept so that recording need not read it again.

They hold names, as the file itself does: they lie beside it, encrypted in the same way,
and go when the file goes. Column by column, for that is written and read fastest.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from onderdak.foundation.privacy.contract import Identity
from onderdak.register.nights.bulk.work import without_collecting
from onderdak.register.nights.domain.declared import DeclaredStay

_DAYS = frozenset(
    {"arrival", "departure", "expected_departure", "registered_since"},
)


def write_rows(rows: Sequence[DeclaredStay]) -> bytes:
    """Pack rows."""
    with without_collecting():
        columns = dict(zip(DeclaredStay._fields, zip(*rows, strict=True), strict=False))
        packed = {name: _pack(name, values) for name, values in columns.items()}
    return zlib.compress(json.dumps(packed, ensure_ascii=False).encode(), level=1)


def read_rows(content: bytes) -> list[DeclaredStay]:
    """Unpack what `write_rows` packed."""
    packed = json.loads(zlib.decompress(content))
    with without_collecting():
        columns = [_unpack(name, packed[name]) for name in packed]
        return [DeclaredStay._make(row) for row in zip(*columns, strict=True)]


def _pack(name: str, values: Sequence[Any]) -> Sequence[Any]:
    if name == "identity":
        # Each part is a column again; nobody's name is a column of gaps.
        return list(zip(*(value or (None,) * 3 for value in values), strict=True))
    if name in _DAYS:
        return [day and day.toordinal() for day in values]
    return values


def _unpack(name: str, values: Sequence[Any]) -> Iterable[Any]:
    if name == "identity":
        parts = zip(*values, strict=True)
        return [None if part[0] is None else Identity._make(part) for part in parts]
    if name in _DAYS:
        known = {one: one and date.fromordinal(one) for one in set(values)}
        return [known[one] for one in values]
    return values
