"""What came in of a visit, and what stands in it now."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from onderdak.engines.merge import Operation as Typed
from onderdak.engines.merge import State
from onderdak.foundation.privacy.contract import SealedWords, open_for_town
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.models import Operation, Visit
from onderdak.supervision.inspections.recorded import recorded, typed_of

MOST_GIVEN: Final = 1_000
SEALED_USE: Final = "visit-statement"


@dataclass(frozen=True, slots=True)
class Since:
    """What came in after a place in the row; `more` where there is still more."""

    operations: tuple[Typed, ...]
    cursor: int
    more: bool


def visit_of(number: int) -> Visit:
    """A visit by its key, within the scope.

    Raises:
        NotFound: there is none.
    """
    found = Visit.objects.filter(pk=number).first()
    if found is None:
        raise NotFound(text("There is no such visit here."))
    return found


def operations_since(
    visit: Visit, cursor: int, *, without: Sequence[str] = ()
) -> Since:
    """Give what came in after a place in the row; callers checked who may.

    What is sealed is named, and not given.

    Args:
        without: what the asker has just sent.
    """
    rows = Operation.objects.filter(visit=visit, pk__gt=cursor).order_by("pk")
    found = list(rows[: MOST_GIVEN + 1])
    page = found[:MOST_GIVEN]
    known = set(without)
    return Since(
        tuple(one for one in map(typed_of, page) if one.id not in known),
        page[-1].pk if page else cursor,
        len(found) > MOST_GIVEN,
    )


def state_of(visit: Visit) -> State:
    """What stands in a visit; what came in late is left out until it is taken over."""
    return recorded(visit).state


def sealed_as(visit: int, uid: str) -> str:
    """The name under which the words of one operation are sealed."""
    return f"visit {visit} operation {uid}"


def words_of(visit: Visit, row: Operation) -> Typed:
    """One sealed operation with its words; callers logged who opens it, and why."""
    if row.sealed is None or row.row_key is None or row.key_version is None:
        raise TypeError(f"operation {row.pk} is not sealed")
    sealed = SealedWords(bytes(row.sealed), bytes(row.row_key), row.key_version)
    name = sealed_as(visit.pk, str(row.uid))
    words = open_for_town(row.municipality_id, SEALED_USE, name, sealed)
    return replace(typed_of(row), typed=json.loads(words["typed"]), sealed=False)
