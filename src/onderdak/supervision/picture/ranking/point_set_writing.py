"""What every change of a set of points needs: a reason, a state, a line in the log."""

from datetime import date
from typing import Final, TypedDict

from onderdak.engines.ranking import (
    Fault,
    Indicator,
    Unreadable,
    load_catalogue,
)
from onderdak.engines.ranking import PointSet as Points
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import Text, text
from onderdak.supervision.picture.models import PointSet
from onderdak.supervision.picture.ranking.domain.states import PointSetState
from onderdak.supervision.picture.ranking.point_sets import CATALOGUE, read_body

_LONGEST_BODY: Final = 100_000
_LONGEST_WHY: Final = 1_000


def needed(words: str, longest: int = _LONGEST_WHY) -> str:
    """A reason that somebody gave, in one line.

    Raises:
        Invalid: it is empty or too long.
    """
    plain = " ".join(words.split())
    if not plain:
        raise Invalid(text("Say why."), next_step=text("One sentence is enough."))
    if len(plain) > longest:
        raise Invalid(text("This text is too long."))
    return plain


def read_again(body: str) -> Points:
    """The points of a text; Unreadable says everything that is wrong with it.

    Raises:
        Invalid: it cannot be used, or names a source that an indicator had before.
    """
    if len(body) > _LONGEST_BODY:
        raise Invalid(text("This text is too long."))
    points = read_body(body)
    moved = [
        Fault(f"indicators[{number}].source", _source_of(one))
        for number, one in enumerate(points.indicators)
        if one.moved
    ]
    if moved:
        raise Unreadable(text("This set of points cannot be used."), moved)
    return points


def _source_of(one: Indicator) -> Text:
    source = load_catalogue(CATALOGUE)[one.key].source
    return text("Its source changed: it is %(source)s now.", source=source)


def held_in(point_set: PointSet, *states: PointSetState) -> PointSet:
    """The set, held so that nobody else changes it meanwhile.

    Raises:
        Conflict: it is in none of these states.
    """
    held = PointSet.objects.select_for_update().get(pk=point_set.pk)
    if held.state not in states:
        raise Conflict(
            text("This cannot be done with these points as they stand now."),
            next_step=text("Load the page again and look how they stand."),
        )
    return held


def move(held: PointSet, state: PointSetState, today: date | None = None) -> None:
    """Go to another state; with a day where that is the day of approval or of use."""
    if state is PointSetState.APPROVED:
        held.approved_on = today
    elif state is PointSetState.IN_USE:
        held.used_from = today
    elif held.used_from is not None:
        held.used_until = today
    held.state = state
    held.save(
        update_fields=["state", "changed_at", "approved_on", "used_from", "used_until"]
    )


class Told(TypedDict):
    """What an event says of a set of points."""

    action: str
    object: str
    municipality: str
    detail: dict[str, str | int | None]


def told(row: PointSet, what: str, **more: str | int | None) -> Told:
    """What an event says that was done with a set of points."""
    return Told(
        action=f"ranking.{what}",
        object=f"point set {row.pk}",
        municipality=row.municipality_id,
        detail={"name": row.name, "version": row.version, **more},
    )
