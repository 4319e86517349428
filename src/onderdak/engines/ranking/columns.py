"""Which columns of a file a set of points asks for, and which it refuses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from onderdak.engines.ranking.catalogue import why_forbidden
from onderdak.engines.ranking.faults import Fault
from onderdak.engines.ranking.points import PointSet
from onderdak.kernel.text import text

ADDED: Final = ("rank", "points", "reasons")
_UNMAPPED: Final = text(
    "No indicator asks for this column. Leave it out, or name it under `context`."
)


def without_absent(header: Sequence[str], point_set: PointSet) -> PointSet:
    """The set without indicators that are switched off and not in the file.

    Who has no ground for a source switches it off, and need not bring its column.
    """
    kept = [one for one in point_set.indicators if one.on or one.column in header]
    return replace(point_set, indicators=tuple(kept))


def header_faults(header: Sequence[str], point_set: PointSet) -> Iterator[Fault]:
    """Say what is missing, is there twice, or is not asked for."""
    yield from missing_columns(header, point_set)
    asked = _asked(point_set)
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Fault(name, text("This column is there twice."))
        if name in ADDED:
            yield Fault(name, text("This column is written by the ranking itself."))
        elif name not in asked and name not in point_set.context:
            yield Fault(name or "-", why_forbidden(name) or _UNMAPPED)


def missing_columns(header: Sequence[str], point_set: PointSet) -> Iterator[Fault]:
    """Say which columns the set asks for and the file does not have."""
    if not point_set.identifier:
        yield Fault(
            "identifier", text("The points file names no column for the identifier.")
        )
    for name in _asked(point_set):
        if name not in header:
            yield Fault(name, text("This column is missing."))


def _asked(point_set: PointSet) -> list[str]:
    return [
        *([point_set.identifier] if point_set.identifier else []),
        *(one.column for one in point_set.indicators),
        *(column for one in point_set.indicators for _, column in one.details),
    ]
