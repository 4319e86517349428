"""Using points that were approved, and using them no longer."""

from datetime import date
from typing import Final

from onderdak.engines.ranking import PointSet as Points
from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.models import PointSet
from onderdak.supervision.picture.ranking.domain.permissions import USE_POINT_SET
from onderdak.supervision.picture.ranking.domain.states import PointSetState
from onderdak.supervision.picture.ranking.point_set_writing import (
    held_in,
    move,
    needed,
    read_again,
    told,
)

REPORTS: Final = ("reports_12m", "waste_reports_12m")
"""What anybody can add to, so that it never counts without an upper bound."""


def _check_whole(points: Points) -> None:
    if not points.on:
        raise Conflict(
            text("This set is switched off as a whole (on: false)."),
            next_step=text("Make a new version that is on."),
        )
    if any(
        one.on and one.at_most is None
        for one in points.indicators
        if one.key in REPORTS
    ):
        raise Conflict(
            text("Reports count here without an upper bound."),
            why=text("Then who reports most decides where supervision looks."),
            next_step=text("Make a new version that says up to how many count."),
        )


@action
def put_in_use(*, by: Actor, point_set: PointSet, today: date) -> None:
    """Use an approved point set from now on; the one before it is withdrawn.

    Raises:
        Conflict: it was not approved, is switched off as a whole, has no upper bound
            for reports, or its term has not begun or is over.
        Invalid: the source of an indicator changed since it was written.
        NotAllowed, RoomClosed: this person puts no points in use here.
    """
    check_may(by, USE_POINT_SET, municipality=point_set.municipality_id)
    require_room(point_set.municipality_id, ROOM, today)
    held = held_in(point_set, PointSetState.APPROVED)
    points = read_again(held.body)
    if not points.since <= today <= points.until:
        raise Conflict(
            text(
                "These points hold from %(since)s until %(until)s.",
                since=points.since,
                until=points.until,
            ),
            next_step=text("Make a new version with another term."),
        )
    _check_whole(points)
    town = held.municipality_id
    before = PointSet.objects.select_for_update().filter(
        municipality_id=town, state=PointSetState.IN_USE
    )
    for each in before:
        move(each, PointSetState.WITHDRAWN, today)
        record_event(by=by, **told(each, "withdraw_point_set"))
    move(held, PointSetState.IN_USE, today)
    record_event(by=by, **told(held, "put_in_use"))


@action
def withdraw_point_set(
    *, by: Actor, point_set: PointSet, why: str, today: date
) -> None:
    """Use a point set no longer; what was made with it stays to be looked at.

    Raises:
        Conflict: it was refused or withdrawn already.
        Invalid: no reason is given.
        NotAllowed, RoomClosed: this person puts no points out of use here.
    """
    check_may(by, USE_POINT_SET, municipality=point_set.municipality_id)
    require_room(point_set.municipality_id, ROOM, today)
    held = held_in(
        point_set,
        PointSetState.DRAFT,
        PointSetState.WAITING,
        PointSetState.APPROVED,
        PointSetState.IN_USE,
    )
    move(held, PointSetState.WITHDRAWN, today)
    record_event(by=by, **told(held, "withdraw_point_set", why=needed(why)))
