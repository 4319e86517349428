"""When a desk takes reports in: it is on, answered for, and limited in time."""

from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import RoomClosed
from onderdak.supervision.desk.keeping import ROOM


def takes_reports(municipality: str, on: date) -> bool:
    """Whether reports come in here.

    Without a controller (art. 24 AVG) or a term of keeping nothing is taken in.
    """
    try:
        require_room(municipality, ROOM, on, retention=True)
    except RoomClosed:
        return False
    return True


def check_open(municipality: str, at: datetime) -> None:
    """Stop a report from coming in where nothing is taken in.

    Raises:
        RoomClosed: the desk is off, nobody answers for it, or no term is set.
    """
    require_room(municipality, ROOM, localdate(at), retention=True)
