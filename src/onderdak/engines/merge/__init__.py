"""Edits of several devices become one record, and no typed value is ever gone.

A record is a set of operations that only grows. Each says what was typed at a path, and
which operations stood there on that device at that moment: those it replaces. What
stands now are the *heads*: the operations that no other one of that path replaces. One
typed value among the heads is settled; more than one is a conflict, which a person
settles by typing again. The outcome is a function of the set alone: no clock decides,
and the order of arrival, retries and duplicates change nothing (decision record 0045).

>>> a = Operation("a", "tablet", 1, "room/r/beds", "3")
>>> b = Operation("b", "phone", 1, "room/r/beds", "4")
>>> beds = merged([b, a, b])["room/r/beds"]
>>> beds.settled, [each.typed for each in beds.values]
(False, ['4', '3'])
>>> c = Operation("c", "phone", 2, "room/r/beds", "4", replaces=("a", "b"))
>>> merged([c, a, b])["room/r/beds"].value
'4'

The same computation stands in static/onderdak/visit/merge.mjs, for the device;
generated tests hold the two together.
"""

from onderdak.engines.merge.merging import (
    PathState,
    State,
    Value,
    conflicts,
    merged,
    replaced_at,
)
from onderdak.engines.merge.operations import (
    MOST_TYPED,
    Json,
    Operation,
    Refusal,
    is_sealed_path,
    read_operation,
)
from onderdak.engines.merge.writing import canonical

__all__ = [
    "MOST_TYPED",
    "Json",
    "Operation",
    "PathState",
    "Refusal",
    "State",
    "Value",
    "canonical",
    "conflicts",
    "is_sealed_path",
    "merged",
    "read_operation",
    "replaced_at",
]
