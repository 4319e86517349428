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
from onderdak.supervision.picture.models import RankedChoice
from onderdak.supervision.picture.purposes import looking_for
from onderdak.supervision.picture.ranking.domain.permissions import CHOOSE
from onderdak.supervision.picture.ranking.domain.states import What
from onderdak.supervision.picture.ranking.lists import ranked_row
from onderdak.supervision.picture.ranking.point_set_writing import needed
from onderdak.supervision.picture.ranking.switching import require_ranking


@action
def choose(*, by: Actor, number: int, what: What, why: str, today: date) -> None:
    """A person chooses what is done with an address of a list; nothing is automatic.

    What was drawn by lot begins with a look at the desk or a letter: a visit follows
    only after one of those was chosen.

    Raises:
        Invalid: no reason is given.
        Conflict: it was drawn by lot, and nothing lighter was tried; or the list is a
            replay.
        NotFound: it is not in a list here.
        NotAllowed, RoomClosed: the ranking is off, or this person chooses nothing here.
    """
    with looking_for(Purpose.SUPERVISION):
        row = ranked_row(by, number, today)
        check_may(by, CHOOSE, municipality=row.municipality_id)
        require_ranking(row.municipality_id)
        if row.run.replay:
            raise Conflict(
                text("This list looks back or is a trial: nobody decides by it."),
                next_step=text("Choose the address in the newest list."),
            )
        lighter = RankedChoice.objects.filter(
            ranked=row, what__in=[What.LETTER, What.DESK_CHECK]
        )
        if what is What.VISIT and row.drawn and not row.points and not lighter.exists():
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
