"""What is done with an address of a list: a person chooses, and says why."""

from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.picture.domain.sources import Purpose
from onderdak.supervision.picture.models import RankedAddress, RankedChoice
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking.domain.permissions import CHOOSE
from onderdak.supervision.picture.ranking.domain.states import PointSetState, What
from onderdak.supervision.picture.ranking.lists import ranked_row
from onderdak.supervision.picture.ranking.point_set_writing import needed
from onderdak.supervision.picture.ranking.point_sets import switched_off


@action
def choose(*, by: Actor, number: int, what: What, why: str, today: date) -> None:
    """A person chooses what is done with an address of a list; nothing is automatic.

    What was drawn by lot begins with a look at the desk or a letter: a visit follows
    only after one of those was chosen.

    Raises:
        Invalid: no reason is given.
        Conflict: it was drawn by lot, and nothing lighter was tried; or the list is a
            replay, or was made with points that nobody uses any more.
        NotFound: it is not in a list here.
        NotAllowed, RoomClosed: the ranking is off, or this person chooses nothing here.
    """
    with looking_for(Purpose.SUPERVISION):
        row = ranked_row(by, number, today)
        check_may(by, CHOOSE, municipality=row.municipality_id)
        _check_list(row)
        lighter = RankedChoice.objects.filter(
            ranked=row, what__in=[What.LETTER, What.DESK_CHECK]
        )
        if what is What.VISIT and row.drawn and not lighter.exists():
            raise Conflict(
                text("This address was drawn by lot."),
                why=text("Then a look at the desk or a letter comes first."),
                next_step=text("Choose one of those, and a visit when it is needed."),
            )
        RankedChoice.objects.create(
            municipality_id=row.municipality_id,
            ranked=row,
            what=what,
            why=needed(why),
            by_id=by.user_id,
        )
        record_event(
            by=by,
            action="ranking.choose",
            object=f"address {row.address_id} in run {row.run_id}",
            municipality=row.municipality_id,
            detail={"what": what.value, "place": row.place},
        )


def _check_list(row: RankedAddress) -> None:
    """A list to work with, by points that are in use and on as it stands now."""
    newest = text("Choose the address in the newest list.")
    if row.run.replay:
        raise Conflict(
            text("This list looks back or is a trial: nobody decides by it."),
            next_step=newest,
        )
    if row.run.point_set.state != PointSetState.IN_USE:
        raise Conflict(
            text("The points of this list are not in use any more."), next_step=newest
        )
    if {key for key, *_ in row.parts} & switched_off(row.municipality_id).keys():
        raise Conflict(
            text("A fact that gave this address points was switched off since."),
            next_step=text("Make a new list, and choose the address there."),
        )
